import TrinoSQL

/// Asks the engine what each query would read, without running it, and so whether it takes the query at all.
struct ScanCollector: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline

    /// The share of the time that is left which the questions may take: planning a query can take seconds.
    static let timeShare = 0.05

    /// What the engine said, by the query's place in the request. A query that was not asked about, or that is slow to plan, is nowhere.
    struct Answers: Sendable {
        var scans: [Int: [TableScan]] = [:]
        /// Queries that the engine takes.
        var accepted: Set<Int> = []
        /// Queries that it refuses, with its words.
        var refused: [Int: String] = [:]
    }

    func collect(_ queries: [AnalysedQuery]) async -> Answers {
        var answers = Answers()
        let own = Deadline(seconds: deadline.secondsLeft * Self.timeShare)
        for query in queries where query.problem == nil {
            guard own.secondsLeft > 0.5, let original = query.original else { continue }
            let text = original.withFullNames().sql()
            switch await explain("TYPE IO, FORMAT JSON", text, own) {
            case .success(let answer):
                answers.accepted.insert(query.index)
                if let io = answer.rows.first?.first?.text {
                    answers.scans[query.index] = TableScan.reading(explainIO: io)
                }
            case .failure:
                // Not every engine has that form of the question.
                switch await explain("TYPE VALIDATE", text, own) {
                case .success: answers.accepted.insert(query.index)
                case .failure(let error):
                    if case .failed = error { answers.refused[query.index] = error.description }
                }
            }
        }
        return answers
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
