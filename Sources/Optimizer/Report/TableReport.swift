/// One table of the new schema.
public struct TableReport: Codable, Sendable {
    /// The full name.
    public var name: String
    /// The tables that it is filled from.
    public var sources: [String]
    public var kind: String
    public var columns: Int
    /// Columns of the source that the new table leaves out.
    public var columnsNotCarried: [String]
    public var partitioning: [String]
    public var sortedBy: [String]
    public var reasons: [String]
    public var queriesServed: Int
    public var bytesBefore: Int64?
    /// Estimated from statistics, or measured where `bytesMeasured`.
    public var bytesAfter: Int64?
    public var bytesMeasured: Bool
    public var refresh: RefreshReport
}
