import TrinoSQL

/// Asks the engine what each query would read, without running it, and so whether it takes the query at all.
struct ScanCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline

    /// The share of the time that is left which the questions may take: planning a query can take seconds.
    static let timeShare = 0.05

    /// A query that was not asked about, or that is slow to plan, is nowhere afterwards.
    func collect(_ queries: [AnalysedQuery], into profile: inout LakehouseProfile) async {
        let own = Deadline(seconds: deadline.secondsLeft * Self.timeShare)
        for query in queries where query.problem == nil {
            guard own.secondsLeft > 0.5, let original = query.original else { continue }
            let text = original.withFullNames().sql()
            switch await explain("TYPE IO, FORMAT JSON", text, own) {
            case .success(let answer):
                profile.accepted.insert(query.index)
                if let io = answer.rows.first?.first?.text {
                    profile.scans[query.index] = TableScan.reading(explainIO: io)
                }
            case .failure:
                // Not every engine has that form of the question.
                switch await explain("TYPE VALIDATE", text, own) {
                case .success: profile.accepted.insert(query.index)
                case .failure(let error):
                    if case .failed = error { profile.refused[query.index] = error.description }
                }
            }
        }
    }

    private func explain(_ form: String, _ text: String, _ own: Deadline) async -> Result<EngineResult, EngineError> {
        do {
            return .success(
                try await engine.run(EngineStatement("EXPLAIN (\(form)) \(text)", timeLimit: own.limit(20))))
        } catch {
            return .failure(error as? EngineError ?? .timedOut(seconds: 0))
        }
    }
}
