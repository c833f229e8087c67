/// Joins summaries of one source that leave out the same rows, two at a time: the keys of either, as long as one table with more
/// rows is worth less than two tables with fewer.
struct SummaryMerging {
    typealias Counted = (SummaryProposal, rows: Double, isCounted: Bool)

    /// A pair to join.
    struct Candidate {
        let one: Int
        let other: Int
        let merged: SummaryProposal
    }

    /// The part of a source's rows that a table more is taken to cost, for its files, its refresh and its place in people's heads.
    /// A convention.
    static let upkeep = 0.02
    /// Summaries that take part, smallest first.
    static let most = 32

    private var live: [Counted]
    private var refused: Set<String> = []
    private let bonus: Double

    init(_ members: [Counted], sourceRows: Double) {
        live = Array(members.sorted { ($0.rows, $0.0.key) < ($1.rows, $1.0.key) }.prefix(Self.most))
        bonus = sourceRows * Self.upkeep
    }

    /// The pair that promises most, by estimate; nil where none does or there is no room for counting.
    func next(_ counter: RowCounter) -> Candidate? {
        guard counter.hasRoom else { return nil }
        var best: (candidate: Candidate, gain: Double)?
        for one in live.indices {
            for other in live.indices where other > one {
                guard let merged = live[one].0.merged(with: live[other].0), !refused.contains(merged.key) else {
                    continue
                }
                // No more groups than combinations of groups.
                let most = live[one].rows * live[other].rows
                let rows = counter.known(merged) ?? min(most, counter.estimate(merged))
                let gain = self.gain(one, other, rows: rows)
                if gain > best?.gain ?? 0 { best = (Candidate(one: one, other: other, merged: merged), gain) }
            }
        }
        return best?.candidate
    }

    /// Takes the joined summary in the place of the two, where its rows, now counted, still make it worth while.
    mutating func take(_ candidate: Candidate, rows: (rows: Double, isCounted: Bool)) -> Bool {
        guard gain(candidate.one, candidate.other, rows: rows.rows) > 0 else {
            refused.insert(candidate.merged.key)
            return false
        }
        live.remove(at: candidate.other)
        live.remove(at: candidate.one)
        live.append((candidate.merged, rows.rows, rows.isCounted))
        return true
    }

    private func gain(_ one: Int, _ other: Int, rows: Double) -> Double {
        live[one].rows + live[other].rows + bonus - rows
    }
}
