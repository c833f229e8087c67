/// `CREATE [OR REPLACE] TABLE [IF NOT EXISTS] name (elements) [COMMENT ...] [WITH (...)]`.
public struct CreateTable: Hashable, Sendable {
    /// A column, or the columns of another table.
    public enum Element: Hashable, Sendable {
        case column(ColumnDefinition)
        case like(LikeClause)
    }

    public var name: QualifiedName
    /// At least one.
    public var elements: [Element]
    public var orReplace: Bool
    public var ifNotExists: Bool
    public var comment: StringLiteral?
    public var properties: [Property]

    public init(
        name: QualifiedName, elements: [Element], orReplace: Bool = false, ifNotExists: Bool = false,
        comment: StringLiteral? = nil, properties: [Property] = []
    ) {
        self.name = name
        self.elements = elements
        self.orReplace = orReplace
        self.ifNotExists = ifNotExists
        self.comment = comment
        self.properties = properties
    }

    /// The columns that are written out, in order.
    public var columns: [ColumnDefinition] {
        elements.compactMap { element in
            if case .column(let column) = element { column } else { nil }
        }
    }
}

/// `name type [DEFAULT literal] [NOT NULL] [COMMENT ...] [WITH (...)]`.
public struct ColumnDefinition: Hashable, Sendable {
    /// One part; in ALTER TABLE ADD COLUMN more, for a field inside a row.
    public var name: QualifiedName
    public var type: DataType
    /// A literal.
    public var defaultValue: Expression?
    public var isNotNull: Bool
    public var comment: StringLiteral?
    public var properties: [Property]
    public var comments: Comments

    public init(
        name: QualifiedName, type: DataType, defaultValue: Expression? = nil, isNotNull: Bool = false,
        comment: StringLiteral? = nil, properties: [Property] = [], comments: Comments = .none
    ) {
        self.name = name
        self.type = type
        self.defaultValue = defaultValue
        self.isNotNull = isNotNull
        self.comment = comment
        self.properties = properties
        self.comments = comments
    }

    public var position: SourcePosition { name.position }
}

/// `LIKE table [INCLUDING | EXCLUDING PROPERTIES]`.
public struct LikeClause: Hashable, Sendable {
    public var table: QualifiedName
    /// `INCLUDING PROPERTIES` (true), `EXCLUDING PROPERTIES` (false), or neither.
    public var includingProperties: Bool?

    public init(table: QualifiedName, includingProperties: Bool? = nil) {
        self.table = table
        self.includingProperties = includingProperties
    }
}

/// `CREATE [OR REPLACE] TABLE [IF NOT EXISTS] name [(columns)] [COMMENT ...] [WITH (...)] AS query [WITH [NO] DATA]`.
public struct CreateTableAs: Hashable, Sendable {
    public var name: QualifiedName
    /// Empty where no column list was written.
    public var columns: [Identifier]
    public var query: Query
    public var orReplace: Bool
    public var ifNotExists: Bool
    public var comment: StringLiteral?
    public var properties: [Property]
    /// `WITH DATA` (true), `WITH NO DATA` (false), or neither, which is with data.
    public var withData: Bool?

    public init(
        name: QualifiedName, columns: [Identifier] = [], query: Query, orReplace: Bool = false,
        ifNotExists: Bool = false, comment: StringLiteral? = nil, properties: [Property] = [], withData: Bool? = nil
    ) {
        self.name = name
        self.columns = columns
        self.query = query
        self.orReplace = orReplace
        self.ifNotExists = ifNotExists
        self.comment = comment
        self.properties = properties
        self.withData = withData
    }
}

/// `ALTER TABLE [IF EXISTS] name action`.
public struct AlterTable: Hashable, Sendable {
    public var table: QualifiedName
    public var ifExists: Bool
    public var action: Action

    public init(table: QualifiedName, ifExists: Bool = false, action: Action) {
        self.table = table
        self.ifExists = ifExists
        self.action = action
    }

    /// What ALTER TABLE can do.
    public enum Action: Hashable, Sendable {
        /// `RENAME TO name`
        case rename(to: QualifiedName)
        /// `ADD COLUMN [IF NOT EXISTS] column [FIRST | LAST | AFTER other]`
        case addColumn(ColumnDefinition, ifNotExists: Bool, place: ColumnPlace?)
        /// `RENAME COLUMN [IF EXISTS] name TO new`
        case renameColumn(QualifiedName, to: Identifier, ifExists: Bool)
        /// `DROP COLUMN [IF EXISTS] name`
        case dropColumn(QualifiedName, ifExists: Bool)
        /// `ALTER COLUMN name SET DATA TYPE type`
        case setColumnType(QualifiedName, DataType)
        /// `ALTER COLUMN name SET DEFAULT literal`
        case setColumnDefault(QualifiedName, Expression)
        /// `ALTER COLUMN name DROP DEFAULT`
        case dropColumnDefault(QualifiedName)
        /// `ALTER COLUMN name DROP NOT NULL`
        case dropNotNull(Identifier)
        /// `SET PROPERTIES name = value, ...`
        case setProperties([Property])
        /// `EXECUTE procedure [(arguments)] [WHERE filter]`
        case execute(Identifier, [FunctionCall.Argument], filter: Expression?)
    }

    /// Where a new column goes.
    public enum ColumnPlace: Hashable, Sendable {
        case first, last
        case after(Identifier)
    }
}
