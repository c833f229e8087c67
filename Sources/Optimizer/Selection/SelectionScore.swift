/// How good a choice is: the storage limit first, then z.
struct SelectionScore: Sendable {
    /// Bytes beyond the storage limit; 0 where it is held.
    var excess: Double
    /// The logarithm of z, but for a constant.
    var value: Double

    /// Differences below this are rounding, not improvement: without it a search could run in a circle.
    private static let tolerance = 1e-10

    static let worst = SelectionScore(excess: .infinity, value: -.infinity)

    func isBetter(than other: SelectionScore) -> Bool {
        if excess != other.excess { return excess < other.excess }
        return value > other.value + Self.tolerance
    }
}
