import Foundation

/// What a design is measured by: z = x^speed * y^storage, with x the mean speed-up weighted by runs and y the bytes before over
/// the bytes after.
public struct ObjectiveWeights: Sendable, Hashable {
    /// The exponent of x. At least 0.
    public var speed: Double
    /// The exponent of y. At least 0.
    public var storage: Double

    public init(speed: Double = 2.0 / 3.0, storage: Double = 1) {
        self.speed = speed
        self.storage = storage
    }

    /// x^speed * y^storage; 0 where a ratio is 0 or less, as then nothing was measured. Always finite, so that it can be written as
    /// JSON whatever the weights.
    public func z(x: Double, y: Double) -> Double {
        guard x > 0, y > 0 else { return 0 }
        return min(exp(speed * log(x) + storage * log(y)), .greatestFiniteMagnitude)
    }

    /// x = sum(Q * A / T) / sum(Q): speed-ups, weighted by runs. Queries without runs or seconds don't count; nil where none does.
    public static func x(_ queries: [(runs: Double, before: Double, after: Double)]) -> Double? {
        let valid = queries.filter { $0.runs > 0 && $0.before > 0 && $0.after > 0 }
        let total = valid.reduce(0) { $0 + $1.runs }
        guard total > 0 else { return nil }
        return valid.reduce(0) { $0 + $1.runs * $1.before / $1.after } / total
    }
}
