import TrinoSQL

/// Draws a few rows of each table, to judge by which order they compress best and what each column takes. Reads only, within a
/// budget of bytes; a table that can't be sampled is laid out by its statistics.
struct SampleCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline
    let catalog: Catalog
    /// Rows drawn of one table at most.
    var mostRows = 6_000.0
    /// Neighbouring rows that are looked at.
    var neighbours = 2_000
    /// Bytes that drawing may read of one table: up to there rows are drawn one by one, beyond by the split.
    var budget = 4.0 * 1_073_741_824
    /// Whether long texts are drawn as long as they are.
    var isWhole = true

    /// Values drawn of one table at most: rows times columns.
    static let values = 200_000.0
    /// Fewer show too little, unless more couldn't be asked for.
    static let fewestDrawn = 500.0
    /// Tables with fewer rows are not worth an order of their own.
    static let fewestRows: Int64 = 1_000

    /// The same for columns that no order is sought by: fewer rows, from fewer bytes, texts cut off.
    func ofOthers() -> Self {
        var other = self
        (other.mostRows, other.neighbours, other.budget, other.isWhole) = (
            1_000, 1_000, StatisticsGaps.budgetOfOthers, false
        )
        return other
    }

    /// - Parameter columns: names of the columns to sample, by table.
    /// - Returns: the samples by table; a table that is small, or could not be sampled, has none.
    func collect(_ columns: [TableName: [String]], _ profile: LakehouseProfile) async -> [TableName: TableSample] {
        var samples: [TableName: TableSample] = [:]
        for (table, names) in columns.sorted(by: { $0.key < $1.key }) {
            guard deadline.secondsLeft > 60, let known = profile.tables[table],
                let rows = known.rowCount, rows >= Self.fewestRows
            else { continue }
            let sampled = names.compactMap { name in
                catalog.tables[table]?.column(named: name).flatMap { SampledColumn($0, isWhole: isWhole) }
            }
            guard !sampled.isEmpty else { continue }
            samples[table] = await sample(table, sampled, rows: Double(rows), known)
        }
        return samples
    }

    private func sample(
        _ table: TableName, _ columns: [SampledColumn], rows: Double, _ known: TableProfile
    ) async -> TableSample? {
        let wanted = min(mostRows, Self.values / Double(columns.count))
        let percentage = min(100, 100 * wanted / rows)
        // What no order is sought by isn't worth a look at a table of any size.
        let reading = known.bytes.map(Double.init) ?? (isWhole ? 0 : .infinity)
        let relation = Relation(.table(TableReference(table.qualifiedName)))
        var drawing = relation
        if percentage < 100 {
            let method: Sample.Method = reading <= budget ? .bernoulli : .system
            // By the split more rows come at once, so fewer splits are enough; at least one in a hundred is looked at.
            let share = method == .bernoulli ? percentage : max(1, min(100, 100 * budget / reading))
            drawing = Relation(.sampled(relation, Sample(method: method, percentage: Self.number(share))))
        }
        guard let drawn = await read(drawing, columns, limit: Int(wanted * 1.2)),
            Double(drawn.count) >= min(Self.fewestDrawn, wanted / 2),
            let near = await read(relation, columns, limit: neighbours)
        else { return nil }
        var sample = TableSample(rows: rows)
        var place = 0
        for column in columns {
            let (values, lengthening) = column.values(of: drawn, at: place)
            let (nearValues, _) = column.values(of: near, at: place)
            place += column.items.count
            sample.add(
                column.name, type: column.type, drawn: values, neighbours: nearValues,
                distinctValues: known.columns[column.name]?.distinctValues, measured: known.columnBytes[column.name],
                lengthening: lengthening)
        }
        return sample
    }

    private func read(_ relation: Relation, _ columns: [SampledColumn], limit: Int) async -> [[EngineValue]]? {
        let items = columns.flatMap(\.items)
        let query = Query(body: .select(Select(items: items, from: [relation])), limit: .rows(.integer(limit)))
        let statement = EngineStatement(query.sql(), maxRows: limit, timeLimit: deadline.limit(30))
        return try? await engine.run(statement).rows
    }

    private static func number(_ value: Double) -> Expression {
        Expression(.decimal(String((value * 10_000).rounded(.up) / 10_000)))
    }
}

extension WorkloadModel {
    /// The columns that each table's queries read, as far as their values can be told apart and are short.
    var sortableColumns: [TableName: [String]] {
        var columns: [TableName: Set<String>] = [:]
        for use in queries.flatMap({ $0.obstacle == nil ? $0.resolved?.tables ?? [] : [] }) {
            let simple = use.columns.filter { use.schema.column(named: $0)?.type.isSortable ?? false }
            columns[use.schema.name, default: []].formUnion(simple)
        }
        return columns.mapValues { $0.sorted() }
    }

    /// The other columns of those tables whose values can be told apart.
    var unreadSortableColumns: [TableName: [String]] {
        var columns: [TableName: [String]] = [:]
        for (table, read) in sortableColumns {
            let others = catalog.tables[table]?.visibleColumns.filter { column in
                column.type.isSortable && !read.contains(column.name.lowercased())
            }
            columns[table] = others?.map { $0.name.lowercased() }.sorted()
        }
        return columns
    }

    /// The other columns of the tables that are given, but for those whose sizes are known.
    func otherColumns(than sampled: [TableName: [String]], _ profile: LakehouseProfile) -> [TableName: [String]] {
        var columns: [TableName: [String]] = [:]
        for (table, names) in sampled {
            let known = Set(names).union(profile.tables[table]?.columnBytes.keys.map(\.self) ?? [])
            let visible = catalog.tables[table]?.visibleColumns.map { $0.name.lowercased() } ?? []
            columns[table] = visible.filter { !known.contains($0) }.sorted()
        }
        return columns
    }
}
