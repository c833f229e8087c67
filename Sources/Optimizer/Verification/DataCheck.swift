import TrinoSQL

/// What running both queries showed.
enum DataCheck: Sendable, Hashable {
    /// The same rows, in the promised order; so many rows, and what is to be known of how they were compared.
    case equal(rows: Int, note: String?)
    /// The same rows, in the promised order, but for these outputs: estimates, or what depends on the order of arrival, which another
    /// plan may give otherwise though each plan repeats itself.
    case equalBut(String)
    /// Something else came back. The rewritten query must not be used.
    case different(String)
    /// Columns of another type came back: the original's types, as the engine names them, by the column's place from 0.
    case otherTypes([Int: SQLType], String)
    /// The two can't be compared, for a reason that lies in the original: it is not deterministic, it fails, it is too large.
    case incomparable(String)
    /// The engine refused the rewritten query, or ran out of time on it.
    case failed(String)
}

extension DataCheck {
    /// In words, for a report.
    var words: String {
        switch self {
        case .equal(let rows, let note): note ?? "\(rows) rows equal"
        case .equalBut(let columns): "equal rows, but for what any two runs may give differently (\(columns))"
        case .different(let what), .otherTypes(_, let what): what
        case .incomparable(let reason): reason
        case .failed(let reason): reason
        }
    }
}

/// Both runs' costs, where they ran.
struct CheckedRuns: Sendable {
    var check: DataCheck
    var original: RunStatistics?
    var rewritten: RunStatistics?
    /// The original's failure on the live engine, where it fails there.
    var originalFailure: String?
    /// What the original gave: its first rows, where it has more than a check fetches.
    var originalRows: EngineResult?
}

extension CheckedRuns {
    /// What each output of the original takes in a file; empty where that isn't known.
    var originalColumnBytes: [Double] {
        guard let first = originalRows else { return [] }
        let bytes = first.storedColumnBytes
        guard first.isCut else { return bytes }
        guard case .equal(let rows, _) = check, !first.rows.isEmpty else { return [] }
        return bytes.map { $0 * Double(rows) / Double(first.rows.count) }
    }
}
