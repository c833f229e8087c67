import TrinoSQL

/// One statement that holds the original and the rewritten query, so that both read the same data whatever is written meanwhile,
/// and so that results which are too large to fetch can be compared where they are.
struct BothSides {
    let original: Query
    let rewritten: Query
    /// The type of each output, as the engine names it; the same on both sides but for lengths and precisions.
    private(set) var types: [SQLType]
    /// Outputs of which only counts whether they are NULL.
    private var hidden: Set<Int> = []

    init(original: Query, rewritten: Query, types: [SQLType]) {
        self.original = original
        self.rewritten = rewritten
        self.types = types
    }

    /// The same with only whether they are NULL left of some outputs.
    func hiding(_ outputs: Set<Int>) -> BothSides {
        var copy = self
        copy.hidden = outputs
        for place in outputs { copy.types[place] = .boolean }
        return copy
    }

    /// All rows of both sides, with the number of the side in front: 0 is the original.
    var rows: String {
        let names = columns.joined(separator: ", ")
        func side(_ number: Int, _ query: Query, _ alias: String) -> String {
            let own = columns.enumerated().map { place, column in
                hidden.contains(place) ? "\(alias).\(column) IS NULL AS \(column)" : "\(alias).\(column)"
            }.joined(separator: ", ")
            return "SELECT \(number) AS side, \(own) FROM (\(query.sql())) AS \(alias) (\(names))"
        }
        return side(0, original, "o") + " UNION ALL " + side(1, rewritten, "r")
    }

    /// Two numbers: groups of rows that differ, and rows of the original.
    ///
    /// Rows are grouped by their exact values, NULL being one of them, and counted on either side. Floating-point values are sorted
    /// within each group and side; the first of one side is then held against the first of the other, and so on, within the
    /// tolerance of `RowComparison`. Rows are compared whole, so that values swapped between rows show.
    var comparison: String {
        let approximate = columns.indices.filter { types[$0].isFloatingPoint }.map { columns[$0] }
        let exact = columns.indices.filter { !types[$0].isFloatingPoint }
        let keys = exact.map { types[$0].isGroupedByItsText ? "CAST(\(columns[$0]) AS varchar)" : columns[$0] }
        let places = approximate.isEmpty ? "1" : placeWithinGroup(keys, approximate)
        let keyNames = keys.indices.map { "k\($0 + 1)" }
        let values = zip(keys, keyNames).map { "\($0) AS \($1)" } + approximate + ["\(places) AS place"]
        let numbered = "SELECT side, \(values.joined(separator: ", ")) FROM (\(rows)) AS sides"
        let grouping = (keyNames + ["place"]).joined(separator: ", ")
        let close = approximate.map { closeness($0, tolerance: tolerance(of: $0)) }
        let agrees = (["count(*) FILTER (WHERE side = 0) = count(*) FILTER (WHERE side = 1)"] + close).joined(
            separator: " AND ")
        return """
            SELECT count(*) FILTER (WHERE NOT coalesce(agrees, false)) AS differing, coalesce(sum(originals), 0) AS originals FROM (\
            SELECT \(agrees) AS agrees, count(*) FILTER (WHERE side = 0) AS originals FROM (\(numbered)) AS numbered \
            GROUP BY \(grouping)) AS compared
            """
    }

    /// Whether an output holds floating-point values where `comparison` can only compare them exactly.
    var hasInexactParts: Bool { types.contains { !$0.isFloatingPoint && $0.containsFloatingPoint } }

    private var columns: [String] { types.indices.map { "c\($0 + 1)" } }

    private func placeWithinGroup(_ keys: [String], _ approximate: [String]) -> String {
        let partition = (["side"] + keys).joined(separator: ", ")
        return "row_number() OVER (PARTITION BY \(partition) ORDER BY \(approximate.joined(separator: ", ")))"
    }

    private func tolerance(of column: String) -> Double {
        guard let index = columns.firstIndex(of: column) else { return 0 }
        return types[index] == .real ? RowComparison.Tolerance.real : RowComparison.Tolerance.double
    }

    /// Whether the two values of a column in one group, one from each side, are the same: both NULL, both NaN, equal, or finite and
    /// within tolerance.
    private func closeness(_ column: String, tolerance: Double) -> String {
        let value = "CAST(\(column) AS double)"
        let nans = "count(*) FILTER (WHERE is_nan(\(value)))"
        let low = "min(\(value))"
        let high = "max(\(value))"
        return """
            count(\(column)) <> 1 AND \(nans) <> 1 AND (count(\(column)) = 0 OR \(nans) = 2 \
            OR \(low) = \(high) OR (is_finite(\(low)) AND is_finite(\(high)) AND \(high) - \(low) <= \
            greatest(\(Self.number(RowComparison.Tolerance.absolute)), \(Self.number(tolerance)) * greatest(abs(\(low)), abs(\(high))))))
            """
    }

    private static func number(_ value: Double) -> String {
        String(value).uppercased().replacing("E-0", with: "E-")
    }
}

extension SQLType {
    /// Whether two of its values can be equal and yet be shown in different ways: the same moment in two zones.
    fileprivate var isGroupedByItsText: Bool {
        switch self {
        case .timestamp(_, withTimeZone: true), .time(_, withTimeZone: true): true
        default: false
        }
    }
}
