/// Solves a ``SelectionProblem``: local search from several starting points, then from the best choice with some queries thrown
/// out of place. Deterministic, and bounded by work rather than by time, so that the answer is the same on every machine.
///
/// Choosing views under a cost for storage is NP-hard (H. Gupta, "Selection of Views to Materialize in a Data Warehouse", 1997), so
/// no exact answer is promised.
struct Selector {
    /// Computed options in all: about a second on one CPU.
    static let work = 6_000_000
    /// How often the best choice is thrown out of place.
    static let kicks = 24

    private let problem: SelectionProblem
    private let index: SelectionIndex

    init(_ problem: SelectionProblem) {
        self.problem = problem
        index = SelectionIndex(problem)
    }

    func solve() -> SelectionOutcome {
        let starts = SelectionStart.all(for: problem)
        let share = Self.work / (starts.count + Self.kicks)
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
        for kick in 0..<Self.kicks where problem.queries.contains(where: { $0.options.count > 1 }) {
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

/// Numbers that look random and are the same in every run.
///
/// Source: G. L. Steele, D. Lea, C. H. Flood, "Fast Splittable Pseudorandom Number Generators" (2014).
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0 up to, and not with, a positive count.
    mutating func next(below count: Int) -> Int { Int(next() % UInt64(count)) }
}

extension SelectionProblem {
    /// The best choice that was found, with reasons.
    public func solved() -> SelectionOutcome { Selector(self).solve() }

    /// What simple rules would choose, by the rule's name: the search begins with each of them, so that it is never below any.
    public func baselines() -> [(rule: String, outcome: SelectionOutcome)] {
        let index = SelectionIndex(self)
        return SelectionStart.all(for: self).map { start in
            (start.name, SelectionOutcome(start.state(self, index: index), index: index))
        }
    }
}
