import Foundation
import Logging
import Shared
import TestSupport
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct WorkerServiceTests {
    @Test func aTaskIsRunAndItsResultStored() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { assignment, progress in
            progress.report("profiling", fraction: 0.25, message: "1 of 4")
            #expect(assignment.request.url == "jdbc:trino://h:1/c?user=u&password=hunter2-canary")
            #expect(assignment.attempt == 1)
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            try await bench.record(of: id) { $0.state == .done }
        }
        #expect(try await bench.store.outcome(of: id) == .done(.sample))
        #expect(await runner.runs.count == 1)
    }

    @Test func progressIsSeenWhileTheTaskRuns() async throws {
        let bench = try Bench()
        let gate = Gate()
        let runner = ScriptedRunner { _, progress in
            for step in 1...100 { progress.report("verifying", fraction: Double(step) / 100) }
            try await gate.wait()
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            let record = try await bench.record(of: id) {
                $0.progress.phase == "verifying" && $0.progress.fraction == 1
            }
            #expect(record.state == .running)
            #expect(record.worker == "w")
            gate.open()
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func severalRunAtOnceButNoMoreThanConfigured() async throws {
        let bench = try Bench()
        let gate = Gate()
        let runner = ScriptedRunner { _, _ in
            try await gate.wait()
            return .sample
        }
        var work = Bench.work
        work.concurrency = 3
        let ids = try await Self.submit(5, to: bench)
        try await bench.running([bench.worker(runner, work: work)]) {
            while try await bench.store.counts()[.running] != 3 { try await Task.sleep(for: .milliseconds(10)) }
            #expect(try await bench.store.counts()[.queued] == 2)
            gate.open()
            for id in ids { try await bench.record(of: id) { $0.state == .done } }
        }
    }

    @Test func anIdThatWasNeverPushedIsFoundInTheStore() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in .sample }
        let id = try await bench.submit(pushing: false)
        try await bench.running([bench.worker(runner)]) {
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func aDoubledIdIsRunOnce() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in .sample }
        let id = try await bench.submit()
        for _ in 0..<10 { bench.queue.push(id, priority: .normal) }
        let marker = try await bench.submit()
        try await bench.running([bench.worker(runner), bench.worker(runner, name: "w2")]) {
            for id in [id, marker] { try await bench.record(of: id) { $0.state == .done } }
        }
        #expect(await runner.runs.filter { $0.id == id }.count == 1)
    }

    @Test func aFinalErrorFailsTheTask() async throws {
        let bench = try Bench()
        let failure = TaskFailure(code: "url_unusable", message: "the URL names no host")
        let runner = ScriptedRunner { _, _ in
            throw RunnerError(failure, isRetryable: false, meta: ResultMeta(tokensUsed: 4))
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            try await bench.record(of: id) { $0.state == .failed }
        }
        #expect(try await bench.store.outcome(of: id) == .failed(failure, meta: ResultMeta(tokensUsed: 4)))
    }

    @Test func anErrorThatMayPassPutsTheTaskBack() async throws {
        let bench = try Bench()
        let failure = TaskFailure(code: "engine_away", message: "no answer")
        let runner = ScriptedRunner { _, _ in
            throw RunnerError(failure, isRetryable: true, retryAfter: .seconds(500))
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            let record = try await bench.record(of: id) { $0.state == .queued && $0.attempts == 1 }
            #expect(record.failure == failure)
            #expect(try await bench.store.queued(limit: 10).isEmpty)
        }
    }

    @Test func tryingAgainHasAnEnd() async throws {
        let bench = try Bench()
        let failure = TaskFailure(code: "engine_away", message: "no answer")
        let runner = ScriptedRunner { _, _ in throw RunnerError(failure, isRetryable: true) }
        var work = Bench.work
        work.attemptLimit = 1
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner, work: work)]) {
            try await bench.record(of: id) { $0.state == .failed }
        }
        #expect(try await bench.store.outcome(of: id) == .failed(failure, meta: ResultMeta()))
    }

    @Test func anUnknownErrorIsNamedByItsTypeAlone() async throws {
        struct Leaky: Error, CustomStringConvertible { let description = "password=hunter2-canary" }
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in throw Leaky() }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            let record = try await bench.record(of: id) { $0.state == .failed }
            #expect(record.failure?.code == "internal_error")
            #expect(record.failure?.message.contains("hunter2") == false)
            #expect(record.failure?.message.contains("Leaky") == true)
        }
    }

    @Test func aResultThatCannotBeWrittenFailsTheTaskAndNoOther() async throws {
        let bench = try Bench()
        let broken = try await bench.submit()
        let runner = ScriptedRunner { assignment, _ in
            var result = OptimizationResult.sample
            if assignment.id == broken { result.report = ["speed": .number(.nan)] }
            return result
        }
        let sound = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            try await bench.record(of: broken) { $0.state == .failed }
            try await bench.record(of: sound) { $0.state == .done }
        }
    }

    @Test func aURLSealedWithAnotherKeyFailsTheTaskWithWhatToDo() async throws {
        let bench = try Bench()
        let other = try Bench()
        let runner = ScriptedRunner { _, _ in .sample }
        let worker = WorkerService(
            store: bench.store, queue: bench.queue, sealer: other.sealer, runner: runner, work: Bench.work, name: "w")
        let id = try await bench.submit()
        try await bench.running([worker]) {
            let record = try await bench.record(of: id) { $0.state == .failed }
            #expect(record.failure?.code == "secret_unreadable")
            #expect(record.failure?.message.contains("LAKEWRIGHT_KEY_FILE") == true)
        }
        #expect(await runner.runs.isEmpty)
    }

    @Test func redisMayBeRestartedUnderLoadAndNothingIsLost() async throws {
        let server = try await RedisServer.start()
        defer { server.stop() }
        let queue = RedisTaskQueue(
            address: RedisAddress(host: "127.0.0.1", port: server.port), popTimeout: .seconds(1))
        let bench = try Bench(queue: queue)
        let runner = ScriptedRunner { _, _ in
            try await Task.sleep(for: .milliseconds(5))
            return .sample
        }
        var work = Bench.work
        work.lease = .seconds(60)
        try await bench.running([bench.worker(runner), bench.recovery(work: work)]) {
            var ids: [TaskID] = []
            for round in 0..<3 {
                ids += try await Self.submit(20, to: bench)
                if round == 0 { server.stop() }
                if round == 1 { try await server.restart() }
            }
            for id in ids { try await bench.record(of: id) { $0.state == .done } }
            #expect(try await bench.store.counts()[.done] == 60)
        }
        await queue.shutdown()
        #expect(await runner.runs.count == 60)
    }

    private static func submit(_ count: Int, to bench: Bench) async throws -> [TaskID] {
        var ids: [TaskID] = []
        for _ in 0..<count { ids.append(try await bench.submit()) }
        return ids
    }
}
