/// A result as verification sees it: its output rows, and beside each the values of the ORDER BY keys as far as they are known.
struct KeyedRows {
    var rows: [[EngineValue]]
    var keys: [[EngineValue]]
    /// Where the keys stand.
    private let places: [Int]

    /// - Parameters:
    ///   - outputs: how many columns are outputs; those behind them only show keys.
    ///   - order: where the keys stand.
    init(_ rows: [[EngineValue]], outputs: Int, order: RowOrder) {
        places = order.columns
        keys = rows.map { row in order.columns.map { row.indices.contains($0) ? row[$0] : .null } }
        self.rows = rows.first.map { $0.count == outputs } ?? true ? rows : rows.map { Array($0.prefix(outputs)) }
    }

    var count: Int { rows.count }

    /// The same with only whether they are NULL left of some outputs, and with the keys in front of the first of these.
    func hiding(_ outputs: Set<Int>) -> KeyedRows {
        var copy = self
        copy.rows = Self.hiding(outputs, in: rows)
        let known = places.prefix { !outputs.contains($0) }.count
        copy.keys = keys.map { Array($0.prefix(known)) }
        return copy
    }

    /// Rows with only whether they are NULL left of some outputs.
    static func hiding(_ outputs: Set<Int>, in rows: [[EngineValue]]) -> [[EngineValue]] {
        rows.map { row in
            row.enumerated().map { outputs.contains($0.offset) ? .boolean($0.element == .null) : $0.element }
        }
    }

    /// Whether both sides show the same keys row by row, floating-point ones within tolerance.
    func isOrderedLike(_ other: KeyedRows) -> Bool {
        zip(keys, other.keys).allSatisfy { Self.areSame($0, $1) }
    }

    /// Whether two lists of keys are the same, floating-point ones within tolerance.
    static func areSame(_ left: [EngineValue], _ right: [EngineValue]) -> Bool {
        let comparison = RowComparison()
        return left.count == right.count && zip(left, right).allSatisfy { comparison.areClose($0, $1) }
    }

    /// The rows whose keys are, or are not, among some lists of keys.
    func rows(tying isTying: Bool, with edges: [[EngineValue]]) -> [[EngineValue]] {
        zip(rows, keys).compactMap { row, key in
            edges.contains { Self.areSame(key, $0) } == isTying ? row : nil
        }
    }
}
