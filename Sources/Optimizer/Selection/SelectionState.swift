import Foundation

/// A choice for every query, with the sums that its score is made of, kept up to date as queries move.
struct SelectionState {
    /// The chosen option of each query; nil while it is lifted, or where it has none.
    private(set) var options: [Int?]
    /// How many queries, and holds of the search, need each structure.
    private(set) var readers: [Int]
    /// Options whose score was computed: the search's measure of work, the same on every machine.
    private(set) var evaluations = 0

    let problem: SelectionProblem
    /// Options of each query that may be chosen.
    let open: [[Int]]
    /// Q*A/T / sum(Q), by query and option.
    private let gains: [[Double]]
    private var sums = Sums()

    /// Everything that adds up.
    fileprivate struct Sums {
        var gain = 0.0
        var bytes = 0.0
        var newBytes = 0.0
    }

    init(_ problem: SelectionProblem) {
        self.problem = problem
        open = problem.queries.map { query in query.options.indices.filter { query.options[$0].refusal == nil } }
        let total = problem.queries.reduce(0) { $0 + $1.weight }
        gains = problem.queries.map { query in
            query.options.map { total > 0 ? query.weight * query.secondsBefore / $0.seconds / total : 0 }
        }
        options = Array(repeating: nil, count: problem.queries.count)
        readers = Array(repeating: 0, count: problem.structures.count)
        for structure in problem.required.sorted() where problem.structures.indices.contains(structure) {
            hold(structure)
        }
    }

    // MARK: - Score

    /// x as it stands; 1 where no query has runs.
    var x: Double { sums.gain > 0 ? sums.gain : 1 }

    /// C as it stands, at least one byte.
    var bytes: Double { max(1, sums.bytes) }

    var score: SelectionScore { score(sums) }

    private func score(_ sums: Sums) -> SelectionScore {
        let excess = problem.storageLimit.map { max(0, sums.newBytes - $0) } ?? 0
        let speed = sums.gain > 0 ? problem.objective.speed * log(sums.gain) : 0
        return SelectionScore(excess: excess, value: speed - problem.objective.storage * log(max(1, sums.bytes)))
    }

    /// The score that a lifted query would bring with an option.
    mutating func scorePlacing(_ query: Int, on option: Int) -> SelectionScore {
        evaluations += 1
        var trial = sums
        trial.gain += gains[query][option]
        for structure in problem.queries[query].options[option].structures where readers[structure] == 0 {
            trial.bytes += problem.structures[structure].bytes
            if problem.structures[structure].isNew { trial.newBytes += problem.structures[structure].bytes }
        }
        return score(trial)
    }

    // MARK: - Moving

    /// Takes a query off its option.
    mutating func lift(_ query: Int) {
        guard let option = options[query] else { return }
        sums.gain -= gains[query][option]
        for structure in problem.queries[query].options[option].structures { release(structure) }
        options[query] = nil
    }

    /// Gives a lifted query an option.
    mutating func place(_ query: Int, on option: Int) {
        sums.gain += gains[query][option]
        for structure in problem.queries[query].options[option].structures { hold(structure) }
        options[query] = option
    }

    /// Pays for a structure although no query may read it yet.
    mutating func hold(_ structure: Int) {
        if readers[structure] == 0 {
            sums.bytes += problem.structures[structure].bytes
            if problem.structures[structure].isNew { sums.newBytes += problem.structures[structure].bytes }
        }
        readers[structure] += 1
    }

    mutating func release(_ structure: Int) {
        readers[structure] -= 1
        if readers[structure] == 0 {
            sums.bytes -= problem.structures[structure].bytes
            if problem.structures[structure].isNew { sums.newBytes -= problem.structures[structure].bytes }
        }
    }

    /// Puts queries back to options they had, with the sums of that moment, so that trials leave no rounding behind.
    mutating func restore(_ moves: [(query: Int, option: Int?)], from mark: Mark) {
        for move in moves.reversed() {
            lift(move.query)
            if let option = move.option { place(move.query, on: option) }
        }
        sums = mark.sums
    }

    /// The sums of a moment.
    struct Mark { fileprivate let sums: Sums }

    var mark: Mark { Mark(sums: sums) }
}
