/// What verification may cost.
public struct VerificationLimits: Sendable, Hashable {
    /// Bytes that all checks of a run may read from tables together.
    public var bytes: Int64
    /// Seconds for one statement.
    public var seconds: Double
    /// Rows of a result that are fetched and compared here; larger results are compared by the engine.
    public var rows: Int
    /// Queries that are checked at the same time.
    public var width: Int

    public init(bytes: Int64 = 256 << 30, seconds: Double = 120, rows: Int = 100_000, width: Int = 3) {
        self.bytes = bytes
        self.seconds = seconds
        self.rows = rows
        self.width = width
    }
}
