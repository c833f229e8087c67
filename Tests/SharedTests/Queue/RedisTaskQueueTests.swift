import Shared
import TestSupport
import Testing

@Suite(.timeLimit(.minutes(2))) struct RedisTaskQueueTests {
    private func queue(_ server: RedisServer, password: String? = nil, bufferLimit: Int = 10_000) -> RedisTaskQueue {
        RedisTaskQueue(
            address: RedisAddress(host: "127.0.0.1", port: server.port, password: password), name: "tests",
            popTimeout: .seconds(1), bufferLimit: bufferLimit)
    }

    @Test func aServerThatGoesAwayAndComesBackIsFoundAgain() async throws {
        let server = try await RedisServer.start()
        defer { server.stop() }
        let (api, worker) = (queue(server), queue(server))
        let first = TaskID()
        api.push(first, priority: .normal)
        #expect(try await popped(worker).id == first)

        server.stop()
        await #expect(throws: TaskQueueError.self) { try await api.checkHealth() }
        #expect(await worker.pop() == nil)
        let second = TaskID()
        api.push(second, priority: .high)

        try await server.restart()
        let found = try await popped(worker)
        #expect(found == QueuedTask(id: second, priority: .high))
        try await api.checkHealth()
        await api.shutdown()
        await worker.shutdown()
    }

    @Test func whoMayBlockTakesIdsByItself() async throws {
        let server = try await RedisServer.start()
        defer { server.stop() }
        let (api, worker) = (queue(server), queue(server))
        let threads = WorkThreads(count: 3, name: "tests")
        defer { threads.finish() }
        let ids = (0..<20).map { _ in TaskID() }
        for id in ids { api.push(id, priority: .low) }
        // All of them, since whoever finds none goes home.
        while try await api.depths()[.low] != ids.count { try await Task.sleep(for: .milliseconds(10)) }
        let taken = await withTaskGroup(of: [TaskID].self) { group in
            for _ in 0..<2 {
                group.addTask(executorPreference: threads) {
                    var taken: [TaskID] = []
                    while let task = await worker.pop() {
                        #expect(task.priority == .low)
                        taken.append(task.id)
                    }
                    return taken
                }
            }
            return await group.reduce(into: []) { $0 += $1 }
        }
        #expect(Set(taken) == Set(ids) && taken.count == ids.count)

        // Away and back again.
        server.stop()
        #expect(await withTaskExecutorPreference(threads) { await worker.pop() } == nil)
        try await server.restart()
        let last = TaskID()
        api.push(last, priority: .high)
        #expect(try await withTaskExecutorPreference(threads) { try await popped(worker).id } == last)
        await api.shutdown()
        await worker.shutdown()
        #expect(await withTaskExecutorPreference(threads) { await worker.pop() } == nil)
    }

    @Test func whileTheServerIsAwayPushesAreKeptUpToABound() async throws {
        let server = try await RedisServer.start()
        defer { server.stop() }
        let api = queue(server, bufferLimit: 5)
        server.stop()
        let ids = (0..<20).map { _ in TaskID() }
        for id in ids { api.push(id, priority: .normal) }
        try await server.restart()
        let worker = queue(server)
        var taken: [TaskID] = []
        for _ in 0..<5 { taken.append(try await popped(worker).id) }
        #expect(taken == Array(ids.prefix(5)))
        #expect(await worker.pop() == nil)
        await api.shutdown()
        await worker.shutdown()
    }

    @Test func aPasswordIsSent() async throws {
        let server = try await RedisServer.start(password: "hunter2")
        defer { server.stop() }
        let queue = queue(server, password: "hunter2")
        try await queue.checkHealth()
        let id = TaskID()
        queue.push(id, priority: .normal)
        #expect(try await popped(queue).id == id)
        await queue.shutdown()
    }

    @Test func aWrongPasswordIsAnErrorThatDoesNotShowIt() async throws {
        let server = try await RedisServer.start(password: "right")
        defer { server.stop() }
        let queue = queue(server, password: "hunter2")
        await #expect {
            try await queue.checkHealth()
        } throws: { error in
            "\(error)".contains("check user and password") && !"\(error)".contains("hunter2")
        }
        await queue.shutdown()
    }

    @Test func aDatabaseIsSelected() async throws {
        let server = try await RedisServer.start()
        defer { server.stop() }
        let zero = queue(server)
        let three = RedisTaskQueue(
            address: RedisAddress(host: "127.0.0.1", port: server.port, database: 3), name: "tests",
            popTimeout: .seconds(1))
        three.push(TaskID(), priority: .low)
        while try await three.depths()[.low] == 0 { try await Task.sleep(for: .milliseconds(10)) }
        #expect(try await zero.depths() == [.high: 0, .normal: 0, .low: 0])
        await zero.shutdown()
        await three.shutdown()
    }

    @Test func nobodyThereIsAnErrorThatSaysWhatToDo() async throws {
        let server = try await RedisServer.start()
        server.stop()
        let queue = queue(server)
        await #expect {
            try await queue.checkHealth()
        } throws: { error in
            "\(error)".contains("LAKEWRIGHT_BROKER_URL")
        }
        #expect(await queue.pop() == nil)
        await queue.shutdown()
    }
}
