import TrinoSQL

/// Draws a few rows of each table, to judge by which order they compress best. Reads only, within a budget of bytes; a table that
/// can't be sampled is laid out by its statistics.
struct SampleCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline

    /// Values drawn of one table at most: rows times columns.
    static let values = 200_000.0
    /// Rows drawn of one table at most.
    static let mostRows = 6_000.0
    /// Neighbouring rows that are looked at.
    static let neighbours = 2_000
    /// Tables with fewer rows are not worth an order of their own.
    static let fewestRows: Int64 = 1_000
    /// Bytes that drawing may read of one table: up to there rows are drawn one by one, beyond by the split.
    static let budget = 4.0 * 1_073_741_824

    /// Samples the columns that the queries read.
    /// - Parameter columns: names of the columns to sample, by table.
    /// - Returns: the samples by table; a table that is small, or could not be sampled, has none.
    func collect(_ columns: [TableName: [String]], _ profile: LakehouseProfile) async -> [TableName: TableSample] {
        var samples: [TableName: TableSample] = [:]
        for (table, names) in columns.sorted(by: { $0.key < $1.key }) {
            guard deadline.secondsLeft > 60, let known = profile.tables[table], !names.isEmpty,
                let rows = known.rowCount, rows >= Self.fewestRows
            else { continue }
            samples[table] = await sample(table, names, rows: Double(rows), bytes: known.bytes)
        }
        return samples
    }

    private func sample(_ table: TableName, _ names: [String], rows: Double, bytes: Int64?) async -> TableSample? {
        let wanted = min(Self.mostRows, Self.values / Double(names.count))
        let percentage = min(100, 100 * wanted / rows)
        let reading = Double(bytes ?? 0)
        let relation = Relation(.table(TableReference(table.qualifiedName)))
        var drawing = relation
        if percentage < 100 {
            let method: Sample.Method = reading <= Self.budget ? .bernoulli : .system
            // By the split more rows come at once, so fewer splits are enough; at least one in a hundred is looked at.
            let share = method == .bernoulli ? percentage : max(1, min(100, 100 * Self.budget / reading))
            drawing = Relation(.sampled(relation, Sample(method: method, percentage: Self.number(share))))
        }
        let limit = Int(wanted * 1.2)
        guard let drawn = await read(drawing, names, limit: limit), drawn.count >= 500,
            let neighbours = await read(relation, names, limit: Self.neighbours)
        else { return nil }
        return TableSample(columns: names, drawn: drawn, neighbours: neighbours)
    }

    private func read(_ relation: Relation, _ names: [String], limit: Int) async -> [[EngineValue]]? {
        let items = names.map { name in
            SelectItem(
                .expression(.column(QualifiedName([Identifier(quotedWhereNeeded: name)])), alias: nil))
        }
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
}
