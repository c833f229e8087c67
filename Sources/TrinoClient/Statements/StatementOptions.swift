/// How a statement is to be run.
public struct StatementOptions: Sendable {
    /// Whether running it twice does no more than running it once. Only then is it posted again where the server may
    /// have received it already.
    public var isIdempotent: Bool
    /// From the post to the last page; past it the statement is cancelled.
    public var timeLimit: Duration?
    /// The session to run in, in place of the connection's. What the statement changes is then kept with the statement
    /// alone (``TrinoStatement/session``).
    public var session: TrinoSession?
    /// Called with each answer of the server, from any thread; it must not block.
    public var onProgress: (@Sendable (TrinoProgress) -> Void)?

    public init(
        isIdempotent: Bool = false, timeLimit: Duration? = nil, session: TrinoSession? = nil,
        onProgress: (@Sendable (TrinoProgress) -> Void)? = nil
    ) {
        self.isIdempotent = isIdempotent
        self.timeLimit = timeLimit
        self.session = session
        self.onProgress = onProgress
    }
}

/// Where a statement stands.
public struct TrinoProgress: Sendable, Hashable {
    public let statementID: String
    public let infoURI: String?
    public let statistics: TrinoStatistics
}
