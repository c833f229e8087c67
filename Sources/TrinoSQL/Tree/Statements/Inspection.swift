/// `EXPLAIN [(options)] statement` or `EXPLAIN ANALYZE [VERBOSE] statement`.
public struct Explain: Hashable, Sendable {
    /// What is explained, and how.
    public enum Mode: Hashable, Sendable {
        case plan([Option])
        case analyze(verbose: Bool)
    }

    /// One option of EXPLAIN.
    public enum Option: Hashable, Sendable {
        case format(Format)
        case type(PlanType)
    }

    /// How the plan is written.
    public enum Format: String, Hashable, Sendable, CaseIterable {
        case text, graphviz, json
    }

    /// Which plan.
    public enum PlanType: String, Hashable, Sendable, CaseIterable {
        case logical, distributed, validate, io
    }

    public var mode: Mode
    public var statement: Statement

    public init(mode: Mode, statement: Statement) {
        self.mode = mode
        self.statement = statement
    }
}

/// `LIKE 'pattern' [ESCAPE 'c']` of a SHOW statement.
public struct ShowPattern: Hashable, Sendable {
    public var pattern: StringLiteral
    public var escape: StringLiteral?

    public init(_ pattern: StringLiteral, escape: StringLiteral? = nil) {
        self.pattern = pattern
        self.escape = escape
    }
}

/// Every `SHOW` statement; `DESCRIBE table` and `DESC table` are read as `SHOW COLUMNS FROM table`.
public enum Show: Hashable, Sendable {
    case catalogs(like: ShowPattern?)
    case schemas(from: Identifier?, like: ShowPattern?)
    case tables(from: QualifiedName?, like: ShowPattern?)
    case columns(from: QualifiedName, like: ShowPattern?)
    case functions(from: QualifiedName?, like: ShowPattern?)
    case session(like: ShowPattern?)
    case create(Creatable, QualifiedName)
    /// `SHOW STATS FOR table`
    case stats(QualifiedName)
    /// `SHOW STATS FOR (query)`
    case queryStats(Query)
    case grants(on: GrantObject?)
    case roles(current: Bool, catalog: Identifier?)
    case roleGrants(catalog: Identifier?)
    case branches(table: QualifiedName)

    /// What SHOW CREATE can show.
    public enum Creatable: String, Hashable, Sendable, CaseIterable {
        case table, schema, view, function
        case materializedView = "materialized view"
    }
}
