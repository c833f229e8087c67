import TrinoSQL

/// Tables of rows joined beforehand that could be made for the workload, and what each query could become over them.
struct JoinAdvice: Sendable {
    var candidates: [JoinCandidate] = []
    /// By the query's place in the workload.
    var options: [Int: [Option]] = [:]
    /// Why queries can't read such tables; by the query's place.
    var refusals: [Int: [String]] = [:]

    /// One way to answer a query with them.
    struct Option: Sendable {
        /// The query over these tables; base tables that it still reads are not moved yet.
        var resolved: ResolvedQuery
        /// Columns that it reads of each table, by the candidate's place.
        var columns: [Int: Set<String>]
        var assumptions: [Assumption]
    }

    /// The rows that each way of a query looks at.
    func demands(of query: AnalysedQuery, profile: LakehouseProfile) -> [RowDemand] {
        options[query.index, default: []].map { RowDemand(query, as: $0.resolved, profile: profile) }
    }
}
