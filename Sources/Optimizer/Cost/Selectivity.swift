/// The share of rows that a condition leaves, 0 to 1, from a column's statistics. What is not known is guessed with the constants
/// of P. G. Selinger et al., "Access Path Selection in a Relational Database Management System" (1979), table 1.
enum Selectivity {
    /// `column = value`, without the number of distinct values.
    static let unknownEquality = 1.0 / 10
    /// `column > value`, without bounds.
    static let unknownInequality = 1.0 / 3
    /// `column BETWEEN a AND b`, without bounds.
    static let unknownRange = 1.0 / 4

    /// `column = value`: each of NDV values is as frequent as any other, and NULL is none of them.
    static func equality(_ statistics: ColumnStatistics?) -> Double {
        list(of: 1, statistics)
    }

    /// `column IN (k values)`: k/NDV of the rows that aren't NULL.
    static func list(of values: Int, _ statistics: ColumnStatistics?) -> Double {
        guard let distinct = statistics?.distinctValues, distinct > 0 else {
            return bounded(Double(values) * unknownEquality)
        }
        return bounded(Double(values) / distinct) * filled(statistics)
    }

    /// `column BETWEEN from AND to`, either bound absent: the part of [low, high] that is covered, values being spread evenly over
    /// it, of the rows that aren't NULL.
    static func range(
        from: Double?, to: Double?, low: Double, high: Double, _ statistics: ColumnStatistics?
    ) -> Double {
        guard high > low else { return filled(statistics) }
        let start = max(low, from ?? low)
        let end = min(high, to ?? high)
        return bounded((end - start) / (high - low)) * filled(statistics)
    }

    /// `column IS NULL`.
    static func null(_ statistics: ColumnStatistics?) -> Double {
        bounded(statistics?.nullsFraction ?? unknownEquality)
    }

    /// All of several conditions, taken to be independent of each other: the product.
    static func all(_ shares: some Sequence<Double>) -> Double {
        shares.reduce(1) { $0 * bounded($1) }
    }

    /// Any of several conditions, taken to be independent: 1 - (1 - a)(1 - b)...
    static func any(_ shares: some Sequence<Double>) -> Double {
        1 - shares.reduce(1) { $0 * (1 - bounded($1)) }
    }

    private static func filled(_ statistics: ColumnStatistics?) -> Double {
        1 - bounded(statistics?.nullsFraction ?? 0)
    }

    private static func bounded(_ share: Double) -> Double {
        share.isNaN ? 1 : max(0, min(1, share))
    }
}
