/// For how long a request is tried again where the protocol allows it.
///
/// Source: Trino's documentation, "Trino client REST API": 502, 503 and 504 are to be tried again after 50 to 100 ms,
/// 429 after what `Retry-After` says; the pauses grow as those of Trino's JDBC driver do, by 100 ms an attempt.
public struct RetryPolicy: Sendable, Hashable {
    /// From the first failure of a request to its last attempt.
    public var limit: Duration
    /// The same where the server says that it is overloaded (429).
    public var overloadLimit: Duration
    /// The first pause; the second is twice as long, and so on.
    public var pause: Duration
    /// No pause is longer, but for one that the server asks for.
    public var longestPause: Duration

    public init(
        limit: Duration = .seconds(30), overloadLimit: Duration = .seconds(300), pause: Duration = .milliseconds(100),
        longestPause: Duration = .seconds(5)
    ) {
        self.limit = limit
        self.overloadLimit = overloadLimit
        self.pause = pause
        self.longestPause = longestPause
    }

    func pause(after attempt: Int) -> Duration {
        min(longestPause, pause * attempt)
    }
}
