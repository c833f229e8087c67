import Foundation
import Shared
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct RecoveryTests {
    @Test func theTaskOfAWorkerThatDiedIsDoneByAnother() async throws {
        let bench = try Bench()
        let id = try await bench.submit()
        // Claimed, and never heard of again.
        #expect(try await bench.store.claim(id, worker: "dead") != nil)
        let runner = ScriptedRunner { _, _ in .sample }
        try await bench.running([bench.worker(runner), bench.recovery()]) {
            let record = try await bench.record(of: id) { $0.state == .done }
            #expect(record.crashes == 1)
            #expect(record.attempts == 2)
            #expect(record.worker == "w")
        }
    }

    @Test func aBrokerThatAnswersNobodyKeepsNoTaskFromBeingQueuedAgain() async throws {
        let bench = try Bench(queue: MuteQueue())
        let id = try await bench.submit()
        #expect(try await bench.store.claim(id, worker: "dead") != nil)
        try await bench.running([bench.recovery()]) {
            let record = try await bench.record(of: id) { $0.state == .queued }
            #expect(record.crashes == 1)
        }
    }

    @Test func aWorkerThatLivesKeepsItsTaskBeyondALease() async throws {
        let bench = try Bench()
        let runner = ScriptedRunner { _, _ in
            try await Task.sleep(for: Bench.work.lease * 2)
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner), bench.recovery(), bench.recovery()]) {
            let record = try await bench.record(of: id) { $0.state == .done }
            #expect(record.crashes == 0)
        }
        #expect(await runner.runs.count == 1)
    }

    @Test func aPoisonTaskIsGivenUpAndOthersAreDone() async throws {
        let bench = try Bench()
        let poison = try await bench.submit(pushing: false)
        try await bench.running([bench.recovery()]) {
            // Each claim stands for a worker that the task takes down with it.
            while true {
                if try await bench.store.record(of: poison)?.state == .failed { break }
                _ = try await bench.store.claim(poison, worker: "victim")
                try await Task.sleep(for: .milliseconds(20))
            }
        }
        let record = try #require(try await bench.store.record(of: poison))
        #expect(record.crashes == 3)
        #expect(record.failure?.code == "worker_crashed")

        let runner = ScriptedRunner { _, _ in .sample }
        let sound = try await bench.submit()
        try await bench.running([bench.worker(runner)]) {
            try await bench.record(of: sound) { $0.state == .done }
        }
        #expect(await runner.runs.map(\.id) == [sound])
    }

    @Test func aWorkerThatLostItsLeaseStopsAndWritesNothing() async throws {
        let bench = try Bench()
        let cancelled = Gate()
        let runner = ScriptedRunner { _, _ in
            do {
                try await Task.sleep(for: .seconds(3600))
            } catch {
                cancelled.open()
            }
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([bench.worker(runner, work: Self.onlyQueue)]) {
            try await bench.record(of: id) { $0.state == .running }
            // Somebody took this worker for dead. Tried until the pulse is caught between two heartbeats.
            while true {
                guard let pulse = try await bench.store.pulses().first else { continue }
                if try await bench.store.recover(pulse, crashLimit: 3) == .requeued { break }
            }
            let other = try #require(try await bench.store.claim(id, worker: "other"))
            try await cancelled.wait()
            try await bench.store.complete(
                other.lease, with: OptimizationResult(ddl: [], migrations: [], queries: [], report: ["by": "other"]))
        }
        guard case .done(let result) = try await bench.store.outcome(of: id) else {
            Issue.record("the other worker's result should stand")
            return
        }
        #expect(result.report["by"] == "other")
    }

    @Test func aWaitingTaskWhoseIdWasLostIsPushedAgain() async throws {
        let bench = try Bench()
        let id = try await bench.submit(pushing: false)
        try await bench.running([bench.recovery()]) {
            while true {
                if let task = await bench.queue.pop() {
                    #expect(task.id == id)
                    break
                }
                try Task.checkCancellation()
            }
        }
    }

    /// Doesn't look into the store, so that the test alone decides who claims.
    private static var onlyQueue: LakewrightConfiguration.Work {
        var work = Bench.work
        work.sweep = .seconds(3600)
        work.concurrency = 1
        return work
    }
}
