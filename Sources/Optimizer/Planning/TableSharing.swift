/// Sees to it that summaries are shared where kept results are not wanted: a table for one query alone is a kept result by another
/// name, so there are at most as many of these as of tables that serve several queries.
///
/// Among those that are too many the query gives its own table up that gains least by it; what is left is chosen from again. That ends
/// where z would suffer, since few queries have little to share, or where the query would go back to its original.
struct TableSharing {
    static let refusal =
        "its table would serve no other query, and such tables would outnumber those that serve several"
    /// The part of z that giving one table up may take.
    static let mostLoss = 0.2
    /// Tables given up at most.
    static let most = 64

    /// A new table.
    enum Table: Hashable, Comparable {
        /// One that computes something: a summary, joined rows, a kept sub-query.
        case derived(String)
        /// A base table's copy.
        case copy(String)
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
            guard let excess = excess(uses(problem, outcome, table: table)) else { break }
            var trial = problem
            for (place, option) in problem.queries[excess.query].options.enumerated()
            where option.refusal == nil && option.structures.contains(where: { table($0) == excess.table }) {
                trial.refuse(option: place, of: excess.query, because: refusal)
            }
            let next = trial.solved(work: work)
            // Another new table must take its place.
            guard next.z >= outcome.z * (1 - mostLoss), let place = next.options[excess.query],
                trial.queries[excess.query].options[place].structures.contains(where: { table($0) != nil })
            else { break }
            (problem, outcome) = (trial, next)
        }
        return (problem, outcome)
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

    /// The query that should give its own table up, and that table; nil where tables are shared enough.
    static func excess(_ uses: [Use]) -> (query: Int, table: Table)? {
        var readers: [Table: [Use]] = [:]
        for use in uses {
            for table in use.tables { readers[table, default: []].append(use) }
        }
        let several = readers.values.count { $0.count > 1 }
        let alone = readers.filter { table, uses in
            if case .derived = table { uses.count == 1 } else { false }
        }
        guard alone.count > several else { return nil }
        return alone.compactMap { table, uses in uses.first.map { (query: $0.query, table: table, gain: $0.gain) } }
            .min { ($0.gain, $0.table) < ($1.gain, $1.table) }
            .map { ($0.query, $0.table) }
    }
}
