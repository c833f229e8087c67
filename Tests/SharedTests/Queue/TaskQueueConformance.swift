import Shared
import TestSupport
import Testing

/// What holds for every ``TaskQueue``. A new driver joins by one more case.
enum QueueDriver: CaseIterable, Sendable {
    case memory, redis

    /// Runs `body` with a queue of its own, and with two handles on it where the driver has such.
    func withQueue(_ body: (_ queue: any TaskQueue, _ other: any TaskQueue) async throws -> Void) async throws {
        switch self {
        case .memory:
            let queue = InMemoryTaskQueue(popTimeout: .seconds(1))
            try await body(queue, queue)
            await queue.shutdown()
        case .redis:
            let server = try await RedisServer.start()
            defer { server.stop() }
            let address = RedisAddress(host: "127.0.0.1", port: server.port)
            let queue = RedisTaskQueue(address: address, name: "tests", popTimeout: .seconds(1))
            let other = RedisTaskQueue(address: address, name: "tests", popTimeout: .seconds(1))
            try await body(queue, other)
            await queue.shutdown()
            await other.shutdown()
        }
    }
}

/// Pops until an id comes. Ends with the test's time limit if none ever does.
func popped(_ queue: any TaskQueue) async throws -> QueuedTask {
    while true {
        try Task.checkCancellation()
        if let task = await queue.pop() { return task }
    }
}

@Suite(.timeLimit(.minutes(2))) struct TaskQueueConformance {
    @Test(arguments: QueueDriver.allCases)
    func whatIsPushedIsPoppedInOrder(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, other in
            let ids = (0..<50).map { _ in TaskID() }
            for id in ids { queue.push(id, priority: .normal) }
            var taken: [TaskID] = []
            for _ in ids { taken.append(try await popped(other).id) }
            #expect(taken == ids)
        }
    }

    @Test(arguments: QueueDriver.allCases)
    func higherPrioritiesComeFirst(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, other in
            for priority in [TaskPriority.low, .normal, .high] { queue.push(TaskID(), priority: priority) }
            while try await queue.depths().values.reduce(0, +) < 3 { try await Task.sleep(for: .milliseconds(10)) }
            var taken: [TaskPriority] = []
            for _ in 0..<3 { taken.append(try await popped(other).priority) }
            #expect(taken == [.high, .normal, .low])
        }
    }

    @Test(arguments: QueueDriver.allCases)
    func anEmptyQueueAnswersNothing(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, _ in
            #expect(await queue.pop() == nil)
            #expect(try await queue.depths() == [.high: 0, .normal: 0, .low: 0])
            try await queue.checkHealth()
        }
    }

    @Test(arguments: QueueDriver.allCases)
    func everyIdGoesToOneOfManyWhoWait(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, other in
            let ids = (0..<40).map { _ in TaskID() }
            let taken = try await withThrowingTaskGroup(of: TaskID.self) { group in
                for number in ids.indices {
                    let source = number % 2 == 0 ? queue : other
                    group.addTask { try await popped(source).id }
                }
                for id in ids { queue.push(id, priority: .normal) }
                return try await group.reduce(into: []) { $0.append($1) }
            }
            #expect(taken.sorted() == ids.sorted())
        }
    }

    @Test(arguments: QueueDriver.allCases)
    func aCancelledPopTakesNoIdWithIt(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, other in
            for _ in 0..<10 {
                let waiting = Task { await queue.pop() }
                await Task.yield()
                waiting.cancel()
                let id = TaskID()
                other.push(id, priority: .normal)
                if let early = await waiting.value {
                    #expect(early.id == id)
                } else {
                    let late = try await popped(other)
                    #expect(late.id == id)
                }
            }
        }
    }

    /// Cancelling a task holds its lock while its handlers run, and whoever resumes it wants that lock.
    @Test(arguments: QueueDriver.allCases)
    func cancellationAndPushMayMeet(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, _ in
            for _ in 0..<200 {
                let waiting = Task { await queue.pop() }
                try await Task.sleep(for: .milliseconds(1))
                let id = TaskID()
                let met = await Encounter.of({ queue.push(id, priority: .normal) }, { waiting.cancel() })
                try #require(met, "they wait for each other")
                if await waiting.value == nil { #expect(try await popped(queue).id == id) }
            }
        }
    }

    @Test(arguments: QueueDriver.allCases)
    func afterShutdownNobodyWaits(driver: QueueDriver) async throws {
        try await driver.withQueue { queue, _ in
            let waiting = Task { await queue.pop() }
            await queue.shutdown()
            _ = await waiting.value
            #expect(await queue.pop() == nil)
        }
    }
}
