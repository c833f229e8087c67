import TrinoSQL

/// The order that a query promises: the output columns that its top-level ORDER BY names, in turn.
struct RowOrder: Sendable {
    /// Indexes of output columns; the list ends before the first key that is no output column.
    var columns: [Int]
    /// Whether every key is an output column.
    var isComplete: Bool

    /// - Parameter names: the output columns' names as Trino shows them, in order.
    init(of query: Query, outputs names: [String]) {
        columns = []
        isComplete = true
        for item in query.orderBy {
            guard let index = Self.output(of: item.key, query: query, names: names) else {
                isComplete = false
                return
            }
            columns.append(index)
        }
    }

    private static func output(of key: Expression, query: Query, names: [String]) -> Int? {
        switch key.kind {
        case .integer(let digits):
            return Int(digits).flatMap { (1...max(1, names.count)).contains($0) ? $0 - 1 : nil }
        case .column(let name) where name.parts.count == 1:
            let matches = names.indices.filter { names[$0].lowercased() == name.last.canonical }
            if matches.count == 1 { return matches[0] }
        default:
            break
        }
        // The same expression as a select item is that item, where no star shifts the places.
        guard case .select(let select) = query.body else { return nil }
        var found: Int?
        for (index, item) in select.items.enumerated() {
            guard case .expression(let expression, _) = item.kind else { return nil }
            if expression == key, found == nil { found = index }
        }
        return found
    }

    /// Whether two results, each in the order that it came in, agree on the keys row by row, within tolerance.
    func agrees(_ left: [[EngineValue]], _ right: [[EngineValue]]) -> Bool {
        let comparison = RowComparison()
        return zip(left, right).allSatisfy { a, b in
            columns.allSatisfy { index in
                index < a.count && index < b.count && comparison.areClose(a[index], b[index])
            }
        }
    }

    /// Whether a row has the same keys as another.
    func ties(_ row: [EngineValue], with other: [EngineValue]) -> Bool {
        agrees([row], [other])
    }
}
