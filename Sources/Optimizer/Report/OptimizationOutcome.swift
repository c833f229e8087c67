/// The answer: new DDL, migrations, every query in the order of the request, and the report.
public struct OptimizationOutcome: Sendable {
    /// `CREATE SCHEMA` first, then the new tables.
    public var ddl: [String]
    /// The statements that fill the new tables, in order.
    public var migrations: [String]
    public var queries: [RewrittenQuery]
    public var report: OptimizationReport
    /// Tokens that a language model used; 0 without one.
    public var tokensUsed: Int

    public init(
        ddl: [String], migrations: [String], queries: [RewrittenQuery], report: OptimizationReport, tokensUsed: Int
    ) {
        self.ddl = ddl
        self.migrations = migrations
        self.queries = queries
        self.report = report
        self.tokensUsed = tokensUsed
    }
}

/// One query as it is given back.
public struct RewrittenQuery: Sendable {
    public var id: String
    public var text: String

    public init(id: String, text: String) {
        self.id = id
        self.text = text
    }
}
