/// Some of a statement's rows.
public struct TrinoPage: Sendable {
    public let columns: [TrinoColumn]
    /// One value a column.
    public let rows: [[TrinoValue]]
    /// How many bytes of JSON the rows were.
    public let rowBytes: Int
    public let statistics: TrinoStatistics
}
