import Foundation
import Logging
import ServiceLifecycle
import Shared
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct ShutdownTests {
    @Test func aTaskThatEndsWithinTheGraceTimeIsCompleted() async throws {
        let bench = try Bench()
        let gate = Gate()
        let runner = ScriptedRunner { _, _ in
            // Begins to finish when the shutdown is under way.
            try? await gracefulShutdown()
            gate.open()
            return .sample
        }
        var work = Bench.work
        work.grace = .seconds(60)
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner, work: work)]) {
            try await bench.record(of: id) { $0.state == .running }
        }
        #expect(try await bench.store.record(of: id)?.state == .done)
    }

    @Test func aTaskThatDoesNotIsCancelledAndGoesBackToTheQueue() async throws {
        let bench = try Bench()
        let endless = ScriptedRunner { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return .sample
        }
        let id = try await bench.submit(pushing: false)
        try await bench.running([bench.worker(endless)]) {
            try await bench.record(of: id) { $0.state == .running }
        }
        let record = try #require(try await bench.store.record(of: id))
        #expect(record.state == .queued)
        #expect(record.attempts == 0)
        #expect(record.crashes == 0)
        #expect(try await bench.queue.depths()[.normal] == 1)

        let runner = ScriptedRunner { _, _ in .sample }
        try await bench.running([bench.worker(runner, name: "w2")]) {
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func noNewTaskIsTakenWhileStopping() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in
            try? await gracefulShutdown()
            // Waits while the worker is stopping: were it to take another task, it would do so now.
            try await Task.sleep(for: .milliseconds(300))
            return .sample
        }
        var work = Bench.work
        work.concurrency = 2
        work.grace = .seconds(60)
        let first = try await bench.submit()
        let running = ServiceGroup(
            configuration: .init(
                services: [.init(service: bench.worker(runner, work: work))], logger: Logger(label: "tests")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await running.run() }
            try await bench.record(of: first) { $0.state == .running }
            await running.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        let second = try await bench.submit()
        #expect(try await bench.store.record(of: first)?.state == .done)
        #expect(try await bench.store.record(of: second)?.state == .queued)
    }

    @Test func aWorkerThatIsTornDownGivesItsTaskBack() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return .sample
        }
        let id = try await bench.submit()
        let worker = bench.worker(runner)
        let running = Task { try await worker.run() }
        try await bench.record(of: id) { $0.state == .running }
        running.cancel()
        try await running.value
        let record = try #require(try await bench.store.record(of: id))
        #expect(record.state == .queued)
        #expect(record.attempts == 0)
    }
}
