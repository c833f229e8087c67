/// What of an original table is in no new table as it was: whoever still needs it must read the original.
public struct NotCarried: Codable, Sendable, Hashable {
    public var table: String
    /// Columns that its copy leaves out; empty where the table has no copy at all.
    public var columns: [String]
    /// What the copy's rows satisfy, where it leaves out others; nil where it has all of them, and where there is no copy.
    public var rows: String?
    /// Whether there is no copy: no query reads the table, or those that do read summaries or results.
    public var isWholeTable: Bool

    public init(table: String, columns: [String], rows: String? = nil, isWholeTable: Bool) {
        self.table = table
        self.columns = columns
        self.rows = rows
        self.isWholeTable = isWholeTable
    }
}
