/// The moment by which an answer must be there, on a clock that only goes forward.
public struct Deadline: Sendable {
    private let end: ContinuousClock.Instant

    /// A deadline so many seconds from now.
    public init(seconds: Double) {
        end = ContinuousClock.now + .milliseconds(Int64(max(0, min(seconds, 1e9)) * 1000))
    }

    /// Seconds that are left; never negative.
    public var secondsLeft: Double {
        let left = ContinuousClock.now.duration(to: end)
        return max(0, Double(left.components.seconds) + Double(left.components.attoseconds) / 1e18)
    }

    public var hasPassed: Bool { ContinuousClock.now >= end }

    /// The time for one step: so many seconds, or what is left where that is less.
    public func limit(_ seconds: Double) -> Double {
        min(seconds, secondsLeft)
    }
}
