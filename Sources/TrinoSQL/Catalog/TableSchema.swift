/// What is known of a table before any query is run: its name, its columns and how it was declared.
public struct TableSchema: Hashable, Sendable {
    public var name: TableName
    public var columns: [ColumnSchema]
    /// The WITH clause: property names in lower case, values as they were written.
    public var properties: [String: Expression]
    public var comment: String?

    public init(
        name: TableName, columns: [ColumnSchema], properties: [String: Expression] = [:], comment: String? = nil
    ) {
        self.name = name
        self.columns = columns
        self.properties = properties
        self.comment = comment
    }

    /// The column of this name, compared without case, hidden ones included.
    public func column(named name: String) -> ColumnSchema? {
        let wanted = name.lowercased()
        return columns.first { $0.name.lowercased() == wanted }
    }

    /// The columns that `*` stands for.
    public var visibleColumns: [ColumnSchema] { columns.filter { !$0.isHidden } }
}

/// One column of a table.
public struct ColumnSchema: Hashable, Sendable {
    /// In lower case where it comes from DDL, as Trino keeps it.
    public var name: String
    public var type: SQLType
    public var isNullable: Bool
    public var comment: String?
    /// Hidden columns, such as "$path", answer to their name and are no part of `*`.
    public var isHidden: Bool

    public init(
        name: String, type: SQLType, isNullable: Bool = true, comment: String? = nil, isHidden: Bool = false
    ) {
        self.name = name
        self.type = type
        self.isNullable = isNullable
        self.comment = comment
        self.isHidden = isHidden
    }
}

/// A view: a query under a name.
public struct ViewSchema: Hashable, Sendable {
    public var name: TableName
    public var query: Query
    /// A materialized view has rows of its own, which may be older than its tables'.
    public var isMaterialized: Bool
    /// What completes the names in its query; it is what held when the view was made.
    public var defaultCatalog: String?
    public var defaultSchema: String?

    public init(
        name: TableName, query: Query, isMaterialized: Bool = false, defaultCatalog: String? = nil,
        defaultSchema: String? = nil
    ) {
        self.name = name
        self.query = query
        self.isMaterialized = isMaterialized
        self.defaultCatalog = defaultCatalog
        self.defaultSchema = defaultSchema
    }
}
