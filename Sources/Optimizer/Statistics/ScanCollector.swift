import TrinoSQL

/// Asks the engine what each query would read, without running it.
struct ScanCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline

    /// The share of the time that is left which the questions may take: planning a query can take seconds.
    static let timeShare = 0.05

    /// Scans by the query's place in the request. A query that the engine refuses, or that is slow to plan, has none.
    func collect(_ queries: [AnalysedQuery]) async -> [Int: [TableScan]] {
        var scans: [Int: [TableScan]] = [:]
        let own = Deadline(seconds: deadline.secondsLeft * Self.timeShare)
        for query in queries where query.problem == nil {
            guard own.secondsLeft > 0.5, let original = query.original else { continue }
            let statement = "EXPLAIN (TYPE IO, FORMAT JSON) " + original.withFullNames().sql()
            let answer = try? await engine.run(EngineStatement(statement, timeLimit: own.limit(20)))
            if let text = answer?.rows.first?.first?.text { scans[query.index] = TableScan.reading(explainIO: text) }
        }
        return scans
    }
}
