/// A choice that the search begins with. Each is also what a simple rule would choose, so the search's result is never below any.
enum SelectionStart: Hashable, Sendable {
    /// Every query takes its first option: by custom its original.
    case first
    /// Every query takes its fastest option, whatever it costs.
    case fastest
    /// Every query takes the option with the fewest bytes, a structure's bytes being shared by all who could read it.
    case cheapest
    /// From the first options on, the one switch that raises z most, again and again until none does.
    case greedy
    /// Every query takes its fastest option of one family, where it has one; else its first.
    case family(String)

    /// The rule's name, for people.
    var name: String {
        switch self {
        case .first: "every query as it is"
        case .fastest: "every query its fastest"
        case .cheapest: "every query its fewest bytes"
        case .greedy: "best switch first"
        case .family(let family): "every query its \(family)"
        }
    }

    /// All of them, for a problem.
    static func all(for problem: SelectionProblem) -> [SelectionStart] {
        let families = Set(problem.queries.flatMap { $0.options.map(\.family) }).sorted()
        return [.first, .fastest, .cheapest, .greedy] + families.map { SelectionStart.family($0) }
    }

    /// Makes the choice.
    func state(_ problem: SelectionProblem, index: SelectionIndex) -> SelectionState {
        var state = SelectionState(problem)
        for query in problem.queries.indices {
            let open = state.open[query]
            guard let first = open.first else { continue }
            state.place(query, on: choice(of: query, among: open, in: problem, index: index) ?? first)
        }
        if self == .greedy { state.climb() }
        return state
    }

    private func choice(
        of query: Int, among open: [Int], in problem: SelectionProblem, index: SelectionIndex
    ) -> Int? {
        let options = problem.queries[query].options
        switch self {
        case .first, .greedy:
            return open.first
        case .fastest:
            return open.min { options[$0].seconds < options[$1].seconds }
        case .cheapest:
            func share(_ option: Int) -> Double {
                options[option].structures.reduce(0) { sum, structure in
                    sum + problem.structures[structure].bytes / Double(index.queries(touching: structure).count)
                }
            }
            return open.min { share($0) < share($1) }
        case .family(let family):
            return open.filter { options[$0].family == family }.min { options[$0].seconds < options[$1].seconds }
        }
    }
}

extension SelectionState {
    /// Makes the one switch that helps most, again and again.
    fileprivate mutating func climb() {
        while true {
            var best = score
            var move: (query: Int, option: Int)?
            for query in options.indices {
                guard let present = options[query] else { continue }
                let mark = self.mark
                lift(query)
                for option in open[query] where option != present {
                    let score = scorePlacing(query, on: option)
                    if score.isBetter(than: best) {
                        best = score
                        move = (query, option)
                    }
                }
                restore([(query, present)], from: mark)
            }
            guard let move else { return }
            lift(move.query)
            place(move.query, on: move.option)
        }
    }
}
