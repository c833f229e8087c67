import Foundation
import Shared
import Synchronization
import TestSupport
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(5))) struct RunTests {
    private struct Broken: Error {}

    private static let memory = RunnerError(TaskFailure(code: "memory_exceeded", message: "m"), isRetryable: true)
    private let threads = WorkThreads(count: 2, name: "tests")

    private func run(in bench: Bench? = nil) async throws -> Run {
        let bench = try bench ?? Bench()
        let id = try await bench.submit(pushing: false)
        return Run(of: try #require(try await bench.store.claim(id, worker: "w", tenantLimit: nil)))
    }

    /// A run that is told to stop for several reasons, one after the other, before its runner heeds any.
    private func ending(after reasons: RunStop...) async throws -> RunEnding {
        let run = try await run()
        let isTold = Mutex(false)
        run.start(on: threads) {
            // Sleeps in a task of its own, since a cancelled one's sleep ends at once.
            while !isTold.withLock({ $0 }) { await Task { try? await Task.sleep(for: .milliseconds(5)) }.value }
            try Task.checkCancellation()
            return .sample
        }
        for reason in reasons { run.stop(because: reason) }
        isTold.withLock { $0 = true }
        return await run.ending
    }

    @Test func itTellsHowItEnded() async throws {
        defer { threads.finish() }
        let (good, bad) = (try await run(), try await run())
        good.start(on: threads) {
            #expect(isOnWorkThread())
            return .sample
        }
        bad.start(on: threads) { throw Broken() }
        guard case .result(.sample) = await good.ending else { return #expect(Bool(false), "no result") }
        guard case .error(is Broken) = await bad.ending else { return #expect(Bool(false), "no error") }
        #expect(!good.giveUp(), "it has ended")
    }

    @Test func whatIsLostStaysLostAndOtherwiseTheFirstReasonStands() async throws {
        defer { threads.finish() }
        guard case .leaseLost = try await ending(after: .shutdown, .leaseLost, .failure(Self.memory)) else {
            return #expect(Bool(false), "not lost")
        }
        guard case .error(let error as RunnerError) = try await ending(after: .failure(Self.memory), .shutdown) else {
            return #expect(Bool(false), "no error")
        }
        #expect(error.failure.code == "memory_exceeded")
    }

    @Test func aResultThatIsThereAllTheSameIsKeptUnlessTheLeaseIsLost() async throws {
        defer { threads.finish() }
        for stop in [RunStop.shutdown, .leaseLost] {
            let run = try await run()
            run.stop(because: stop)
            run.start(on: threads) { .sample }
            switch (await run.ending, stop) {
            case (.result, .shutdown), (.leaseLost, .leaseLost): break
            case (let ending, _): #expect(Bool(false), "\(ending) after \(stop)")
            }
        }
    }

    @Test func aRunThatWasStoppedBeforeItBeganIsCancelled() async throws {
        defer { threads.finish() }
        let run = try await run()
        run.stop(because: .shutdown)
        run.start(on: threads) {
            try await Task.sleep(for: .seconds(3600))
            return .sample
        }
        guard case .interrupted = await run.ending else { return #expect(Bool(false), "not interrupted") }
    }

    @Test func whoeverWaitsAndIsCancelledWaitsNoLonger() async throws {
        defer { threads.finish() }
        let run = try await run()
        // Heeds nothing; and without burning a processor, as a sleep of its own would, which ends at once when it is cancelled.
        let isOver = Mutex(false)
        defer { isOver.withLock { $0 = true } }
        run.start(on: threads) {
            while !isOver.withLock({ $0 }) { await Task { try? await Task.sleep(for: .milliseconds(10)) }.value }
            return .sample
        }
        let waiting = Task { await run.ending }
        waiting.cancel()
        guard case .interrupted = await waiting.value else { return #expect(Bool(false), "not interrupted") }
    }

    /// Cancelling a task holds its lock while its handlers run, and whoever resumes it wants that lock.
    @Test func endAndCancellationOfWhoWaitsMayMeet() async throws {
        defer { threads.finish() }
        let bench = try Bench()
        for _ in 0..<50 {
            let run = try await run(in: bench)
            let waiting = Task { await run.ending }
            while !run.isAwaited { await Task.yield() }
            let met = await Encounter.of({ run.fail(with: Broken()) }, { waiting.cancel() })
            try #require(met, "they wait for each other")
            switch await waiting.value {
            case .error(is Broken), .interrupted: break
            case let ending: #expect(Bool(false), "\(ending)")
            }
        }
    }

    @Test func theLastReportIsKeptForWhoComesLateAndToldOnce() async throws {
        defer { threads.finish() }
        let run = try await run()
        run.report(TaskProgress(phase: "profiling", fraction: 0.2))
        run.report(TaskProgress(phase: "verifying", fraction: 0.8))
        run.fail(with: Broken())
        #expect(run.takeProgress()?.phase == "verifying")
        #expect(run.takeProgress() == nil)
    }
}

private func isOnWorkThread() -> Bool { WorkThreads.isCurrentThread }
