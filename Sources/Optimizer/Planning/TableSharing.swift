/// Sees to it that summaries are shared where kept results are not wanted: a table for one query alone is a kept result by another
/// name, so there are at most as many of these as of those that serve several queries. Copies of base tables don't count.
///
/// Among those that are too many that query gives its own table up without which z stays highest; what is left is chosen from again.
/// That ends where z would suffer, since few queries have little to share, or where the query would go back to its original.
struct TableSharing {
    static let refusal =
        "its table would serve no other query, and such tables would outnumber those that serve several"
    /// The part of z that giving one table up may take.
    static let mostLoss = 0.2
    /// Queries looked at in turn, those that gain least by their own tables, before one of them gives its up.
    static let mostTrials = 4
    /// Tables given up at most.
    static let most = 64

    /// A new table.
    enum Table: Hashable, Comparable {
        /// One that computes something: a summary, joined rows, a kept sub-query.
        case derived(String)
        /// A base table's copy.
        case copy(String)

        var isDerived: Bool {
            switch self {
            case .derived: true
            case .copy: false
            }
        }
    }

    /// What a query reads, and what that adds to x.
    struct Use {
        let query: Int
        let tables: Set<Table>
        let gain: Double
    }

    /// A problem in which tables are shared enough, and its best choice.
    /// - Parameters:
    ///   - table: the new table that a structure is a part of.
    ///   - work: what one of the choices on the way may take.
    static func shared(
        _ problem: SelectionProblem, table: (Int) -> Table?, work: Int = 400_000
    ) -> (problem: SelectionProblem, outcome: SelectionOutcome) {
        var problem = problem
        var outcome = problem.solved()
        for _ in 0..<most {
            let trials = excess(uses(problem, outcome, table: table)).prefix(mostTrials).compactMap { excess in
                self.trial(problem, without: excess.table, for: excess.query, table: table, work: work)
            }
            guard let best = trials.max(by: { $0.outcome.z < $1.outcome.z }),
                best.outcome.z >= outcome.z * (1 - mostLoss)
            else { break }
            (problem, outcome) = best
        }
        return (problem, outcome)
    }

    /// The problem in which a query may not have its own table; nil where no other new table would take its place.
    private static func trial(
        _ problem: SelectionProblem, without own: Table, for query: Int, table: (Int) -> Table?, work: Int
    ) -> (problem: SelectionProblem, outcome: SelectionOutcome)? {
        var trial = problem
        for (place, option) in problem.queries[query].options.enumerated()
        where option.refusal == nil && option.structures.contains(where: { table($0) == own }) {
            trial.refuse(option: place, of: query, because: refusal)
        }
        let next = trial.solved(work: work)
        guard let place = next.options[query],
            trial.queries[query].options[place].structures.contains(where: { table($0) != nil })
        else { return nil }
        return (trial, next)
    }

    private static func uses(
        _ problem: SelectionProblem, _ outcome: SelectionOutcome, table: (Int) -> Table?
    ) -> [Use] {
        outcome.options.indices.compactMap { index -> Use? in
            guard let place = outcome.options[index] else { return nil }
            let query = problem.queries[index]
            let option = query.options[place]
            return Use(
                query: index, tables: Set(option.structures.compactMap(table)),
                gain: query.weight * query.secondsBefore / option.seconds)
        }
    }

    /// The queries of which one should give its own table up, and these tables, the least gain first; empty where tables are
    /// shared enough.
    static func excess(_ uses: [Use]) -> [(query: Int, table: Table)] {
        var readers: [Table: [Use]] = [:]
        for use in uses {
            for table in use.tables where table.isDerived { readers[table, default: []].append(use) }
        }
        let alone = readers.filter { $0.value.count == 1 }
        guard alone.count > readers.count - alone.count else { return [] }
        return alone.compactMap { table, uses in uses.first.map { (query: $0.query, table: table, gain: $0.gain) } }
            .sorted { ($0.gain, $0.table) < ($1.gain, $1.table) }
            .map { ($0.query, $0.table) }
    }
}
