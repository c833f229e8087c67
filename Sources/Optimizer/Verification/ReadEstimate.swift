import TrinoSQL

/// How many bytes a query reads from base tables, before it runs: for each reference to a table the bytes of the columns that the
/// query names, as often as the reference is evaluated.
///
/// Trino evaluates a common table at each of its references (Trino documentation, SELECT, "WITH clause": the query is inlined),
/// so what stands in one counts that often. Filters are not counted on: the estimate is an upper bound where file sizes are known.
struct ReadEstimate {
    let profile: LakehouseProfile

    /// A recursive common table's step is evaluated at most so often; Trino's default for `max_recursion_depth`.
    static let recursionDepth = 10.0

    /// - Parameter columns: columns that are read, in lower case; nil where a star reads all.
    /// - Returns: nil where the size of no table is known.
    func bytes(of query: Query, naming columns: Set<String>?) -> Int64? {
        let references = Self.references(in: query)
        var total = 0.0
        var isKnown = references.isEmpty
        for (table, count) in references {
            guard let found = profile.tables[table], let bytes = found.bytes else { continue }
            isKnown = true
            total += count * (columns.flatMap { Self.bytes(of: $0, in: table, found) } ?? Double(bytes))
        }
        return isKnown ? Int64(min(total, 9e18)) : nil
    }

    /// Bytes of some of a table's columns; nil where its columns are not known.
    private static func bytes(of names: Set<String>, in table: TableName, _ profile: TableProfile) -> Double? {
        let columns = profile.liveColumns.compactMap { column in
            (try? SQLType(parsing: column.type)).map { ColumnSchema(name: column.name, type: $0) }
        }
        guard !columns.isEmpty, columns.count == profile.liveColumns.count else { return nil }
        let estimate = TableEstimate(
            TableSchema(name: table, columns: columns), profile: profile, layout: TableLayout())
        return names.reduce(0) { $0 + (estimate.columns[$1]?.bytes ?? 0) }
    }

    /// How often each base table, named in full, is read.
    static func references(in query: Query) -> [TableName: Double] {
        var counter = ReferenceCounter()
        counter.visit(query)
        return counter.counts
    }

    /// The last parts of all column names in a query, in lower case; nil where a star or NATURAL reads more than is named.
    static func columnsNamed(in query: Query) -> Set<String>? {
        var finder = ColumnNames()
        finder.visit(query)
        return finder.hasStar ? nil : finder.names
    }
}

private struct ReferenceCounter: SyntaxVisitor {
    var counts: [TableName: Double] = [:]
    private var commonTables: [String: [TableName: Double]] = [:]

    init() {}

    mutating func visit(_ query: Query) {
        let outside = commonTables
        for table in query.with?.tables ?? [] {
            var inner = ReferenceCounter()
            inner.commonTables = commonTables
            inner.visit(table.query)
            let times = query.with?.isRecursive == true ? ReadEstimate.recursionDepth : 1
            commonTables[table.name.canonical] = inner.counts.mapValues { $0 * times }
        }
        var rest = query
        rest.with = nil
        visitChildren(of: rest)
        commonTables = outside
    }

    mutating func visit(table name: QualifiedName) {
        if name.parts.count == 1, let inner = commonTables[name.last.canonical] {
            counts.merge(inner, uniquingKeysWith: +)
        } else if let table = TableName(name) {
            counts[table, default: 0] += 1
        }
    }
}

private struct ColumnNames: SyntaxVisitor {
    var names: Set<String> = []
    var hasStar = false

    mutating func visit(_ expression: Expression) {
        if case .column(let name) = expression.kind { names.formUnion(name.canonical) }
        visitChildren(of: expression)
    }

    mutating func visit(_ select: Select) {
        for item in select.items {
            if case .expression = item.kind { continue }
            hasStar = true
        }
        visitChildren(of: select)
    }

    mutating func visit(_ relation: Relation) {
        if case .join(let join) = relation.kind {
            switch join.criteria {
            case .using(let shared): names.formUnion(shared.map(\.canonical))
            case .natural: hasStar = true
            case .on, nil: break
            }
        }
        visitChildren(of: relation)
    }
}
