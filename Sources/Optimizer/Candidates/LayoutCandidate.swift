import TrinoSQL

/// A base table's copy with the columns that the workload reads, laid out for its filters.
///
/// ```sql
/// CREATE TABLE lake.fast.orders (orderkey bigint, orderdate date)
///   WITH (format = 'PARQUET', partitioning = ARRAY['month(orderdate)']);
/// INSERT INTO lake.fast.orders (orderkey, orderdate) SELECT orderkey, orderdate FROM lake.raw.orders
/// ```
/// Precondition: every kept column is stored with its own type, or with one from which a cast gives each value back. Rows and
/// their number are the base table's.
struct LayoutCandidate: Sendable {
    let table: NewTable
    let base: TableSchema
    let columnsNotCarried: [String]
    let bytesBefore: Int64?
    let bytesAfter: Double?

    /// - Throws: `Refusal`, when a column can't be stored without loss.
    init(
        base: TableSchema, name: String, needed: Set<String>, connector: ConnectorKind, offered: Set<String>?,
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
        let share = Self.share(of: columns.map(\.name), in: base, profile: profile)
        let after = profile.bytes.map { Double($0) * share }
        let advisor = LayoutAdvisor(
            connector: connector, offered: offered, profile: profile, columns: columns, demand: demand,
            estimatedBytes: after)
        let (layout, reasons) = advisor.advise()
        let kept = "\(columns.count) of \(columns.count + left.count) columns: those that the workload reads"
        table = NewTable(
            name: name, kind: .layout, columns: columns,
            definition: Select(items: [], from: [Relation(.table(TableReference(base.name.qualifiedName)))]),
            sources: [base.name], layout: layout, reasons: (left.isEmpty ? [] : [kept]) + reasons)
        self.base = base
        columnsNotCarried = left
        bytesBefore = profile.bytes
        bytesAfter = after
    }

    /// Why there is no such table.
    struct Refusal: Error {
        let reason: String
    }

    /// The part of a table's bytes that some of its columns take: by data sizes of the statistics where the engine gives them,
    /// else by the width of the type times rows.
    private static func share(of kept: [String], in base: TableSchema, profile: TableProfile) -> Double {
        let wanted = Set(kept)
        var all = 0.0
        var part = 0.0
        for column in base.visibleColumns {
            let key = column.name.lowercased()
            let rows = Double(profile.rowCount ?? 1)
            let statistics = profile.columns[key]
            let filled = 1 - (statistics?.nullsFraction ?? 0)
            var size = statistics?.dataSize ?? rows * filled * column.type.usualWidth
            // Columns of few values are stored as indexes into a dictionary.
            if let distinct = statistics?.distinctValues, distinct > 0, distinct < rows / 10 {
                size = min(size, rows * filled * max(1, (distinct.log2Ceiling) / 8))
            }
            all += size
            if wanted.contains(key) { part += size }
        }
        return all > 0 ? part / all : Double(wanted.count) / Double(max(1, base.visibleColumns.count))
    }
}

extension SQLType {
    /// Bytes of one value in memory; for types of variable width a usual length.
    var usualWidth: Double {
        switch self {
        case .boolean, .tinyint: 1
        case .smallint: 2
        case .integer, .real, .date: 4
        case .decimal(let precision, _): precision <= 18 ? 8 : 16
        case .char(let length): Double(length)
        case .varchar(let length?): Double(min(length, 24))
        case .varchar(nil), .varbinary, .json: 24
        case .uuid, .ipaddress: 16
        case .array, .map, .row: 48
        default: 8
        }
    }
}

extension Double {
    /// Bits that so many values need; at least 1.
    fileprivate var log2Ceiling: Double {
        var bits = 1.0
        var room = 2.0
        while room < self, bits < 64 {
            bits += 1
            room *= 2
        }
        return bits
    }
}
