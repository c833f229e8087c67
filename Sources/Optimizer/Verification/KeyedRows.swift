/// A result as verification sees it: its output rows, and beside each the values of the ORDER BY keys as far as they are known.
struct KeyedRows {
    var rows: [[EngineValue]]
    var keys: [[EngineValue]]

    /// - Parameters:
    ///   - outputs: how many columns are outputs; those behind them only show keys.
    ///   - order: where the keys stand.
    init(_ rows: [[EngineValue]], outputs: Int, order: RowOrder) {
        keys = rows.map { row in order.columns.map { row.indices.contains($0) ? row[$0] : .null } }
        self.rows = rows.first.map { $0.count == outputs } ?? true ? rows : rows.map { Array($0.prefix(outputs)) }
    }

    var count: Int { rows.count }

    /// The rows with some of their outputs hidden: whether each is NULL is all that is left of these.
    func rows(hiding outputs: Set<Int>) -> [[EngineValue]] {
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
