import Foundation

/// Looks for the order of rows that serves the objective best: a smaller table, without giving up what filters pass over.
///
/// The score of an order is X^(2/3) / b, where b is the table's size in it over its size as rows lie now (`SortedSize`), and X the mean
/// over queries, weighted by runs, of 1 / (f + (1 - f) * b * r): f = 1/2 is the share of a query's time that does not depend on bytes,
/// and r the share of row groups that its filter leaves to read. Sorted by the filter's column first, r is what the filter passes; behind
/// other keys with c combinations among G row groups, r rises by c / G; a column that is no key saves nothing.
///
/// No query may pay for the others: an order in which some query reads more than `mostGrowth` times as many bytes as now is not taken.
/// Where other tables than copies may be made the bound is wider, since queries that read little often find one of these.
struct SortOrderSearch {
    /// Bytes of a row group, which is what a reader passes over. Trino's Parquet writer closes one at 128 MB before compression
    /// (`parquet.writer.block-size`), a quarter of that on disk.
    static let rowGroup = 32.0 * 1_048_576
    /// The share of a query's time that does not depend on how many bytes it reads.
    static let fixedTime = 0.5
    /// Orders that are carried from one key to the next.
    static let width = 2
    /// Keys that are tried behind the first one.
    static let followers = 8
    /// Reading 1.9 times as many bytes cost a query 5 % of its time on the development Trino, 3.4 times as many 22 %.
    static let mostGrowthOfCopies = 1.5
    static let mostGrowthBesideOthers = 2.5
    /// A key that betters the score by less than this is left out.
    static let leastGain = 1.01

    /// An order that betters the score of the rows as they lie by less than this is not taken: an estimate from a sample may be off by
    /// as much, and a table's own order has queries written for it.
    static let leastGainOfAll = 1.2

    let size: SortedSize
    /// Columns that may be keys.
    let allowed: Set<String>
    let demand: [String: ColumnDemand]
    /// Runs of all queries that read the table.
    let queryWeight: Double
    /// Bytes of the table, unsorted; nil where they are not known.
    let bytes: Double?
    /// The columns that each query reads.
    var readers: [Set<String>] = []
    /// How many times as many bytes a query may read as now.
    var mostGrowth = Self.mostGrowthOfCopies

    /// The best order of so many keys at most.
    /// - Returns: the order; without keys where none helps.
    func best(keys: Int) -> SortedSize.Order {
        var beam = [size.start]
        var best = (score: score(size.start), order: size.start)
        var candidates = size.columns.filter { allowed.contains($0) }
        for step in 0..<keys {
            var next: [(score: Double, order: SortedSize.Order)] = []
            for order in beam {
                for key in candidates where !order.keys.contains(key) {
                    let longer = size.order(order, then: key)
                    // Further keys may mend it, so it is looked at, behind those that need no mending.
                    let excess = max(1, size.growth(of: readers, in: longer) / mostGrowth)
                    next.append((score(longer) / (excess * excess), longer))
                }
            }
            next.sort { ($0.score, $1.order.keys.joined()) > ($1.score, $0.order.keys.joined()) }
            if step == 0 { candidates = Array(next.prefix(Self.followers).map { $0.order.keys[0] }) }
            let sound = next.first { size.growth(of: readers, in: $0.order) <= mostGrowth }
            if let sound, sound.score > best.score * Self.leastGain { best = sound }
            beam = next.prefix(Self.width).map(\.order)
        }
        guard best.score <= score(size.start) * Self.leastGainOfAll else { return best.order }
        // Writers that work side by side keep no order by themselves: a table that grew by a date keeps its own by that date.
        return size.growthDate(among: allowed).map { size.order(size.start, then: $0) } ?? size.start
    }

    private func score(_ order: SortedSize.Order) -> Double {
        guard size.unsorted > 0 else { return 1 }
        let share = max(0.01, order.size / size.unsorted)
        let groups = max(1, (bytes ?? 0) * share / Self.rowGroup)
        func speed(_ read: Double) -> Double {
            1 / (Self.fixedTime + (1 - Self.fixedTime) * share * read)
        }
        var total = 0.0
        var weight = 0.0
        for (column, wanted) in demand.sorted(by: { $0.key < $1.key }) where wanted.filteringWeight > 0 {
            let cut = min(1, wanted.filterBenefit / wanted.filteringWeight)
            var reached = 0.0
            if let place = order.keys.firstIndex(of: column) {
                reached = max(0, 1 - order.combinations[place] / groups)
            } else if order.keys.isEmpty, size.isRising(column) {
                reached = 1 - 1 / groups
            }
            total += wanted.filteringWeight * speed(1 - cut * reached)
            weight += wanted.filteringWeight
        }
        // A query with several filters is counted by each of them, so that together they weigh no more than all queries.
        let filtered = min(weight, queryWeight)
        if weight > 0 { total *= filtered / weight }
        total += max(0, queryWeight - filtered) * speed(1)
        let mean = queryWeight > 0 ? total / queryWeight : speed(1)
        return pow(mean, 2.0 / 3.0) / share
    }
}
