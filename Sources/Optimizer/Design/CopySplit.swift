import TrinoSQL

/// Which queries share a copy of a base table. Usually all do: what one needs the others mostly need too. Where some look at few rows in many
/// columns and others at many rows in few, one copy holds all rows in all columns, and several hold much less.
///
/// ```sql
/// SELECT * FROM lake.raw.bookings WHERE account = 17 AND day >= current_date - INTERVAL '90' DAY
/// SELECT channel, count(DISTINCT card) FROM lake.raw.bookings WHERE day >= current_date - INTERVAL '1' YEAR GROUP BY channel
/// -- read a copy each
/// ```
/// Any grouping is exact, since each copy has what its readers need. Readers begin with a copy each; the two whose union saves most are
/// joined, as long as that saves anything or there are more than a few; several are taken if they hold a quarter less than one would.
struct CopySplit {
    private let builder: DesignBuilder
    private let queries: [AnalysedQuery]
    /// What each query looks at.
    private let demands: [RowDemand]

    /// Copies of one table at most.
    private static let most = 6
    /// More readers than this share one copy: to find who goes with whom takes the third power of their number.
    private static let mostReaders = 24
    /// What a table more is taken to cost beside its rows, in bytes and as a share of the original: files of its own, and a refresh.
    private static let ownBytes = 8_192.0
    private static let ownShare = 0.001
    /// Several copies are worth it below this share of a single one's bytes.
    private static let worthwhile = 0.75

    init(builder: DesignBuilder, queries: [AnalysedQuery]) {
        self.builder = builder
        self.queries = queries
        let isWhole = builder.input.options.copiesHoldAllRows
        demands = isWhole ? [] : queries.map { RowDemand($0, profile: builder.profile) }
    }

    /// The rows that some queries look at.
    func rows(lookedAtBy readers: [Int]) -> RowDemand {
        RowDemand(all: demands.isEmpty ? [] : readers.map { demands[$0] })
    }

    /// The readers of a table, by place, in groups that share a copy each; the group that needs most first.
    func groups(of schema: TableSchema, in target: Design) -> [[Int]] {
        let readers = queries.indices.filter { index in
            queries[index].resolved?.tables.contains { $0.schema.name == schema.name } ?? false
        }
        let selective = demands.isEmpty ? [] : readers.filter { demands[$0].filter(of: schema.name) != nil }
        guard readers.count > 1, (1...Self.mostReaders).contains(selective.count),
            let profile = builder.profile.tables[schema.name],
            profile.bytes != nil
        else { return [readers] }
        let whole = TableEstimate(schema, profile: profile)
        var known: [[Int]: Double] = [:]
        func bytes(_ group: [Int]) -> Double {
            if let bytes = known[group] { return bytes }
            let own = group.map { queries[$0] }
            let columns = builder.needs(of: own, in: target).first { $0.schema.name == schema.name }?.columns ?? []
            let filter = rows(lookedAtBy: group).filter(of: schema.name)
            let share = filter.map { whole.share(of: $0, in: schema.name, builder.model.catalog) } ?? 1
            let size = whole.holding(share).copy(of: columns.sorted(), layout: TableLayout()).bytes
            let result = size + Self.ownBytes + Self.ownShare * whole.bytes
            known[group] = result
            return result
        }
        // Readers of all rows have one copy.
        let others = readers.filter { !selective.contains($0) }
        var groups = selective.map { [$0] } + (others.isEmpty ? [] : [others])
        while groups.count > 1 {
            var best: (first: Int, second: Int, saving: Double)?
            for first in groups.indices {
                for second in groups.indices where second > first {
                    let union = (groups[first] + groups[second]).sorted()
                    let saving = bytes(groups[first]) + bytes(groups[second]) - bytes(union)
                    if saving > best?.saving ?? -.infinity { best = (first, second, saving) }
                }
            }
            guard let best, best.saving > 0 || groups.count > Self.most else { break }
            groups[best.first] = (groups[best.first] + groups[best.second]).sorted()
            groups.remove(at: best.second)
        }
        let together = groups.reduce(0) { $0 + bytes($1) }
        guard together < Self.worthwhile * bytes(readers) else { return [readers] }
        return groups.sorted { (bytes($1), $0[0]) < (bytes($0), $1[0]) }
    }
}
