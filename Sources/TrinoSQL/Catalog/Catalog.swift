/// The tables and views that queries can read, as DDL declares them.
///
/// ```swift
/// var catalog = Catalog(defaultCatalog: "lake", defaultSchema: "sales")
/// for statement in statements { catalog.define(statement) }
/// ```
public struct Catalog: Sendable {
    /// A statement that could not be taken in, and why; the others are not touched by it.
    public struct Problem: Hashable, Sendable {
        public var message: String
        public var position: SourcePosition
    }

    /// What stands for a missing first part of a name.
    public var defaultCatalog: String?
    /// What stands for a missing second part of a name.
    public var defaultSchema: String?
    /// The connector behind each catalog, where it is known: `iceberg`, `hive`, ...; decides on hidden columns.
    public var connectors: [String: String] = [:]
    public private(set) var tables: [TableName: TableSchema] = [:]
    public private(set) var views: [TableName: ViewSchema] = [:]
    public private(set) var problems: [Problem] = []
    /// Why a table that was defined is not among `tables`.
    public private(set) var rejected: [TableName: String] = [:]

    public init(defaultCatalog: String? = nil, defaultSchema: String? = nil) {
        self.defaultCatalog = defaultCatalog
        self.defaultSchema = defaultSchema
    }

    /// Takes in the statements in order; those that can't be are in `problems`.
    public init(statements: some Sequence<Statement>, defaultCatalog: String? = nil, defaultSchema: String? = nil) {
        self.init(defaultCatalog: defaultCatalog, defaultSchema: defaultSchema)
        for statement in statements { define(statement) }
    }

    /// The table of this name, or nil.
    public func table(_ name: TableName) -> TableSchema? { tables[name] }

    /// Adds a table, or replaces one.
    public mutating func add(_ table: TableSchema) { tables[table.name] = table }

    /// Adds a view, or replaces one.
    public mutating func add(_ view: ViewSchema) { views[view.name] = view }

    /// Takes in one statement: CREATE TABLE in all its forms, views, USE and DROP. What neither makes nor unmakes a table is
    /// passed over.
    public mutating func define(_ statement: Statement) {
        switch statement.kind {
        case .createTable(let create): define(create)
        case .createTableAs(let create): define(create)
        case .createView(let view):
            defineView(view.name, view.query, isMaterialized: false, mayReplace: view.orReplace)
        case .createMaterializedView(let view):
            defineView(view.name, view.query, isMaterialized: true, mayReplace: view.orReplace || view.ifNotExists)
        case .use(let catalog, let schema):
            if let catalog { defaultCatalog = catalog.canonical }
            defaultSchema = schema.canonical
        default: break
        }
    }

    /// The three-part form of a name; parts that are missing come from the defaults. Nil where there is no default, or where the
    /// name has more than three parts.
    public func canonicalName(_ name: QualifiedName) -> TableName? {
        canonicalName(name, defaultCatalog: defaultCatalog, defaultSchema: defaultSchema)
    }

    func canonicalName(_ name: QualifiedName, defaultCatalog: String?, defaultSchema: String?) -> TableName? {
        let parts = name.canonical
        guard (1...3).contains(parts.count), let table = parts.last,
            let schema = parts.count > 1 ? parts[parts.count - 2] : defaultSchema,
            let catalog = parts.count > 2 ? parts[0] : defaultCatalog
        else { return nil }
        return TableName(catalog: catalog, schema: schema, table: table)
    }

    private mutating func report(_ message: String, _ position: SourcePosition, about name: TableName? = nil) {
        problems.append(Problem(message: message, position: position))
        if let name { rejected[name] = message }
    }

    private mutating func fullName(_ name: QualifiedName) -> TableName? {
        if let full = canonicalName(name) { return full }
        let text = name.parts.map(\.text).joined(separator: ".")
        report(
            name.parts.count > 3
                ? "Too many parts in the table name \(text)"
                : "The table name \(text) lacks its catalog or schema, and no default is set", name.position)
        return nil
    }

    private mutating func define(_ create: CreateTable) {
        guard let name = fullName(create.name) else { return }
        var columns: [ColumnSchema] = []
        for element in create.elements {
            switch element {
            case .column(let column):
                do throws(TypeError) {
                    columns.append(
                        ColumnSchema(
                            name: column.name.last.canonical, type: try SQLType(column.type),
                            isNullable: !column.isNotNull,
                            comment: column.comment?.value))
                } catch {
                    return report(
                        "Column \(column.name.last.text) of \(name): \(error)", column.position, about: name)
                }
            case .like(let clause):
                guard let original = canonicalName(clause.table).flatMap({ tables[$0] }) else {
                    return report("LIKE names an unknown table", clause.table.position, about: name)
                }
                columns += original.columns
            }
        }
        insert(
            TableSchema(
                name: name, columns: columns, properties: properties(create.properties),
                comment: create.comment?.value), mayReplace: create.orReplace, mayExist: create.ifNotExists,
            at: create.name.position)
    }

    private mutating func define(_ create: CreateTableAs) {
        guard let name = fullName(create.name) else { return }
        do throws(ResolutionError) {
            let resolved = try Resolver(catalog: self).resolve(create.query)
            guard create.columns.isEmpty || create.columns.count == resolved.outputs.count else {
                return report("The column list of \(name) is not as long as its query's", create.name.position)
            }
            var columns: [ColumnSchema] = []
            for (index, output) in resolved.outputs.enumerated() {
                let columnName = create.columns.isEmpty ? output.name : create.columns[index].text
                guard let columnName, let type = output.type else {
                    return report("Column \(index + 1) of \(name) has no name or no known type", create.name.position)
                }
                columns.append(ColumnSchema(name: columnName.lowercased(), type: type))
            }
            insert(
                TableSchema(
                    name: name, columns: columns, properties: properties(create.properties),
                    comment: create.comment?.value), mayReplace: create.orReplace, mayExist: create.ifNotExists,
                at: create.name.position)
        } catch {
            report("The query of \(name) can't be resolved: \(error.message)", error.position, about: name)
        }
    }

    private mutating func insert(
        _ table: TableSchema, mayReplace: Bool, mayExist: Bool, at position: SourcePosition
    ) {
        var seen: Set<String> = []
        for column in table.columns where !seen.insert(column.name.lowercased()).inserted {
            return report(
                "Column name '\(column.name)' specified more than once in \(table.name)", position, about: table.name)
        }
        if let known = tables[table.name], !mayReplace {
            // The same definition twice says nothing new.
            if !mayExist, known.columns != table.columns {
                report("Table \(table.name) is defined twice, with other columns; the first stands", position)
            }
            return
        }
        tables[table.name] = table
    }

    private mutating func defineView(
        _ written: QualifiedName, _ query: Query, isMaterialized: Bool, mayReplace: Bool
    ) {
        guard let name = fullName(written) else { return }
        if views[name] != nil, !mayReplace {
            return report("View \(name) is defined twice; the first stands", written.position)
        }
        views[name] = ViewSchema(
            name: name, query: query, isMaterialized: isMaterialized, defaultCatalog: defaultCatalog,
            defaultSchema: defaultSchema)
    }

    private func properties(_ list: [Property]) -> [String: Expression] {
        var result: [String: Expression] = [:]
        for property in list { result[property.name.canonical] = property.value }
        return result
    }
}
