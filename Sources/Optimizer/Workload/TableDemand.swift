import TrinoSQL

/// What the whole workload asks of each base table.
struct TableDemand {
    private let demand: [BaseColumn: ColumnDemand]
    private var weights: [TableName: Double] = [:]

    init(_ queries: [AnalysedQuery], profile: LakehouseProfile) {
        demand = DemandCollector(queries, profile: profile).demand
        for query in queries {
            for table in query.tables { weights[table, default: 0] += query.weight }
        }
    }

    /// By column, without those whose irregular names table properties can't hold.
    func columns(of table: TableName) -> [String: ColumnDemand] {
        let own = demand.filter { $0.key.table == table && Identifier.isPlainColumn($0.key.column) }
        return Dictionary(own.map { ($0.key.column, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// Runs of all queries that read it.
    func weight(of table: TableName) -> Double { weights[table] ?? 1 }
}
