import TrinoSQL

/// Gathers what the workload asks of each base column: filters with single values, filters with ranges, grouping.
///
/// Estimates only: what is gathered here steers layouts, which change no row.
struct DemandCollector {
    private(set) var demand: [BaseColumn: ColumnDemand] = [:]
    private let profile: LakehouseProfile

    init(_ queries: [AnalysedQuery], profile: LakehouseProfile) {
        self.profile = profile
        for query in queries {
            guard let resolved = query.resolved else { continue }
            var finder = Finder(resolved: resolved)
            finder.visit(resolved.query)
            for (column, filter) in finder.filters { add(filter, on: column, query: query) }
            for column in finder.groupings { demand[column, default: ColumnDemand()].groupingWeight += query.weight }
        }
    }

    private mutating func add(_ filter: ColumnFilter, on column: BaseColumn, query: AnalysedQuery) {
        let statistics = profile.tables[column.table]?.columns[column.column]
        let benefit = query.weight * (1 - filter.selectivity(statistics))
        var entry = demand[column] ?? ColumnDemand()
        if filter.isPoint { entry.pointBenefit += benefit } else { entry.rangeBenefit += benefit }
        entry.filteringQueries.insert(query.index)
        demand[column] = entry
    }

    private struct Finder: SyntaxVisitor {
        let resolved: ResolvedQuery
        var filters: [(BaseColumn, ColumnFilter)] = []
        var groupings: [BaseColumn] = []

        mutating func visit(_ select: Select) {
            for condition in select.filter?.conjuncts ?? [] { gather(condition) }
            for key in resolved.select(select)?.groupingKeys ?? [] {
                if let column = baseColumn(key) { groupings.append(column) }
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
            guard let (operand, filter) = ColumnFilter.reading(condition), let column = baseColumn(operand) else {
                return
            }
            filters.append((column, filter))
        }

        /// The one base column that a name stands for, through any number of inner queries.
        private func baseColumn(_ expression: Expression) -> BaseColumn? {
            guard case .column(let bound)? = resolved.binding(of: expression),
                let columns = resolved.relations[bound.relation]?.columns, columns.indices.contains(bound.index),
                columns[bound.index].lineage.count == 1
            else { return nil }
            return columns[bound.index].lineage.first
        }
    }
}
