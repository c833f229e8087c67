import TrinoSQL

/// A whole design: a schema, its tables, and how each is made, filled, refreshed and taken away.
struct Design: Sendable {
    var catalog: String
    var schema: String
    /// Where the schema's data go, where the source's schema shows that one must be named.
    var location: String?
    var connector: ConnectorKind
    var tables: [NewTable]

    /// The full name of one of its tables.
    func name(of table: NewTable) -> TableName {
        TableName(catalog: catalog, schema: schema, table: table.name)
    }

    /// Whether a table is one of its schema.
    func holds(_ name: TableName) -> Bool { name.catalog == catalog && name.schema == schema }

    /// Its tables, as their DDL declares them, and no others.
    var newTables: Catalog {
        var catalog = Catalog()
        for table in tables {
            catalog.add(table.schema(named: name(of: table)))
        }
        return catalog
    }

    /// Adds tables that are not in it yet, by name.
    mutating func add(_ more: [NewTable]) {
        tables += more.filter { table in !tables.contains { $0.name == table.name } }
    }

    /// `CREATE SCHEMA`, then each table, empty.
    var ddl: [Statement] {
        [createSchema] + tables.map { create($0) }
    }

    /// Fills each table, in the order of `ddl`.
    var migrations: [Statement] {
        tables.map { fill($0) }
    }

    /// Fills one table anew from its sources. Running it twice leaves the same.
    ///
    /// One statement where the connector replaces a table as a whole: readers see the old rows until it has ended, and keep them
    /// where it fails. Between emptying and filling they would see none.
    /// - Parameter version: the engine's.
    func filledAnew(_ table: NewTable, on version: String?) -> [Statement] {
        connector.replacesTables(on: version) ? [replace(table)] : [empty(table), fill(table, isFirst: false)]
    }

    /// Takes everything away, tables first: a schema must be empty to be dropped where CASCADE is not supported.
    var rollback: [Statement] {
        tables.reversed().map { table in
            Statement(.drop(Drop(.table, name: name(of: table).qualifiedName, ifExists: true)))
        } + [Statement(.drop(Drop(.schema, name: schemaName, ifExists: true)))]
    }

    /// The same design under another schema name, for a rehearsal.
    func renamed(schema other: String) -> Design {
        var copy = self
        if let location { copy.location = SchemaLocation(path: location).sibling(named: other) }
        copy.schema = other
        return copy
    }

    private var schemaName: QualifiedName { QualifiedName(catalog, schema) }

    var createSchema: Statement {
        var properties: [Property] = []
        if let location { properties.append(Property(name: Identifier("location"), value: .string(location))) }
        return Statement(.createSchema(CreateSchema(name: schemaName, properties: properties)))
    }

    func create(_ table: NewTable) -> Statement {
        let columns = table.columns.map { column in
            CreateTable.Element.column(
                ColumnDefinition(name: QualifiedName(column.name), type: DataType(column.storedType)))
        }
        return Statement(
            .createTable(
                CreateTable(name: name(of: table).qualifiedName, elements: columns, properties: properties(of: table))))
    }

    /// As `create` and `fill` leave the table, in one statement.
    private func replace(_ table: NewTable) -> Statement {
        Statement(
            .createTableAs(
                CreateTableAs(
                    name: name(of: table).qualifiedName, query: table.guardedFilling(.inferredButReals),
                    orReplace: true,
                    properties: properties(of: table))))
    }

    private func properties(of table: NewTable) -> [Property] {
        var properties: [Property] = table.layout.properties.sorted { $0.key < $1.key }.map { entry in
            Property(name: Identifier(entry.key), value: entry.value.expression)
        }
        if let property = connector.partitionProperty, !table.layout.partitioning.isEmpty {
            properties.append(
                Property(name: Identifier(property), value: PropertyValue.texts(table.layout.partitioning).expression))
        }
        if !table.layout.sortedBy.isEmpty {
            properties.append(
                Property(name: Identifier("sorted_by"), value: PropertyValue.texts(table.layout.sortedBy).expression))
        }
        return properties
    }

    private func empty(_ table: NewTable) -> Statement {
        let name = name(of: table).qualifiedName
        return connector.empties ? Statement(.truncate(name)) : Statement(.delete(Delete(table: TargetTable(name))))
    }

    /// - Parameter isFirst: whether the table was created a moment before.
    func fill(_ table: NewTable, isFirst: Bool = true) -> Statement {
        Statement(
            .insert(
                Insert(
                    table: TargetTable(name(of: table).qualifiedName),
                    columns: table.columns.map { Identifier($0.name) },
                    query: table.guardedFilling(table.fillingCasts(isFirst: isFirst)))))
    }
}
