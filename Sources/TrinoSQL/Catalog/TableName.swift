/// The full name of a table: catalog, schema and table, in the form in which Trino compares names (lower case).
public struct TableName: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var catalog: String
    public var schema: String
    public var table: String

    public init(catalog: String, schema: String, table: String) {
        self.catalog = catalog.lowercased()
        self.schema = schema.lowercased()
        self.table = table.lowercased()
    }

    /// The parts with dots between them; meant for people, not for SQL, where parts may need quotes.
    public var description: String { "\(catalog).\(schema).\(table)" }

    /// The name as SQL writes it, all three parts.
    public var qualifiedName: QualifiedName { QualifiedName(catalog, schema, table) }

    public static func < (left: TableName, right: TableName) -> Bool {
        (left.catalog, left.schema, left.table) < (right.catalog, right.schema, right.table)
    }
}

/// A column of a base table.
public struct BaseColumn: Hashable, Sendable, Comparable, CustomStringConvertible {
    public var table: TableName
    /// In lower case.
    public var column: String

    public init(table: TableName, column: String) {
        self.table = table
        self.column = column.lowercased()
    }

    public var description: String { "\(table).\(column)" }

    public static func < (left: BaseColumn, right: BaseColumn) -> Bool {
        (left.table, left.column) < (right.table, right.column)
    }
}
