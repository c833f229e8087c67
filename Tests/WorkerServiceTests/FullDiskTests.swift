import Shared
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct FullDiskTests {
    private let bench: Bench
    private let disk: FullDiskStore

    init() throws {
        bench = try Bench()
        disk = FullDiskStore(bench.store)
    }

    private func worker(_ runner: any TaskRunner) -> WorkerService {
        WorkerService(
            store: disk, queue: bench.queue, sealer: bench.sealer, runner: runner, work: Bench.work, name: "w")
    }

    private func recovery() -> RecoveryLoop {
        RecoveryLoop(store: disk, queue: bench.queue, work: Bench.work)
    }

    private func refusals(of write: String, reach count: Int) async throws {
        while await disk.refusals[write, default: 0] < count { try await Task.sleep(for: .milliseconds(10)) }
    }

    @Test func whenNoHeartbeatCanBeWrittenNobodyIsTakenForDead() async throws {
        let gate = Gate()
        let runner = ScriptedRunner { _, _ in
            try await gate.wait()
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([worker(runner), recovery()]) {
            try await bench.record(of: id) { $0.state == .running }
            await disk.fill()
            // As long as a lease and more: a watcher that could judge would have done so.
            try await refusals(of: "confirmWritable", reach: 40)
            #expect(await disk.refusals["recover"] == nil)
            await disk.free()
            // The worker's next beats come long before another lease is over.
            let beat = try await bench.record(of: id) { _ in true }.heartbeat
            try await bench.record(of: id) { $0.heartbeat > beat }
            gate.open()
            let record = try await bench.record(of: id) { $0.state == .done }
            #expect(record.crashes == 0)
        }
        #expect(await runner.runs.count == 1)
    }

    @Test func anEndIsWrittenAsSoonAsThereIsRoom() async throws {
        let gate = Gate()
        let runner = ScriptedRunner { _, _ in
            try await gate.wait()
            return .sample
        }
        let id = try await bench.submit()
        try await bench.running([worker(runner)]) {
            try await bench.record(of: id) { $0.state == .running }
            await disk.fill()
            gate.open()
            try await refusals(of: "complete", reach: 2)
            #expect(try await bench.store.record(of: id)?.state == .running)
            await disk.free()
            try await bench.record(of: id) { $0.state == .done }
        }
        #expect(await runner.runs.count == 1)
    }

    @Test func waitingTasksAreTakenAsSoonAsThereIsRoom() async throws {
        let runner = ScriptedRunner { _, _ in .sample }
        await disk.fill()
        let id = try await bench.submit()
        try await bench.running([worker(runner)]) {
            try await refusals(of: "claim", reach: 1)
            await disk.free()
            try await bench.record(of: id) { $0.state == .done }
        }
    }

    @Test func theHeartBeatsOnWhileAnEndCannotBeWritten() async throws {
        // The result alone has no room: small writes go through, so that watchers judge.
        let runner = ScriptedRunner { _, _ in .sample }
        await disk.refuseResults(true)
        let id = try await bench.submit()
        try await bench.running([worker(runner), recovery()]) {
            try await refusals(of: "complete", reach: 2)
            let beat = try await bench.record(of: id) { _ in true }.heartbeat
            // Many beats, which take longer than a lease.
            try await bench.record(of: id) { $0.heartbeat > beat + 80 }
            await disk.refuseResults(false)
            let record = try await bench.record(of: id) { $0.state == .done }
            #expect(record.crashes == 0)
        }
        #expect(await runner.runs.count == 1)
    }
}
