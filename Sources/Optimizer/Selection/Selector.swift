/// Solves a ``SelectionProblem``: local search from several starting points, then from the best choice with some queries thrown
/// out of place. Deterministic, and bounded by work rather than by time, so that the answer is the same on every machine.
///
/// Choosing views under a cost for storage is NP-hard (H. Gupta, "Selection of Views to Materialize in a Data Warehouse", 1997), so
/// no exact answer is promised.
struct Selector {
    private let problem: SelectionProblem
    private let index: SelectionIndex
    /// Computed options in all.
    private let work: Int
    /// How often the best choice is thrown out of place.
    private let kicks: Int

    init(_ problem: SelectionProblem, work: Int) {
        self.problem = problem
        self.work = work
        kicks = min(24, 4 + problem.queries.count / 4)
        index = SelectionIndex(problem)
    }

    func solve() -> SelectionOutcome {
        let starts = SelectionStart.all(for: problem)
        let share = work / (starts.count + kicks)
        var best = SelectionState(problem)
        var score = SelectionScore.worst
        for start in starts {
            var search = LocalSearch(start.state(problem, index: index), index: index, limit: share)
            search.run()
            if search.state.score.isBetter(than: score) {
                best = search.state
                score = best.score
            }
        }
        var random = SplitMix(seed: 1)
        for kick in 0..<kicks where problem.queries.contains(where: { $0.options.count > 1 }) {
            var search = LocalSearch(kicked(best, kick, &random), index: index, limit: share)
            search.run()
            if search.state.score.isBetter(than: score) {
                best = search.state
                score = best.score
            }
        }
        return SelectionOutcome(best, index: index)
    }

    /// The choice with some queries moved to any of their options; every other time those that could read one structure.
    private func kicked(_ state: SelectionState, _ kick: Int, _ random: inout SplitMix) -> SelectionState {
        var kicked = SelectionState(problem)
        for (query, option) in state.options.enumerated() {
            if let option { kicked.place(query, on: option) }
        }
        var queries: [Int]
        if kick.isMultiple(of: 2), !problem.structures.isEmpty {
            queries = index.queries(touching: random.next(below: problem.structures.count))
        } else {
            queries = (0..<max(2, problem.queries.count / 8)).map { _ in random.next(below: problem.queries.count) }
        }
        for query in queries where state.open[query].count > 1 {
            kicked.lift(query)
            kicked.place(query, on: state.open[query][random.next(below: state.open[query].count)])
        }
        return kicked
    }
}

extension SelectionProblem {
    /// The best choice that was found, with reasons.
    /// - Parameter work: options that are computed at most; the default takes about a second on one CPU.
    public func solved(work: Int = 6_000_000) -> SelectionOutcome { Selector(self, work: work).solve() }

    /// What simple rules would choose, by the rule's name: the search begins with each of them, so that it is never below any.
    public func baselines() -> [(rule: String, outcome: SelectionOutcome)] {
        let index = SelectionIndex(self)
        return SelectionStart.all(for: self).map { start in
            (start.name, SelectionOutcome(start.state(self, index: index), index: index))
        }
    }
}
