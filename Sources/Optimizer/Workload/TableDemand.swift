import TrinoSQL

/// What the whole workload asks of each base table.
struct TableDemand {
    private let demand: [BaseColumn: ColumnDemand]
    private var weights: [TableName: Double] = [:]
    private var reads: [TableName: Set<Set<String>>] = [:]

    init(_ queries: [AnalysedQuery], profile: LakehouseProfile) {
        demand = DemandCollector(queries, profile: profile).demand
        for query in queries {
            for table in query.tables { weights[table, default: 0] += query.weight }
            var columns: [TableName: Set<String>] = [:]
            for use in query.obstacle == nil ? query.resolved?.tables ?? [] : [] {
                columns[use.schema.name, default: []].formUnion(use.columns)
            }
            for (table, names) in columns { reads[table, default: []].insert(names) }
        }
    }

    /// By column, without those whose irregular names table properties can't hold.
    func columns(of table: TableName) -> [String: ColumnDemand] {
        let own = demand.filter { $0.key.table == table && Identifier.isPlainColumn($0.key.column) }
        return Dictionary(own.map { ($0.key.column, $0.value) }, uniquingKeysWith: { first, _ in first })
    }

    /// The columns that queries read of it: a set for each query, those alike once.
    func readers(of table: TableName) -> [Set<String>] {
        (reads[table] ?? []).sorted { $0.sorted().joined(separator: ",") < $1.sorted().joined(separator: ",") }
    }

    /// Runs of all queries that read it.
    func weight(of table: TableName) -> Double { weights[table] ?? 1 }
}
