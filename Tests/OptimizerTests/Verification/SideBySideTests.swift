import Synchronization
import Testing

@testable import Optimizer

/// What is told of checks that run side by side.
@Suite("Checks side by side")
struct SideBySideTests {
    private let round = VerificationRound(
        engine: GuardedEngine(ScriptedEngine { _, _ in EngineResult(columns: [], rows: []) }), profile: .none,
        deadline: Deadline(seconds: 3_600), reserve: 3, allowsUnverified: false, limits: VerificationLimits())

    @Test("Progress is told before the first check begins, and after each: a client sees what goes on")
    func progress() async throws {
        let told = Mutex<[Int]>([])
        let toldBefore = try await round.sideBySide(
            [7, 8], progress: { done in told.withLock { $0.append(done) } },
            { _ in told.withLock { $0.first } })
        #expect(toldBefore == [0, 0])
        #expect(told.withLock { $0 } == [0, 1, 2])
    }

    @Test("Where there is nothing to check there is no progress to tell")
    func nothing() async throws {
        let told = Mutex<[Int]>([])
        let results = try await round.sideBySide([], progress: { done in told.withLock { $0.append(done) } }, { $0 })
        #expect(results.isEmpty)
        #expect(told.withLock { $0.isEmpty })
    }
}
