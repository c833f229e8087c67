import TrinoSQL

/// A base table's copy with the columns that the workload reads, laid out for its filters.
///
/// ```sql
/// CREATE TABLE lake.fast.orders (orderkey bigint, orderdate date)
///   WITH (format = 'PARQUET', partitioning = ARRAY['month(orderdate)']);
/// INSERT INTO lake.fast.orders (orderkey, orderdate) SELECT orderkey, orderdate FROM lake.raw.orders
/// ```
/// Precondition: every kept column is stored with its own type, or with one from which a cast gives each value back. Rows and
/// their number are the base table's, but for those that no query can look at (``RowDemand``).
struct LayoutCandidate: Sendable {
    var table: NewTable
    let base: TableSchema
    let columnsNotCarried: [String]
    let bytesBefore: Int64?
    let bytesAfter: Double?

    /// - Parameter rows: which of the base table's rows are needed, over its own column names, and what share of them that is, about;
    ///   nil for all.
    /// - Throws: `Refusal`, when a column can't be stored without loss.
    init(
        base: TableSchema, name: String, needed: Set<String>, rows: (filter: Expression, share: Double)? = nil,
        connector: ConnectorKind, offered: Set<String>?,
        profile: TableProfile, demand: [String: ColumnDemand]
    ) throws(Refusal) {
        var columns: [NewTable.Column] = []
        var left: [String] = []
        for column in base.visibleColumns {
            let key = column.name.lowercased()
            guard needed.contains(key) else {
                left.append(key)
                continue
            }
            let source = Expression.column(key)
            switch StoredType(of: column.type, in: connector) {
            case .same:
                columns.append(NewTable.Column(name: key, storedType: column.type, source: source))
            case .widened(let stored):
                let cast = Expression.cast(source, to: DataType(stored))
                columns.append(NewTable.Column(name: key, storedType: stored, source: cast))
            case .unsupported(let reason):
                throw Refusal(reason: "column \(key) of \(base.name) can't be stored: \(reason)")
            }
        }
        guard !columns.isEmpty else { throw Refusal(reason: "no column of \(base.name) is read") }
        let whole = TableEstimate(base, profile: profile).holding(rows?.share ?? 1)
        let kept = columns.map(\.name)
        let after = profile.bytes == nil ? nil : whole.copy(of: kept, layout: TableLayout()).bytes
        let advisor = LayoutAdvisor(
            connector: connector, offered: offered, profile: profile, columns: columns, demand: demand,
            formerKeys: base.properties["partitioned_by"] == nil
                ? [] : Set(TableLayout(declared: base.properties).partitioning),
            estimatedBytes: after)
        let (layout, reasons) = advisor.advise()
        // Hive reads partition columns off the path, and wants them last.
        if connector == .hive {
            let last = layout.partitioning.compactMap { name in columns.first { $0.name == name } }
            columns = columns.filter { !last.contains($0) } + last
        }
        let reason = "\(columns.count) of \(columns.count + left.count) columns: those that the workload reads"
        let rowReason = rows.map { "only rows that the workload looks at: \($0.filter.sql())" }
        table = NewTable(
            name: name, kind: .layout, columns: columns,
            definition: Select(
                items: [], from: [Relation(.table(TableReference(base.name.qualifiedName)))], filter: rows?.filter),
            sources: [base.name], layout: layout,
            reasons: (left.isEmpty ? [] : [reason]) + [rowReason].compactMap { $0 } + reasons)
        self.base = base
        columnsNotCarried = left
        bytesBefore = profile.bytes
        bytesAfter = after.map { _ in whole.copy(of: kept, layout: layout).bytes }
    }

    /// Why there is no such table.
    struct Refusal: Error {
        let reason: String
    }
}

extension LayoutCandidate {
    /// What a query that reads the base table reads in its stead.
    func target(in design: Design) -> TableMove.Target {
        TableMove.Target(
            name: design.name(of: table),
            columns: base.visibleColumns.compactMap { column in
                let name = column.name.lowercased()
                guard let kept = table.columns.first(where: { $0.name == name }) else { return nil }
                return (name: name, type: column.type, storedType: kept.storedType)
            })
    }
}
