import TrinoSQL

/// The order that a query promises: the output columns that its top-level ORDER BY names, in turn.
struct RowOrder: Sendable {
    /// Indexes of output columns; the list ends before the first key that is no output column.
    var columns: [Int]
    /// How each of them is sorted.
    private var directions: [Direction] = []
    /// Whether every key is an output column.
    var isComplete: Bool

    /// The order of a query by the names of its outputs.
    init(of query: ResolvedQuery) {
        self.init(
            of: query.query, outputs: query.outputs.enumerated().map { $0.element.shownName(at: $0.offset) })
    }

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
            directions.append(Direction(item))
        }
    }

    /// Whether an order by these keys is also one by the other's: its keys come first, each in the same direction. An order by
    /// something that is no output is never found to be promised.
    func promises(_ other: RowOrder) -> Bool {
        other.isComplete && columns.starts(with: other.columns) && directions.starts(with: other.directions)
    }

    /// The query with those ORDER BY keys that are no output as further columns behind its outputs, and the order by columns that
    /// it has then.
    ///
    /// ```sql
    /// SELECT name FROM shops ORDER BY opened
    /// -- becomes
    /// SELECT name, opened AS lw_key_1 FROM shops ORDER BY opened
    /// ```
    /// Adding a column changes neither rows nor their order where the body is a SELECT without DISTINCT and no name in the key
    /// means an output. Nil where that can't be.
    static func showingKeys(of query: Query, outputs names: [String]) -> (query: Query, order: RowOrder)? {
        guard case .select(var select) = query.body, select.quantifier != .distinct else { return nil }
        let written = select
        var order = RowOrder(of: query, outputs: names)
        order.columns = []
        order.directions = []
        order.isComplete = true
        var added = 0
        for item in query.orderBy {
            if let index = output(of: item.key, query: query, names: names) {
                order.columns.append(index)
            } else {
                if case .integer = item.key.kind { return nil }
                guard !namesOtherOutput(item.key, select: written, names: names) else { return nil }
                order.columns.append(names.count + added)
                added += 1
                select.items.append(SelectItem(.expression(item.key, alias: Identifier("lw_key_\(added)"))))
            }
            order.directions.append(Direction(item))
        }
        var copy = query
        copy.body = .select(select)
        return (copy, order)
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
        // A name within an expression means an output before it means a column, so that the same words need not be the same.
        // The same expression as a select item is that item, where no star shifts the places.
        guard case .select(let select) = query.body, !namesOtherOutput(key, select: select, names: names) else {
            return nil
        }
        var found: Int?
        for (index, item) in select.items.enumerated() {
            guard case .expression(let expression, _) = item.kind else { return nil }
            if expression == key, found == nil { found = index }
        }
        return found
    }

    /// Whether a name in the expression means an output that is something else than the column of that name.
    private static func namesOtherOutput(_ key: Expression, select: Select, names: [String]) -> Bool {
        key.contains { part in
            guard case .column(let name) = part.kind, let first = name.parts.first, part != key || name.parts.count == 1
            else { return false }
            return names.indices.contains { index in
                guard names[index].lowercased() == first.canonical else { return false }
                guard select.items.indices.contains(index),
                    case .expression(let item, _) = select.items[index].kind, case .column(let own) = item.kind
                else { return true }
                return own.last.canonical != first.canonical
            }
        }
    }

    private struct Direction: Hashable {
        let isDescending: Bool
        let nullsFirst: Bool

        init(_ item: SortItem) {
            isDescending = item.direction == .descending
            nullsFirst = item.nullOrder == .first
        }
    }
}
