import TrinoSQL

/// Finds what of a query summaries could answer: for each aggregating SELECT, the sets of base tables that one could stand for.
struct BlockFinder {
    let resolved: ResolvedQuery

    /// The blocks of one SELECT, alternatives to each other.
    struct SelectBlocks {
        let select: Int
        let blocks: [AggregationBlock]
    }

    /// The SELECTs with at least one block, and why others have none.
    func find() -> (blocks: [SelectBlocks], refusals: [String]) {
        // What is drawn for each row can't be drawn for each group; and a function of which nothing is known may be an aggregate.
        // check: no-chance-for-groups
        if let chance = resolved.instabilities.first(where: { $0.cause == .random || $0.cause == .unknown }) {
            return ([], ["it depends on \(chance.what)"])
        }
        var finder = SelectFinder()
        finder.visit(resolved.query)
        var found: [SelectBlocks] = []
        var refusals: [String] = []
        for candidate in finder.selects {
            let select = candidate.select
            guard let facts = resolved.select(select), facts.isAggregation || select.quantifier == .distinct,
                facts.windows.isEmpty || facts.isAggregation
            else { continue }
            let tree = FromTree(select, in: resolved)
            guard !tree.isOpaque else { continue }
            var blocks: [AggregationBlock] = []
            var own: [String] = []
            for leaves in Self.replaceable(tree, in: resolved) {
                for mode in AggregationBlock.Mode.allCases {
                    do throws(AggregationBlock.Refusal) {
                        blocks.append(
                            try AggregationBlock(
                                select, orderBy: candidate.orderBy, replacing: leaves, of: tree, in: resolved,
                                isOutermost: candidate.isOutermost, mode: mode))
                    } catch {
                        own.append(error.reason)
                    }
                }
            }
            // The largest set of relations says what stands in the way; of smaller ones the others do.
            if blocks.isEmpty { refusals += own.suffix(AggregationBlock.Mode.allCases.count) }
            if !blocks.isEmpty { found.append(SelectBlocks(select: select.position.node, blocks: blocks)) }
        }
        return (found, refusals)
    }

    /// Sets of relations that one table could stand for: each base table by itself, and those that equalities of columns join.
    private static func replaceable(_ tree: FromTree, in resolved: ResolvedQuery) -> [[FromTree.Leaf]] {
        let bases = tree.leaves.filter { leaf in
            leaf.table != nil
                // check: never-filled-up-with-null
                && (leaf.isInner || leaf.isPreserved)
        }
        var sets = bases.map { [$0] }
        let inner = bases.filter(\.isInner)
        guard tree.isAllInner, inner.count > 1 else { return sets }
        var group = Array(inner.indices)
        for conjunct in tree.conjuncts {
            guard case .comparison(.equal, let left, let right) = conjunct.kind,
                case .column(let a)? = resolved.binding(of: left), case .column(let b)? = resolved.binding(of: right),
                let one = inner.firstIndex(where: { $0.node == a.relation }),
                let other = inner.firstIndex(where: { $0.node == b.relation })
            else { continue }
            let old = group[other]
            for index in group.indices where group[index] == old { group[index] = group[one] }
        }
        for id in Set(group).sorted() {
            let members = inner.indices.filter { group[$0] == id }.map { inner[$0] }
            guard members.count > 1 else { continue }
            sets.append(
                members.enumerated().sorted { a, b in
                    let names = (a.element.table, b.element.table)
                    guard let first = names.0, let second = names.1, first != second else { return a.offset < b.offset }
                    return first < second
                }.map(\.element))
        }
        return sets
    }
}
