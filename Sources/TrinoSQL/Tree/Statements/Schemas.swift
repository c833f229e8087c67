/// `CREATE CATALOG [IF NOT EXISTS] name USING connector [COMMENT ...] [AUTHORIZATION ...] [WITH (...)]`.
public struct CreateCatalog: Hashable, Sendable {
    public var name: Identifier
    public var connector: Identifier
    public var ifNotExists: Bool
    public var comment: StringLiteral?
    public var authorization: Principal?
    public var properties: [Property]

    public init(
        name: Identifier, connector: Identifier, ifNotExists: Bool = false, comment: StringLiteral? = nil,
        authorization: Principal? = nil, properties: [Property] = []
    ) {
        self.name = name
        self.connector = connector
        self.ifNotExists = ifNotExists
        self.comment = comment
        self.authorization = authorization
        self.properties = properties
    }
}

/// `CREATE SCHEMA [IF NOT EXISTS] name [AUTHORIZATION ...] [WITH (...)]`.
public struct CreateSchema: Hashable, Sendable {
    public var name: QualifiedName
    public var ifNotExists: Bool
    public var authorization: Principal?
    public var properties: [Property]

    public init(
        name: QualifiedName, ifNotExists: Bool = false, authorization: Principal? = nil, properties: [Property] = []
    ) {
        self.name = name
        self.ifNotExists = ifNotExists
        self.authorization = authorization
        self.properties = properties
    }
}

/// `DROP kind [IF EXISTS] name [CASCADE | RESTRICT]`.
public struct Drop: Hashable, Sendable {
    /// What is dropped.
    public enum Object: String, Hashable, Sendable, CaseIterable {
        case catalog, schema, table, view
        case materializedView = "materialized view"
    }

    /// What becomes of what depends on it, where it was written; for catalogs and schemas only.
    public enum Behavior: String, Hashable, Sendable, CaseIterable {
        case cascade, restrict
    }

    public var object: Object
    public var name: QualifiedName
    public var ifExists: Bool
    public var behavior: Behavior?

    public init(_ object: Object, name: QualifiedName, ifExists: Bool = false, behavior: Behavior? = nil) {
        self.object = object
        self.name = name
        self.ifExists = ifExists
        self.behavior = behavior
    }
}

/// `ALTER kind name SET AUTHORIZATION principal`.
public struct SetAuthorization: Hashable, Sendable {
    public var object: EntityKind
    public var name: QualifiedName
    public var principal: Principal

    public init(object: EntityKind, name: QualifiedName, principal: Principal) {
        self.object = object
        self.name = name
        self.principal = principal
    }
}

/// The kind of an object, as GRANT and ALTER ... SET AUTHORIZATION name it.
public enum EntityKind: Hashable, Sendable {
    case table, schema, view, materializedView
    /// A kind that a connector or access control defines.
    case other(Identifier)
}

/// `COMMENT ON TABLE | VIEW | COLUMN name IS 'text' | NULL`.
public struct CommentOn: Hashable, Sendable {
    /// What the comment is about.
    public enum Object: String, Hashable, Sendable, CaseIterable {
        case table, view, column
    }

    public var object: Object
    public var name: QualifiedName
    /// Absent for NULL, which takes the comment away.
    public var text: StringLiteral?

    public init(object: Object, name: QualifiedName, text: StringLiteral? = nil) {
        self.object = object
        self.name = name
        self.text = text
    }
}

/// `ANALYZE table [WITH (...)]`.
public struct Analyze: Hashable, Sendable {
    public var table: QualifiedName
    public var properties: [Property]

    public init(table: QualifiedName, properties: [Property] = []) {
        self.table = table
        self.properties = properties
    }
}

/// `CREATE [OR REPLACE] BRANCH [IF NOT EXISTS] name [WITH (...)] IN TABLE table [FROM other]`.
public struct CreateBranch: Hashable, Sendable {
    public var name: Identifier
    public var table: QualifiedName
    public var orReplace: Bool
    public var ifNotExists: Bool
    public var properties: [Property]
    public var from: Identifier?

    public init(
        name: Identifier, table: QualifiedName, orReplace: Bool = false, ifNotExists: Bool = false,
        properties: [Property] = [], from: Identifier? = nil
    ) {
        self.name = name
        self.table = table
        self.orReplace = orReplace
        self.ifNotExists = ifNotExists
        self.properties = properties
        self.from = from
    }
}
