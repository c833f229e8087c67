/// What one run of a query reads.
struct Work: Sendable, Hashable {
    /// Bytes of storage, of the columns and row groups that it can't pass over.
    var bytes = 0.0
    /// Rows, before filters.
    var rows = 0.0

    static func + (left: Work, right: Work) -> Work {
        Work(bytes: left.bytes + right.bytes, rows: left.rows + right.rows)
    }
}
