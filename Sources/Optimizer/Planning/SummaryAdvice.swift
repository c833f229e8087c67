import TrinoSQL

/// Summaries that could be made for the workload, and what each query could become over them.
struct SummaryAdvice: Sendable {
    var summaries: [Summary] = []
    /// By the query's place in the workload.
    var options: [Int: [Option]] = [:]
    /// Why queries, or parts of them, can't read summaries; by the query's place.
    var refusals: [Int: [String]] = [:]

    /// One that could be made.
    struct Summary: Sendable {
        var candidate: SummaryCandidate
        /// Rows, counted on the live engine or estimated.
        var rows: Double
        var isCounted: Bool
    }

    /// One way to answer a query with summaries.
    struct Option: Sendable {
        /// The query over summaries; base tables that it still reads are not moved yet.
        var resolved: ResolvedQuery
        /// Columns that it reads of each summary, by the summary's place.
        var columns: [Int: Set<String>]
        var assumptions: [Assumption]
    }
}
