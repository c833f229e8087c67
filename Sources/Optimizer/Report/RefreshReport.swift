import TrinoSQL

/// How a new table is brought up to date.
public struct RefreshReport: Codable, Sendable {
    /// "full", "slices by checksum" or "slices by count".
    public var method: String
    public var reason: String
    /// In the order to run them; running all of them twice does no harm.
    public var statements: [String]
    /// Fills the table anew, whatever happened to the originals; absent where `statements` do that.
    public var full: [String]?
    /// Bytes that one refresh reads and writes, estimated, when a load touches one slice in twenty; absent where sizes are not known.
    public var bytesRead: Int64?
    public var bytesWritten: Int64?
    /// What must stay true for the table to be right; `statements` begin with one for each, which fails where it no longer is.
    public var assumptions: [Assumption]
    /// A query that gives a row or more where the table lags behind its source; absent for tables that are filled anew.
    public var differences: String?

    init(_ refresh: TableRefresh) {
        method =
            switch refresh.method {
            case .full: "full"
            case .slices(_, .digests): "slices by checksum"
            case .slices(_, .counts): "slices by count"
            }
        reason = refresh.reason
        statements = refresh.statements.map { $0.formatted(comments: false) }
        full = refresh.method == .full ? nil : refresh.full.map { $0.formatted(comments: false) }
        bytesRead = refresh.cost.map { Int64($0.bytesRead) }
        bytesWritten = refresh.cost.map { Int64($0.bytesWritten) }
        assumptions = refresh.facts.map { Assumption($0.claim, check: $0.counterexamples.formatted()) }
        differences = refresh.differences.map { $0.formatted() }
    }
}
