import Foundation
import Shared
import Synchronization
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct CancellationTests {
    private static var endless: ScriptedRunner {
        ScriptedRunner { _, _ in
            try await Task.sleep(for: .seconds(3600))
            return .sample
        }
    }

    @Test func aRunningTaskThatIsCancelledStopsAndTheWorkerGoesOn() async throws {
        let bench = try Bench()
        let stopped = Gate()
        let runner = ScriptedRunner { assignment, _ in
            guard assignment.request.options.llm else { return .sample }
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                stopped.open()
                throw error
            }
            return .sample
        }
        var work = Bench.work
        work.concurrency = 1
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner, work: work), bench.recovery()]) {
            try await bench.record(of: id) { $0.state == .running }
            let outcome = try await bench.store.cancel(id, for: nil)
            #expect(outcome == .cancelled)
            try await stopped.wait()
            let next = try await bench.submit(options: OptimizationOptions(llm: false))
            try await bench.record(of: next) { $0.state == .done }
        }
        let record = try #require(try await bench.store.record(of: id))
        #expect(record.failure == .cancelled)
        #expect(record.crashes == 0)
    }

    @Test func aRunThatHoldsItsThreadIsGivenUpAndTheWorkerGoesOn() async throws {
        let bench = try Bench()
        let isOver = Mutex(false)
        let runner = BlockingRunner { assignment in
            guard assignment.request.options.llm else { return .sample }
            // As code would that computes and never looks up.
            while !isOver.withLock({ $0 }) { usleep(1000) }
            return .sample
        }
        defer { isOver.withLock { $0 = true } }
        var work = Bench.work
        work.concurrency = 1
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner, work: work), bench.recovery()]) {
            try await bench.record(of: id) { $0.state == .running }
            #expect(try await bench.store.cancel(id, for: nil) == .cancelled)
            let next = try await bench.submit(options: OptimizationOptions(llm: false))
            try await bench.record(of: next) { $0.state == .done }
        }
        let record = try #require(try await bench.store.record(of: id))
        #expect(record.failure == .cancelled)
        #expect(record.crashes == 0)
    }

    @Test func aRunThatKeepsNoDeadlineIsStopped() async throws {
        let bench = try Bench()
        var work = Bench.work
        work.deadlineMargin = .milliseconds(50)
        let id = try await bench.submit(options: OptimizationOptions(deadlineSeconds: 0.1))
        try await bench.running([bench.worker(Self.endless, work: work)]) {
            let record = try await bench.record(of: id) { $0.state == .failed }
            #expect(record.failure?.code == "deadline_exceeded")
            #expect(record.failure?.message.contains("options.deadline_seconds") == true)
            #expect(!record.isDeadLetter)
        }
    }

    @Test func whenAttemptsAreUsedUpTheTaskIsSetAsideAndCanBeReplayed() async throws {
        let bench = try Bench()
        let away = TaskFailure(code: "engine_away", message: "no answer")
        let failing = ScriptedRunner { _, _ in throw RunnerError(away, isRetryable: true) }
        var work = Bench.work
        work.attemptLimit = 1
        let id = try await bench.submit()
        try await bench.running([bench.worker(failing, work: work)]) {
            try await bench.record(of: id) { $0.state == .failed }
        }
        let record = try #require(try await bench.store.record(of: id))
        #expect(record.isDeadLetter)
        #expect(record.failure == away)

        let outcome = try await bench.store.replay(id)
        #expect(outcome == .queued(.normal))
        let runner = ScriptedRunner { assignment, _ in
            #expect(assignment.attempt == 1)
            return .sample
        }
        try await bench.running([bench.worker(runner, work: work)]) {
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func theNextAttemptIsToldWhatTheDeadOneHadRunning() async throws {
        let bench = try Bench()
        let id = try await bench.submit()
        let dead = try #require(try await bench.store.claim(id, worker: "dead"))
        try await bench.store.heartbeat(dead.lease, statements: ["q1"])
        let gate = Gate()
        let runner = ScriptedRunner { assignment, _ in
            #expect(assignment.leftStatements == ["q1"])
            #expect(assignment.statements.running == ["q1"], "until it is cancelled it stays written down")
            assignment.statements.ended("q1")
            assignment.statements.started("q2")
            try await gate.wait()
            return .sample
        }
        try await bench.running([bench.worker(runner), bench.recovery()]) {
            let beat = try await bench.record(of: id) { $0.worker == "w" }.heartbeat
            try await bench.record(of: id) { $0.heartbeat > beat + 2 }
            gate.open()
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func noMoreTasksOfATenantRunThanItMayHave() async throws {
        let bench = try Bench()
        let gate = Gate()
        let runner = ScriptedRunner { _, _ in
            try await gate.wait()
            return .sample
        }
        var work = Bench.work
        work.concurrency = 4
        work.tenantConcurrency = 1
        let (sweep, ann) = (work.sweep, Tenant(rawValue: "ann"))
        let anns = [
            try await bench.submit(tenant: ann), try await bench.submit(tenant: ann),
            try await bench.submit(tenant: ann),
        ]
        let bens = try await bench.submit(tenant: Tenant(rawValue: "ben"))
        try await bench.running([bench.worker(runner, work: work), bench.recovery(work: work)]) {
            try await bench.record(of: bens) { $0.state == .running }
            while try await bench.store.counts()[.running] != 2 { try await Task.sleep(for: .milliseconds(10)) }
            // Some more looks at queue and store: were another to be taken, it would be by now.
            try await Task.sleep(for: sweep * 5)
            let running = try await bench.store.counts()[.running]
            #expect(running == 2)
            gate.open()
            for id in anns + [bens] { try await bench.record(of: id) { $0.state == .done } }
        }
    }
}

/// A runner that never gives its thread away.
private struct BlockingRunner: TaskRunner {
    let script: @Sendable (TaskAssignment) -> OptimizationResult

    func run(_ assignment: TaskAssignment, progress _: ProgressReporter) async throws -> OptimizationResult {
        script(assignment)
    }
}
