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
            let usage = ColumnUsage(resolved)
            for entry in usage.filters { add(entry.filter, on: entry.column, query: query) }
            for column in usage.groupings { demand[column, default: ColumnDemand()].groupingWeight += query.weight }
        }
    }

    private mutating func add(_ filter: ColumnFilter, on column: BaseColumn, query: AnalysedQuery) {
        let statistics = profile.tables[column.table]?.columns[column.column]
        let benefit = query.weight * (1 - filter.selectivity(statistics))
        var entry = demand[column] ?? ColumnDemand()
        if filter.isPoint { entry.pointBenefit += benefit } else { entry.rangeBenefit += benefit }
        if entry.filteringQueries.insert(query.index).inserted { entry.filteringWeight += query.weight }
        demand[column] = entry
    }
}
