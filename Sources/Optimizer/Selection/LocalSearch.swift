/// Improves a choice move by move until no move helps. Deterministic: moves are tried in a fixed order.
///
/// The moves:
/// - switch one query's option;
/// - add: pay for what an option needs, and let every query that gains by it move;
/// - drop: give a structure up, its readers moving to their next-best;
/// - swap: drop one structure and add what another option of one of its readers needs.
struct LocalSearch {
    private(set) var state: SelectionState
    private let index: SelectionIndex
    /// Computed options at which the search ends, wherever it is.
    private let limit: Int

    init(_ state: SelectionState, index: SelectionIndex, limit: Int) {
        self.state = state
        self.index = index
        self.limit = limit
    }

    private var isOver: Bool { state.evaluations >= limit }

    /// Runs until no move helps, or the work is used up.
    mutating func run() {
        repeat {
            switchSingles()
        } while !isOver && (addOnce() || dropOnce() || swapOnce())
    }

    // MARK: - Moves

    /// Gives each query in turn the option that is best as things stand, until none changes.
    private mutating func switchSingles() {
        var changed = true
        while changed, !isOver {
            changed = false
            for query in state.options.indices where chooseBest(for: query) != nil { changed = true }
        }
    }

    /// One round over everything that could be added.
    /// - Returns: whether anything was.
    private mutating func addOnce() -> Bool {
        var improved = false
        for bundle in index.bundles where !isOver {
            guard bundle.contains(where: { state.readers[$0] == 0 }) else { continue }
            if attempt(holding: bundle) { improved = true }
        }
        return improved
    }

    private mutating func dropOnce() -> Bool {
        var improved = false
        for structure in state.readers.indices where state.readers[structure] > 0 && !isOver {
            if attempt(dropping: structure) { improved = true }
        }
        return improved
    }

    private mutating func swapOnce() -> Bool {
        for structure in state.readers.indices where state.readers[structure] > 0 {
            for bundle in index.bundlesBeside(structure) {
                if isOver { return false }
                if attempt(holding: bundle, dropping: structure) { return true }
            }
        }
        return false
    }

    /// Lets the queries that a change concerns choose anew, and takes it all back where that was no improvement.
    private mutating func attempt(holding bundle: [Int] = [], dropping structure: Int? = nil) -> Bool {
        let before = state.score
        let mark = state.mark
        var moves: [(query: Int, option: Int?)] = []
        var fits = true
        for held in bundle { state.hold(held) }
        let readers = structure.map { index.queries(touching: $0).filter { reads($0, structure) } } ?? []
        for query in readers {
            let was = state.options[query]
            guard chooseBest(for: query, avoiding: structure) != nil else {
                fits = false
                break
            }
            moves.append((query, was))
        }
        if fits {
            for query in index.queries(touching: bundle) {
                if let was = chooseBest(for: query, avoiding: structure) { moves.append((query, was)) }
            }
        }
        for held in bundle { state.release(held) }
        if fits, state.score.isBetter(than: before) { return true }
        state.restore(moves, from: mark)
        return false
    }

    private func reads(_ query: Int, _ structure: Int?) -> Bool {
        guard let structure, let option = state.options[query] else { return false }
        return state.problem.queries[query].options[option].structures.contains(structure)
    }

    /// Gives a query its best option as things stand; the present one stays where no other is better.
    /// - Returns: the option that it left; nil where nothing changed.
    private mutating func chooseBest(for query: Int, avoiding structure: Int? = nil) -> Int? {
        guard let present = state.options[query], state.open[query].count > 1 else { return nil }
        let mark = state.mark
        state.lift(query)
        var best = SelectionScore.worst
        var choice = present
        if !uses(query, present, structure) { best = state.scorePlacing(query, on: present) }
        for option in state.open[query] where option != present && !uses(query, option, structure) {
            let score = state.scorePlacing(query, on: option)
            if score.isBetter(than: best) {
                best = score
                choice = option
            }
        }
        if choice == present {
            state.restore([(query, present)], from: mark)
            return nil
        }
        state.place(query, on: choice)
        return present
    }

    private func uses(_ query: Int, _ option: Int, _ structure: Int?) -> Bool {
        guard let structure else { return false }
        return state.problem.queries[query].options[option].structures.contains(structure)
    }
}
