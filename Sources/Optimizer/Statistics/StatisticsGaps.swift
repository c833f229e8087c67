import TrinoSQL

/// Finds out what SHOW STATS lacks, by one cheap query a table: distinct values, bounds and the share of NULLs of the columns that the
/// workload reads. Hive tables that nobody analysed have no statistics at all.
///
/// Columns that no query reads are asked after too, from fewer bytes: a table's size is shared out among its columns by what their
/// values take, so that what the others save can't be told from the columns that are read alone.
struct StatisticsGaps: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline
    /// Bytes that may be read of one table; a larger one is sampled, by the split.
    var budget = Self.budgetOfRead

    static let budgetOfRead = 4.0 * 1_073_741_824
    static let budgetOfOthers = 256.0 * 1_048_576

    /// - Parameter columns: names of the columns whose statistics matter, by table.
    func fill(_ columns: [TableName: [String]], into profile: inout LakehouseProfile) async {
        for (table, names) in columns.sorted(by: { $0.key < $1.key }) {
            guard deadline.secondsLeft > 60, let known = profile.tables[table], !known.liveColumns.isEmpty else {
                continue
            }
            let missing = names.filter { lacks(known.columns[$0]) }
            guard !missing.isEmpty || known.rowCount == nil else { continue }
            guard let found = await measure(table, missing, bytes: known.bytes) else { continue }
            // A sample doesn't tell how many rows there are.
            if found.isWhole { profile.tables[table]?.rowCount = known.rowCount ?? found.rows }
            let times = found.isWhole ? 1 : Double(known.rowCount ?? found.rows) / Double(max(1, found.rows))
            for (name, drawn) in found.columns {
                let statistics = drawn.ofTable(times, asLargeAs: found.rows)
                profile.tables[table]?.columns[name] = known.columns[name]?.completed(by: statistics) ?? statistics
            }
        }
    }

    private func lacks(_ statistics: ColumnStatistics?) -> Bool {
        guard let statistics else { return true }
        return statistics.distinctValues == nil || statistics.nullsFraction == nil
    }

    private struct Measured {
        var rows: Int64
        var isWhole: Bool
        var columns: [String: ColumnStatistics]
    }

    private func measure(_ table: TableName, _ names: [String], bytes: Int64?) async -> Measured? {
        var relation = Relation(.table(TableReference(table.qualifiedName)))
        let size = Double(bytes ?? 0)
        let isWhole = size <= budget
        if !isWhole {
            let share = max(1, (100 * budget / size).rounded())
            relation = Relation(.sampled(relation, Sample(method: .system, percentage: .integer(Int(share)))))
        }
        var items = [SelectItem(.expression(.countStar, alias: Identifier("row_count")))]
        for (index, name) in names.enumerated() {
            let column = Expression.column(QualifiedName([Identifier(quotedWhereNeeded: name)]))
            let measures: [(String, Expression)] = [
                ("distinct", .call("approx_distinct", [column])), ("filled", .call("count", [column])),
                ("low", .call("min", [column])), ("high", .call("max", [column])),
            ]
            for (kind, value) in measures {
                items.append(SelectItem(.expression(value, alias: Identifier("\(kind)_\(index + 1)"))))
            }
        }
        let query = Query(body: .select(Select(items: items, from: [relation])))
        let statement = EngineStatement(query.sql(), timeLimit: deadline.limit(60))
        guard let row = try? await engine.run(statement).rows.first, row.count == items.count,
            case .integer(let rows) = row[0]
        else { return nil }
        var columns: [String: ColumnStatistics] = [:]
        for (index, name) in names.enumerated() {
            let values = Array(row[(1 + 4 * index)..<(5 + 4 * index)])
            columns[name] = ColumnStatistics(
                distinctValues: values[0].number,
                nullsFraction: rows > 0 ? values[1].number.map { 1 - $0 / Double(rows) } : nil,
                low: values[2].shown, high: values[3].shown)
        }
        return Measured(rows: rows, isWhole: isWhole, columns: columns)
    }
}

extension ColumnStatistics {
    /// Those of a table that is so many times as large as what of it was read. Where more than half of the rows there have values of
    /// their own, so have the others; fewer values have been seen.
    fileprivate func ofTable(_ times: Double, asLargeAs rows: Int64) -> ColumnStatistics {
        var whole = self
        if let distinct = distinctValues, distinct > Double(rows) / 2 {
            whole.distinctValues = distinct * max(1, times)
        }
        return whole
    }

    /// These statistics, with others where they say nothing.
    fileprivate func completed(by other: ColumnStatistics) -> ColumnStatistics {
        ColumnStatistics(
            dataSize: dataSize ?? other.dataSize, distinctValues: distinctValues ?? other.distinctValues,
            nullsFraction: nullsFraction ?? other.nullsFraction, low: low ?? other.low, high: high ?? other.high)
    }
}

extension EngineValue {
    /// The text that SHOW STATS would show for it.
    fileprivate var shown: String? {
        switch self {
        case .integer(let value): String(value)
        case .double(let value): String(value)
        case .real(let value): String(value)
        case .text(let text): text
        case .null, .boolean, .list, .map: nil
        }
    }
}
