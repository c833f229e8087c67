import TrinoSQL

/// Sub-queries whose rows could be kept, and what each query could become over them.
struct SubqueryAdvice: Sendable {
    var parts: [Part] = []
    /// By the query's place in the workload.
    var options: [Int: [Option]] = [:]
    /// Why sub-queries that repeat are not kept; by the query's place.
    var refusals: [Int: [String]] = [:]

    /// One that could be kept.
    struct Part: Sendable {
        var candidate: SubqueryCandidate
        /// Rows, counted on the live engine or estimated.
        var rows: Double
        var isCounted: Bool
        /// How often it is evaluated in one run of each query.
        var times: Double

        /// Its table with those columns that are read.
        func table(reading columns: Set<String>) -> NewTable {
            var table = candidate.table(reading: columns)
            table.expectedRows = rows
            let count = "\(Int(rows)) rows" + (isCounted ? "" : ", by estimate")
            table.reasons = ["the rows of a sub-query that the workload holds \(Int(times)) times, \(count)"]
            return table
        }
    }

    /// One way to answer a query with kept sub-queries.
    struct Option: Sendable {
        /// The query over them; base tables that it still reads are not moved yet.
        var resolved: ResolvedQuery
        /// Columns that it reads of each, by its place among the parts.
        var columns: [Int: Set<String>]
    }
}
