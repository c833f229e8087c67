import TrinoSQL

/// A summary that could be made: its keys and the conditions baked into it, before it has a name and its measures.
struct SummaryProposal: Sendable {
    let source: BlockSource
    /// By canonical text.
    let keys: [String: AggregationBlock.Key]
    /// Conditions that every row of it satisfies, by canonical text.
    let baked: [String: Expression]
    /// What of it can fail on some row: such a table is for those alone that fail then themselves.
    var failing: Set<String> = []

    /// The text by which equal proposals are told.
    var key: String {
        source.key + " | " + keys.keys.sorted().joined(separator: ", ") + " | "
            + baked.keys.sorted().joined(separator: " AND ") + " | " + failing.sorted().joined(separator: ", ")
    }

    /// Whether a block can read it, measures apart: its rows are the block's, and all that stands outside of aggregates follows
    /// from the keys.
    func serves(_ block: AggregationBlock) -> Bool {
        // check: same-source
        guard source == block.source else { return false }
        // check: baked-conditions-are-asked
        guard baked.keys.allSatisfy(block.filterTexts.contains) else { return false }
        // check: what-can-fail-sees-no-other-rows
        guard !block.canFail || baked.count == block.filterTexts.count else { return false }
        // check: what-can-fail-stands-apart
        guard block.failing == failing else { return false }
        let groups = GroupKeys(keys.mapValues(\.type))
        if block.needsOwnGroups {
            // check: own-groups-have-the-same-keys
            guard Set(keys.keys) == Set(block.keys.keys) else { return false }
            return block.filters.allSatisfy { baked[$0.sql()] != nil || groups.determine($0) }
        }
        // Most are keys themselves, which their text tells.
        return block.keys.allSatisfy { keys[$0.key] != nil || groups.determine($0.value.expression) }
            && block.filters.allSatisfy { filter in
                let text = filter.sql()
                return baked[text] != nil || keys[text] != nil || groups.determine(filter)
            }
    }

    /// The smallest that serves both: the keys of either. Nil where they leave out different rows.
    func merged(with other: SummaryProposal) -> SummaryProposal? {
        guard source == other.source, failing == other.failing, Set(baked.keys) == Set(other.baked.keys) else {
            return nil
        }
        let needed = keys.merging(other.keys) { a, _ in a }.independent
        return SummaryProposal(source: source, keys: needed, baked: baked, failing: failing)
    }

    /// Counts its rows.
    var counting: Query {
        var groups = source.select(filters: baked.sorted { $0.key < $1.key }.map(\.value))
        groups.items = [SelectItem(.expression(.integer(1), alias: Identifier("one")))]
        groups.groupBy = GroupBy(elements: keys.sorted { $0.key < $1.key }.map { .expression($0.value.expression) })
        let inner = Relation(
            .aliased(
                Relation(.subquery(Query(body: .select(groups)))), alias: Identifier("groups"), columns: []))
        return Query(
            body: .select(Select(items: [SelectItem(.expression(.countStar, alias: nil))], from: [inner])))
    }
}
