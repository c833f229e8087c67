import TrinoSQL

extension NewTable {
    /// The table as its DDL declares it, under a full name.
    func schema(named name: TableName) -> TableSchema {
        TableSchema(name: name, columns: columns.map { ColumnSchema(name: $0.name, type: $0.storedType) })
    }

    /// Conditions over the table's own columns in the place where they can be resolved: as WHERE of a query that reads it alone.
    func filtered(by condition: Expression) throws(ResolutionError) -> ResolvedQuery {
        let name = TableName(catalog: "new", schema: "new", table: name)
        var catalog = Catalog()
        catalog.add(schema(named: name))
        let select = Select(
            items: [SelectItem(.expression(.integer(1), alias: nil))],
            from: [Relation(.table(TableReference(name.qualifiedName)))], filter: condition)
        return try Resolver(catalog: catalog).resolve(Query(body: .select(select)))
    }

    /// What an expression over the table's own columns is over the relations that these are computed from.
    func computed(_ expression: Expression) -> Expression {
        let sources = Dictionary(columns.map { ($0.name, $0.source) }, uniquingKeysWith: { first, _ in first })
        return expression.transformed { part in
            guard case .column(let name) = part.kind, let source = sources[name.last.canonical] else { return part }
            return source
        }
    }

    /// What an expression over the relations that the columns are computed from is over the table's own columns: ``computed(_:)``
    /// the other way round. What no column holds is left as it is.
    func overOwnColumns(_ expression: Expression) -> Expression {
        var reading = Reading(
            columns: Dictionary(columns.map { ($0.source.sql(), $0.name) }, uniquingKeysWith: { first, _ in first }))
        return reading.rewrite(expression)
    }

    private struct Reading: SyntaxRewriter {
        /// By the text of what each holds.
        let columns: [String: String]

        mutating func rewrite(_ expression: Expression) -> Expression {
            guard let column = columns[expression.sql()] else { return rewriteChildren(of: expression) }
            return .column(QualifiedName([Identifier(quotedWhereNeeded: column)]))
        }
    }
}
