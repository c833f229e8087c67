/// `CREATE [OR REPLACE] VIEW name [COMMENT ...] [SECURITY ...] [WITH (...)] AS query`.
public struct CreateView: Hashable, Sendable {
    public var name: QualifiedName
    public var query: Query
    public var orReplace: Bool
    public var comment: StringLiteral?
    public var security: SecurityMode?
    public var properties: [Property]

    public init(
        name: QualifiedName, query: Query, orReplace: Bool = false, comment: StringLiteral? = nil,
        security: SecurityMode? = nil, properties: [Property] = []
    ) {
        self.name = name
        self.query = query
        self.orReplace = orReplace
        self.comment = comment
        self.security = security
        self.properties = properties
    }
}

/// `CREATE [OR REPLACE] MATERIALIZED VIEW [IF NOT EXISTS] name [GRACE PERIOD ...] [WHEN STALE ...] [COMMENT ...] [WITH (...)]
/// AS query`.
public struct CreateMaterializedView: Hashable, Sendable {
    /// What a query sees when the view is stale.
    public enum WhenStale: String, Hashable, Sendable, CaseIterable {
        case inline, fail
    }

    public var name: QualifiedName
    public var query: Query
    public var orReplace: Bool
    public var ifNotExists: Bool
    public var gracePeriod: IntervalLiteral?
    public var whenStale: WhenStale?
    public var comment: StringLiteral?
    public var properties: [Property]

    public init(
        name: QualifiedName, query: Query, orReplace: Bool = false, ifNotExists: Bool = false,
        gracePeriod: IntervalLiteral? = nil, whenStale: WhenStale? = nil, comment: StringLiteral? = nil,
        properties: [Property] = []
    ) {
        self.name = name
        self.query = query
        self.orReplace = orReplace
        self.ifNotExists = ifNotExists
        self.gracePeriod = gracePeriod
        self.whenStale = whenStale
        self.comment = comment
        self.properties = properties
    }
}

/// `ALTER [MATERIALIZED] VIEW ...`.
public struct AlterView: Hashable, Sendable {
    /// What is done.
    public enum Action: Hashable, Sendable {
        case rename(to: QualifiedName)
        /// For materialized views only.
        case setProperties([Property])
        /// For plain views only.
        case refresh
    }

    public var name: QualifiedName
    public var isMaterialized: Bool
    /// For materialized views only.
    public var ifExists: Bool
    public var action: Action

    public init(name: QualifiedName, isMaterialized: Bool = false, ifExists: Bool = false, action: Action) {
        self.name = name
        self.isMaterialized = isMaterialized
        self.ifExists = ifExists
        self.action = action
    }
}
