/// Waits between attempts: doubling from a first to a longest one, each drawn at random from nothing to its bound
/// ("full jitter"), so that those who failed together don't return together.
public struct Backoff: Sendable {
    private let first: Duration
    private let longest: Duration
    private var attempts = 0

    public init(first: Duration, longest: Duration) {
        self.first = first
        self.longest = longest
    }

    /// The wait before the next attempt.
    public mutating func next() -> Duration {
        attempts += 1
        return Self.delay(attempt: attempts, first: first, longest: longest)
    }

    /// After a success the next wait is a short one again.
    public mutating func reset() {
        attempts = 0
    }

    /// The wait after the attempt of this number, counted from 1.
    public static func delay(attempt: Int, first: Duration, longest: Duration) -> Duration {
        let doublings = min(max(attempt - 1, 0), 30)
        let bound = min(first * (1 << doublings), longest)
        return bound * Double.random(in: 0...1)
    }
}
