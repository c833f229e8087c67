/// What the optimizer is given: the lakehouse as it is, and the queries that run on it.
public struct OptimizationInput: Sendable {
    /// DDL statements of the existing tables, in the order of the request.
    public var ddl: [String]
    /// The queries, in the order of the request.
    public var queries: [InputQuery]
    public var options: OptimizerOptions
    /// The catalog and schema that unqualified names mean, as the connection's URL gives them.
    public var defaultCatalog: String?
    public var defaultSchema: String?
    /// A design that is there already: then nothing new is built, and queries are matched against it alone.
    public var earlier: EarlierResult?
    /// A short text, unique to this run, of lower-case letters and digits: it makes the new schema's name unique.
    public var label: String

    public init(
        ddl: [String], queries: [InputQuery], options: OptimizerOptions = OptimizerOptions(),
        defaultCatalog: String? = nil, defaultSchema: String? = nil, earlier: EarlierResult? = nil, label: String
    ) {
        self.earlier = earlier
        self.ddl = ddl
        self.queries = queries
        self.options = options
        self.defaultCatalog = defaultCatalog
        self.defaultSchema = defaultSchema
        self.label = label
    }
}

/// One query of the workload.
public struct InputQuery: Sendable {
    /// The client's name for it: any non-empty text, unique in the request.
    public var id: String
    public var text: String
    /// How often it runs, in the period that the client counts in.
    public var runs: Double
    /// How long one run takes, in seconds, where the client knows.
    public var seconds: Double?

    public init(id: String, text: String, runs: Double = 1, seconds: Double? = nil) {
        self.id = id
        self.text = text
        self.runs = runs
        self.seconds = seconds
    }
}
