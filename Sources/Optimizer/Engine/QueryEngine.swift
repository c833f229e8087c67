/// The live Trino, as the optimizer sees it. Whoever runs the optimizer fills this in.
public protocol QueryEngine: Sendable {
    /// Runs one statement to its end.
    ///
    /// The session's time zone is UTC and its catalog and schema are the connection's, the same for every call.
    /// - Throws: `EngineError`; `CancellationError` when the task was cancelled, the statement with it.
    func run(_ statement: EngineStatement) async throws -> EngineResult
}

/// One statement, with the limits that it is run under.
public struct EngineStatement: Sendable {
    public var sql: String
    /// Rows to fetch at most; when there are more, the statement is cancelled and the result says that it is cut.
    public var maxRows: Int
    /// Seconds after which the statement is cancelled and `EngineError.timedOut` thrown.
    public var timeLimit: Double
    /// Whether running it twice does no harm, so that it may be sent again after a fault on the way.
    public var isIdempotent: Bool

    public init(_ sql: String, maxRows: Int = 10_000, timeLimit: Double = 60, isIdempotent: Bool = true) {
        self.sql = sql
        self.maxRows = maxRows
        self.timeLimit = timeLimit
        self.isIdempotent = isIdempotent
    }
}

/// What came back.
public struct EngineResult: Sendable {
    /// One output column: the name and Trino's text of its type.
    public struct Column: Sendable, Hashable {
        public var name: String
        public var type: String

        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }

    public var columns: [Column]
    public var rows: [[EngineValue]]
    /// Whether rows beyond the limit were left behind.
    public var isCut: Bool
    public var statistics: RunStatistics

    public init(
        columns: [Column], rows: [[EngineValue]], isCut: Bool = false, statistics: RunStatistics = RunStatistics()
    ) {
        self.columns = columns
        self.rows = rows
        self.isCut = isCut
        self.statistics = statistics
    }
}

/// What one run cost.
public struct RunStatistics: Sendable, Hashable {
    /// Seconds on the client's clock, from sending the statement to the last row.
    public var wallSeconds: Double
    /// Seconds of processor time, as the engine counts them; nil where it says nothing.
    public var cpuSeconds: Double?
    /// Bytes read from storage; nil where the engine says nothing.
    public var bytesRead: Int64?
    /// Rows read from storage; nil where the engine says nothing.
    public var rowsRead: Int64?

    public init(
        wallSeconds: Double = 0, cpuSeconds: Double? = nil, bytesRead: Int64? = nil, rowsRead: Int64? = nil
    ) {
        self.wallSeconds = wallSeconds
        self.cpuSeconds = cpuSeconds
        self.bytesRead = bytesRead
        self.rowsRead = rowsRead
    }
}
