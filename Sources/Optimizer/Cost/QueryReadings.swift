import TrinoSQL

/// What a query reads of each base table, one entry a reference: a table that is joined with itself is read twice.
struct QueryReadings {
    private(set) var readings: [Entry]

    /// One reference to a base table.
    struct Entry {
        var table: TableName
        var reading: TableEstimate.Reading
        /// How often it is evaluated: Trino evaluates a common table anew at each of its references.
        var times: Double
    }

    init(_ resolved: ResolvedQuery) {
        let filters = ColumnUsage(resolved).filters
        let references = Dictionary(grouping: resolved.tables, by: \.schema.name).mapValues(\.count)
        let evaluations = Evaluations(resolved)
        readings = resolved.tables.filter { $0.metadataTable == nil }.map { use in
            let all = use.isWholeRow ? Set(use.schema.visibleColumns.map { $0.name.lowercased() }) : []
            let own = filters.filter { filter in
                // One that lies further in belongs to the table's only reference, or to nobody knows which.
                filter.column.table == use.schema.name
                    && (filter.reference == use.node
                        || filter.reference == nil && references[use.schema.name] == 1)
            }
            return Entry(
                table: use.schema.name,
                reading: TableEstimate.Reading(
                    columns: use.columns.union(all), filters: own.map { ($0.column.column, $0.filter) }),
                times: evaluations.times(of: use.node))
        }
    }

    /// Bytes and rows of all readings; a table without an estimate counts for nothing.
    func work(on tables: [TableName: TableEstimate]) -> Work {
        readings.reduce(Work()) { sum, entry in
            guard let work = tables[entry.table]?.work(of: entry.reading) else { return sum }
            return sum + Work(bytes: entry.times * work.bytes, rows: entry.times * work.rows)
        }
    }
}
