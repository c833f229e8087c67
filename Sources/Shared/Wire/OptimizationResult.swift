/// What a finished task has to say: the new DDL, how to fill it, the queries for it, and the evidence.
///
/// This is what a ``TaskStore`` keeps for a task that is done.
public struct OptimizationResult: Codable, Sendable, Hashable {
    /// A query of the answer.
    public struct Query: Codable, Sendable, Hashable {
        /// The id that the request gave it.
        public var queryid: String
        /// The text to run from now on; the original where nothing better was shown to be right.
        public var query: String

        public init(queryid: String, query: String) {
            self.queryid = queryid
            self.query = query
        }
    }

    /// `CREATE SCHEMA` first.
    public var ddl: [SQLStatement]
    /// Fills the new tables, in this order.
    public var migrations: [SQLStatement]
    /// Every query of the request, once, in its order.
    public var queries: [Query]
    /// Facts about the run.
    public var meta: ResultMeta
    /// What was done and why; its shape is the report's own.
    public var report: JSONValue

    public init(
        ddl: [SQLStatement], migrations: [SQLStatement], queries: [Query], meta: ResultMeta = ResultMeta(),
        report: JSONValue = [:]
    ) {
        self.ddl = ddl
        self.migrations = migrations
        self.queries = queries
        self.meta = meta
        self.report = report
    }
}
