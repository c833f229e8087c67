/// A statement's whole result.
public struct TrinoResult: Sendable {
    public let statementID: String
    /// The server's page about the statement, for people.
    public let infoURI: String?
    /// Empty where the statement has no result, such as DDL on newer servers.
    public let columns: [TrinoColumn]
    public let rows: [[TrinoValue]]
    /// Whether a limit was reached: the statement was then cancelled, and there may have been more rows.
    public let truncated: Bool
    /// How many bytes of JSON the rows were that came.
    public let rowBytes: Int
    public let updateType: String?
    public let updateCount: Int64?
    public let warnings: [TrinoWarning]
    /// The last that the server said.
    public let statistics: TrinoStatistics
}

/// How much of a result is wanted.
public struct ResultLimits: Sendable, Hashable {
    public var maximumRows: Int?
    /// Bytes of the rows' JSON, counted by whole pages: the page that crosses the limit is still there.
    public var maximumBytes: Int?

    public init(maximumRows: Int? = nil, maximumBytes: Int? = nil) {
        self.maximumRows = maximumRows
        self.maximumBytes = maximumBytes
    }

    public static let none = ResultLimits()
}
