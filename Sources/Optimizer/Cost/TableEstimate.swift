import TrinoSQL

/// What a table holds and how it lies on disk, as far as the cost of reading it goes.
struct TableEstimate: Sendable {
    var rows: Double
    /// By canonical name.
    var columns: [String: Column]
    var layout: TableLayout

    struct Column: Sendable {
        /// On disk.
        var bytes: Double
        /// The same if rows lay in no order at all, where that is known.
        var scattered: Double?
        var statistics: ColumnStatistics?
    }

    /// One reading of a table: which columns, and the conditions that every row it gives must meet.
    struct Reading: Sendable {
        var columns: Set<String>
        var filters: [(column: String, filter: ColumnFilter)]
    }

    /// Rows of a table where the engine was not asked.
    static let unknownRows = 1_000_000.0
    /// Bytes of a row group: Trino's writer begins a new one at `parquet.writer.block-size`, 128 MB by default.
    static let rowGroup = 128.0 * 1_048_576

    var bytes: Double { columns.values.reduce(ColumnSize.file) { $0 + ColumnSize.column + $1.bytes } }

    init(rows: Double, columns: [String: Column], layout: TableLayout = TableLayout()) {
        self.rows = rows
        self.columns = columns
        self.layout = layout
    }

    /// A base table: its bytes shared out among the columns by what they take, as far as that is known, else by their encoded sizes,
    /// compressed; without its bytes, these sizes themselves.
    init(_ schema: TableSchema, profile: TableProfile?, layout: TableLayout? = nil) {
        let rows = profile?.rowCount.map(Double.init) ?? Self.unknownRows
        let sizes = schema.visibleColumns.map { column in
            let name = column.name.lowercased()
            let encoded = ColumnSize.encoded(column.type, rows: rows, profile?.columns[name])
            return (name: name, size: profile?.columnBytes[name] ?? encoded * ColumnSize.compression)
        }
        let all = sizes.reduce(0) { $0 + $1.size }
        let layout = layout ?? TableLayout(declared: schema.properties)
        // A table without partitions has grown file by file, and a copy is written as one; partitions have files of their own there, too.
        let files = layout.partitioning.isEmpty ? profile?.fileCount ?? 1 : 1
        let values = profile?.bytes.map {
            ColumnSize.values(of: Double($0), files: Double(files), columns: sizes.count)
        }
        let factor = all > 0 ? (values ?? all) / all : 1
        self.init(
            rows: rows,
            columns: Dictionary(
                sizes.map { name, size in
                    let scattered = profile?.scatteredBytes[name].map { $0 * factor }
                    return (
                        name, Column(bytes: size * factor, scattered: scattered, statistics: profile?.columns[name])
                    )
                },
                uniquingKeysWith: { first, _ in first }),
            layout: layout)
    }

    /// A new table of so many rows, from its columns' types where its rows weren't seen.
    init(_ table: NewTable, rows: Double) {
        self.init(
            rows: rows,
            columns: Dictionary(
                table.columns.map { column in
                    let usual = ColumnSize.encoded(column.storedType, rows: rows, nil) * ColumnSize.compression
                    return (column.name, Column(bytes: table.columnBytes[column.name] ?? usual, statistics: nil))
                }, uniquingKeysWith: { first, _ in first }),
            layout: table.layout)
    }

    /// A copy with some of the columns, laid out anew.
    func copy(of names: some Sequence<String>, layout: TableLayout) -> TableEstimate {
        var kept: [String: Column] = [:]
        for name in names {
            guard let column = columns[name] else { continue }
            let share = layout.sampledSizes[name].map { $0.then / max(1, $0.now) } ?? 1
            kept[name] = column
            kept[name]?.bytes = column.bytes * share
        }
        return TableEstimate(rows: rows, columns: kept, layout: layout)
    }

    /// The share of a base table's rows that satisfy a condition over its own column names.
    func share(of condition: Expression, in table: TableName, _ catalog: Catalog) -> Double {
        let select = Select(
            items: [SelectItem(.expression(.integer(1), alias: nil))],
            from: [Relation(.table(TableReference(table.qualifiedName)))], filter: condition)
        guard let resolved = try? Resolver(catalog: catalog).resolve(Query(body: .select(select))) else { return 1 }
        return min(1, ResultSize(resolved, tables: [table: self]).rows / max(1, rows))
    }

    /// The same with a share of the rows.
    func holding(_ share: Double) -> TableEstimate {
        var copy = self
        copy.rows *= share
        for name in columns.keys {
            copy.columns[name]?.bytes *= share
            copy.columns[name]?.scattered = columns[name]?.scattered.map { $0 * share }
        }
        return copy
    }

    /// What sorting leaves of a copy's bytes, where no rows were drawn to tell. A convention, not a measurement.
    static let sorted = 0.9

    /// All columns in another order. The layout stays: what filters pass over in the new one is not known yet.
    func reordered(as order: SampledOrder?) -> TableEstimate {
        var copy = self
        for (name, column) in columns {
            let size = order?.columns[name]
            let share = size.map { $0.then / max(1, $0.now) } ?? (order == nil ? Self.sorted : 1)
            copy.columns[name]?.bytes = column.bytes * share
        }
        return copy
    }

    // MARK: - Reading

    /// Bytes and rows of one reading: the columns that it names, in those partitions and row groups that its filters can't pass
    /// over. A reading of no column counts rows, which metadata or the narrowest column answers: it costs no bytes here.
    func work(of reading: Reading) -> Work {
        let share = max(1 / max(1, rows), Selectivity.all(reading.filters.map { passed($0.column, $0.filter) }))
        let read = reading.columns.union(reading.filters.map(\.column)).reduce(0) { $0 + (columns[$1]?.bytes ?? 0) }
        return Work(bytes: share * read, rows: share * rows)
    }

    /// The part of the table that is left after one filter has passed over what it can.
    ///
    /// - a partition column: P partitions are read whole, so a share s of the values touches s + 1/P of them; k single values touch
    ///   k/P;
    /// - the first column of the sort order: as with partitions, row groups in their place;
    /// - a bloom filter and single values: the row groups that hold one of them, 1 - (1 - k/NDV)^(rows of a group);
    /// - any other column: all.
    private func passed(_ name: String, _ filter: ColumnFilter) -> Double {
        let statistics = columns[name]?.statistics
        let share = filter.selectivity(statistics)
        if let partition = layout.partitioning.lazy.compactMap({ PartitionTransform($0) }).first(where: {
            $0.column == name
        }) {
            guard let count = partition.count(statistics) else { return 1 }
            if partition.isBucket, !filter.isPoint { return 1 }
            if let values = filter.values { return min(1, max(share, Double(values) / count)) }
            return min(1, share + 1 / count)
        }
        let groups = max(1, (bytes / Self.rowGroup).rounded(.up))
        if layout.sortedBy.first == name { return min(1, share + 1 / groups) }
        if let values = filter.values, let distinct = statistics?.distinctValues, distinct > 0,
            case .texts(let bloom)? = layout.properties["parquet_bloom_filter_columns"], bloom.contains(name)
        {
            return GroupCount.hit(of: distinct, by: rows / groups) / distinct * min(1, Double(values))
        }
        return 1
    }
}
