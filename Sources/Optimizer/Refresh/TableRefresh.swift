import TrinoSQL

/// How one new table is brought up to date, and what that rests on and costs.
struct TableRefresh: Sendable {
    /// What the statements do.
    enum Method: Sendable, Hashable {
        /// The table is replaced by a new one of the same kind, or emptied and filled.
        case full
        /// Slices that differ from the source are exchanged.
        case slices(Slicing, SliceExchange.Comparison)
    }

    var method: Method
    /// Fails, before anything is written, where something that the table rests on is no longer so.
    var facts: [MeasuredFact]
    /// Write, and leave the same when they run twice.
    var writes: [Statement]
    /// Fill anew, whatever happened to the sources; the same as `writes` where the method is `full`.
    var full: [Statement]
    /// Nil where the tables' sizes are not known.
    var cost: RefreshCost?
    /// Why this way, in words.
    var reason: String
    /// A query that gives a row or more where the table lags behind its source; nil for tables that are filled anew.
    var differences: Query?

    /// All statements, in the order to run them.
    var statements: [Statement] { facts.map(\.assertion) + writes }
}
