import TrinoSQL

/// Lays a table of rows joined beforehand out as a copy of the table that it starts from would be, with the filters on what is
/// looked up beside its own.
struct JoinLayout {
    let builder: DesignBuilder
    let target: Design
    let cost: WorkloadCost

    /// - Parameters:
    ///   - columns: names of those that are read.
    ///   - filter: which rows are looked at, over the table's own columns; nil for all.
    func table(
        _ candidate: JoinCandidate, reading columns: Set<String>, holding filter: Expression? = nil
    ) -> NewTable {
        var table = candidate.table(reading: columns, holding: filter)
        let estimate = TableEstimate(joined: table, from: cost.copies)
        table.expectedRows = builder.profile.tables[candidate.base]?.rowCount.map { _ in estimate.rows }
        let demand = DemandCollector(builder.model.queries, profile: builder.profile).demand
        var profile = builder.profile.tables[candidate.base] ?? TableProfile()
        profile.columns = [:]
        var wanted: [String: ColumnDemand] = [:]
        for column in candidate.columns where Identifier.isPlainColumn(column.name) {
            guard case .value(let lookup, let name) = column.content else { continue }
            let source = lookup?.table ?? candidate.base
            profile.columns[column.name] = builder.profile.tables[source]?.columns[name]
            wanted[column.name] = demand[BaseColumn(table: source, column: name)]
        }
        let bytes = profile.bytes == nil ? nil : estimate.bytes
        let (layout, reasons) = LayoutAdvisor(
            connector: target.connector, offered: builder.profile.tableProperties[target.catalog], profile: profile,
            columns: table.columns, demand: wanted, estimatedBytes: bytes
        ).advise()
        table.layout = layout
        table.reasons += reasons
        // Hive reads partition columns off the path, and wants them last.
        if target.connector == .hive {
            let last = layout.partitioning.compactMap { name in table.columns.first { $0.name == name } }
            table.columns = table.columns.filter { !last.contains($0) } + last
        }
        return table
    }
}
