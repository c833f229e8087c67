import TrinoSQL

/// How a query uses base columns: the conditions that every row it keeps must meet, and the keys it groups by.
struct ColumnUsage {
    private(set) var filters: [Filter] = []
    private(set) var groupings: [BaseColumn] = []

    /// A condition on one base column.
    struct Filter {
        var column: BaseColumn
        var filter: ColumnFilter
        /// The reference to the table that it filters, as ``TableUse/node``; nil where it lies further in, and is not known.
        var reference: Int?
    }

    init(_ resolved: ResolvedQuery) {
        var finder = Finder(resolved: resolved)
        finder.visit(resolved.query)
        self = finder.usage
    }

    private init() {}

    private struct Finder: SyntaxVisitor {
        let resolved: ResolvedQuery
        var usage = ColumnUsage()

        mutating func visit(_ select: Select) {
            for condition in select.filter?.conjuncts ?? [] { gather(condition) }
            for key in resolved.select(select)?.groupingKeys ?? [] {
                if let bound = bound(key), let column = baseColumn(bound) { usage.groupings.append(column) }
            }
            visitChildren(of: select)
        }

        mutating func visit(_ relation: Relation) {
            // Only where both sides lose the rows that don't match does a condition filter.
            if case .join(let join) = relation.kind, join.kind == .inner, case .on(let condition)? = join.criteria {
                for conjunct in condition.conjuncts { gather(conjunct) }
            }
            visitChildren(of: relation)
        }

        private mutating func gather(_ condition: Expression) {
            guard let (operand, filter) = ColumnFilter.reading(condition), let bound = bound(operand),
                let column = baseColumn(bound)
            else { return }
            usage.filters.append(Filter(column: column, filter: filter, reference: reference(bound.relation)))
        }

        private func bound(_ expression: Expression) -> BoundColumn? {
            guard case .column(let bound)? = resolved.binding(of: expression) else { return nil }
            return bound
        }

        /// The one base column that a name stands for, through any number of inner queries.
        private func baseColumn(_ bound: BoundColumn) -> BaseColumn? {
            guard let columns = resolved.relations[bound.relation]?.columns, columns.indices.contains(bound.index),
                columns[bound.index].lineage.count == 1
            else { return nil }
            return columns[bound.index].lineage.first
        }

        private func reference(_ node: Int) -> Int? {
            switch resolved.relations[node]?.kind {
            case .baseTable: node
            case .alias(let inner), .sample(let inner): reference(inner)
            default: nil
            }
        }
    }
}
