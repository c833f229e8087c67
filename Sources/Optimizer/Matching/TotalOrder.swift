import TrinoSQL

/// Whether ORDER BY decides which rows a LIMIT leaves, in whatever order they come: rows that tie are then the same in every column.
///
/// ```sql
/// SELECT id, shop FROM sales ORDER BY shop, id LIMIT 10                       -- all outputs
/// SELECT shop, max(id) FROM sales GROUP BY shop ORDER BY 2 DESC, shop LIMIT 10 -- all grouping keys: no two rows agree in them
/// ```
/// Precondition: the keys are of types whose equal values are the same in every respect, which leaves out floating-point numbers
/// (0.0 and -0.0) and moments with zones.
struct TotalOrder {
    private let resolved: ResolvedQuery
    private let select: Select
    /// Whether all that tie come. Where OFFSET passes over some of them, not all do.
    private let comesWithTies: Bool

    /// - Parameter query: the one whose body the SELECT is.
    init(_ resolved: ResolvedQuery, _ select: Select, of query: Query) {
        self.resolved = resolved
        self.select = select
        comesWithTies =
            if case .fetchFirst(_, withTies: true)? = query.limit { query.offset == nil } else { false }
    }

    /// All in one form.
    func tells(apart items: [Expression], groupedBy grouping: [Expression], _ order: [SortItem]) -> Bool {
        if comesWithTies { return true }
        let keys = Set(order.map { $0.key.sql() })
        guard !keys.isEmpty, let facts = resolved.select(select) else { return false }
        let own = select.items.compactMap { item -> SQLType? in
            if case .expression(let value, _) = item.kind { resolved.type(of: value) } else { nil }
        }
        if own.count == items.count, own.allSatisfy(Self.isExact), items.allSatisfy({ keys.contains($0.sql()) }) {
            return true
        }
        guard let grouped = facts.groupingKeys, !grouped.isEmpty, !facts.hasGroupingSets else { return false }
        let isPlain = (select.groupBy?.elements ?? []).allSatisfy { if case .expression = $0 { true } else { false } }
        return isPlain && grouped.allSatisfy { resolved.type(of: $0).map(Self.isExact) ?? false }
            && grouping.allSatisfy { keys.contains($0.sql()) }
    }

    private static func isExact(_ type: SQLType) -> Bool { KeyCollector.canBeKey(type) && !type.isFloatingPoint }
}
