import TrinoSQL

/// Puts the definition of each new table in its place, as a common table expression, so that a rewritten query can run on the
/// live data before anything was created.
///
/// ```sql
/// SELECT o.a FROM lake.fast.orders AS o
/// -- becomes
/// WITH lw_orders AS (SELECT CAST(a AS bigint) AS a FROM lake.raw.orders) SELECT o.a FROM lw_orders AS o
/// ```
/// Exact under these preconditions, which rewriting sees to: every reference to a new table is by its full name and has an
/// alias, and no column is named by more than its alias and own name. The casts make each value what the connector would give
/// back, so that losses of storage show.
struct InlineSubstitution {
    /// Full name of a new table, and the query that fills it.
    var definitions: [(name: TableName, filling: Query)]

    func apply(to query: Query) -> Query {
        let taken = Set(query.tableNames.flatMap(\.canonical))
        var names: [TableName: Identifier] = [:]
        var tables: [CommonTable] = []
        let used = Set(query.tableNames.compactMap { TableName($0) })
        for (name, filling) in definitions where used.contains(name) {
            var candidate = "lw_" + name.table
            var suffix = 1
            while taken.contains(candidate) || names.values.contains(where: { $0.canonical == candidate }) {
                suffix += 1
                candidate = "lw_\(name.table)_\(suffix)"
            }
            let identifier = Identifier(candidate)
            names[name] = identifier
            tables.append(CommonTable(name: identifier, query: filling))
        }
        guard !tables.isEmpty else { return query }
        var replacing = Replacing(names: names)
        var result = replacing.rewrite(query)
        var with = result.with ?? With(tables: [])
        with.tables.insert(contentsOf: tables, at: 0)
        result.with = with
        return result
    }

    private struct Replacing: SyntaxRewriter {
        let names: [TableName: Identifier]

        mutating func rewrite(table name: QualifiedName) -> QualifiedName {
            guard let full = TableName(name), let replacement = names[full] else { return name }
            return QualifiedName([replacement])
        }
    }
}
