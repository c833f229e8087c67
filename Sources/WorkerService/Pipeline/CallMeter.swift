import Metrics
import Shared

/// Counts the calls of another service by outcome, and times them.
struct CallMeter: Sendable {
    private let calls: Metric
    private let seconds: Timer
    private let outcome: @Sendable (any Error) -> String

    /// - Parameter outcome: names what an error stands for, in one of a few words.
    init(calls: Metric, seconds: Metric, outcome: @escaping @Sendable (any Error) -> String) {
        self.calls = calls
        self.seconds = Timer(seconds)
        self.outcome = outcome
    }

    /// Makes a call.
    func measure<Answer>(_ call: () async throws -> Answer) async throws -> Answer {
        let began = ContinuousClock.now
        defer { seconds.record(duration: ContinuousClock.now - began) }
        do {
            let answer = try await call()
            count("ok")
            return answer
        } catch {
            count(error is CancellationError ? "cancelled" : outcome(error))
            throw error
        }
    }

    private func count(_ outcome: String) {
        Counter(calls, [("outcome", outcome)]).increment()
    }
}
