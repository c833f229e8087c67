import TrinoSQL

/// What a query reads of each base table, one entry a reference: a table that is joined with itself is read twice.
struct QueryReadings {
    private(set) var readings: [(table: TableName, reading: TableEstimate.Reading)]

    init(_ resolved: ResolvedQuery) {
        let filters = ColumnUsage(resolved).filters
        let references = Dictionary(grouping: resolved.tables, by: \.schema.name).mapValues(\.count)
        readings = resolved.tables.filter { $0.metadataTable == nil }.map { use in
            let all = use.isWholeRow ? Set(use.schema.visibleColumns.map { $0.name.lowercased() }) : []
            let own = filters.filter { filter in
                // One that lies further in belongs to the table's only reference, or to nobody knows which.
                filter.column.table == use.schema.name
                    && (filter.reference == use.node
                        || filter.reference == nil && references[use.schema.name] == 1)
            }
            return (
                use.schema.name,
                TableEstimate.Reading(
                    columns: use.columns.union(all), filters: own.map { ($0.column.column, $0.filter) })
            )
        }
    }

    /// Bytes and rows of all readings; a table without an estimate counts for nothing.
    func work(on tables: [TableName: TableEstimate]) -> Work {
        readings.reduce(Work()) { sum, entry in
            sum + (tables[entry.table]?.work(of: entry.reading) ?? Work())
        }
    }
}
