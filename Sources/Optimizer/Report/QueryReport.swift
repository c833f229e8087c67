/// What became of one query.
public struct QueryReport: Codable, Sendable {
    public var queryid: String
    /// Whether the text that is given back differs from the original in what it reads.
    public var changed: Bool
    public var evidence: Evidence
    /// What was done and why; or why nothing was.
    public var reasons: [String]
    /// Where the original could not be read, or does not run.
    public var problem: QueryProblem?
    public var before: Cost
    public var after: Cost?
    /// What the engine expects the original to read, by its own plan; empty where it was not asked.
    public var scans: [Scan] = []
    /// What the rewritten query rests on beside its tables' definitions.
    public var assumptions: [Assumption]

    /// One table that a query reads. Rows and bytes are what is left after files and partitions were passed over; absent where the
    /// engine doesn't know.
    public struct Scan: Codable, Sendable {
        public var table: String
        public var rows: Double?
        public var bytes: Double?
        /// Columns by whose values files or partitions are passed over.
        public var constrainedColumns: [String]

        init(_ scan: TableScan) {
            table = scan.table.description
            rows = scan.rows
            bytes = scan.bytes
            constrainedColumns = scan.constrainedColumns.sorted()
        }
    }

    /// Seconds and bytes of one run.
    public struct Cost: Codable, Sendable {
        public var seconds: Double?
        public var bytesRead: Int64?
        /// Whether the figures were measured in this run, or estimated or taken from the request.
        public var measured: Bool
    }
}

/// What speaks for a rewritten query.
public struct Evidence: Codable, Sendable {
    public enum Label: String, Codable, Sendable {
        /// The original text is given back: nothing to show.
        case original
        /// A rule's precondition holds, and the rule is exact.
        case provenByRule = "proven by rule"
        /// Both queries ran on the same live data and gave the same rows.
        case equalOnData = "equal on data"
        case unverified
    }

    public var label: Label
    /// In words: the rule, the number of rows compared, or what stood in the way.
    public var detail: String
    /// Rows compared, where both queries ran.
    public var rowsCompared: Int?

    public init(_ label: Label, _ detail: String, rowsCompared: Int? = nil) {
        self.label = label
        self.detail = detail
        self.rowsCompared = rowsCompared
    }
}

/// What is wrong with a query as it came in.
public struct QueryProblem: Codable, Sendable {
    public var message: String
    /// Counted from 1; nil where the place is not known.
    public var line: Int?
    public var column: Int?
    public var hint: String?

    public init(message: String, line: Int? = nil, column: Int? = nil, hint: String? = nil) {
        self.message = message
        self.line = line
        self.column = column
        self.hint = hint
    }
}
