import TrinoSQL

/// The places of one SELECT's FROM at which a relation could be taken out, were its rows looked up already: what stands beside it
/// there, and which conditions tell the rows that meet.
///
/// Relations that inner joins and commas join are one region: their conditions, and WHERE for the outermost, filter its rows alike
/// wherever they are written. A relation by itself on the side of an outer join that is filled up with NULLs has that join's
/// conditions.
struct JoinPlaces {
    struct Place {
        let leaf: FromTree.Leaf
        /// The relations, by node, that its conditions can look at.
        let reach: Set<Int>
        let conditions: [Expression]
        /// Whether rows without a match stay, filled up with NULLs.
        let keepsUnmatched: Bool
    }

    private(set) var places: [Place] = []
    private let leaves: [Int: FromTree.Leaf]

    init(_ select: Select, _ tree: FromTree) {
        leaves = Dictionary(tree.leaves.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
        var region = Region(canFilter: true)
        for relation in select.from { walk(relation, into: &region) }
        region.conditions += select.filter?.conjuncts ?? []
        close(region)
    }

    private struct Region {
        /// The relations that are joined in it directly.
        var members: [Int] = []
        /// These, and those inside its outer joins.
        var leaves: Set<Int> = []
        var conditions: [Expression] = []
        /// Whether a condition on its rows can be asked further out: not where a full join would bring the rows back.
        let canFilter: Bool
    }

    private mutating func walk(_ relation: Relation, into region: inout Region) {
        guard case .join(let join) = relation.kind else {
            region.members.append(relation.position.node)
            region.leaves.insert(relation.position.node)
            return
        }
        switch join.kind {
        case .inner, .cross:
            walk(join.left, into: &region)
            walk(join.right, into: &region)
            if case .on(let condition)? = join.criteria { region.conditions += condition.conjuncts }
        case .left:
            walk(kept: join.left, filledUp: join.right, join, into: &region)
        case .right:
            walk(kept: join.right, filledUp: join.left, join, into: &region)
        case .full:
            for side in [join.left, join.right] {
                var own = Region(canFilter: false)
                walk(side, into: &own)
                close(own)
                region.leaves.formUnion(own.leaves)
            }
        }
    }

    private mutating func walk(kept: Relation, filledUp: Relation, _ join: Join, into region: inout Region) {
        var left = Region(canFilter: region.canFilter)
        walk(kept, into: &left)
        close(left)
        // Its own conditions can be asked in ON.
        var right = Region(canFilter: true)
        walk(filledUp, into: &right)
        if case .join = filledUp.kind {
            close(right)
        } else if let leaf = leaves[filledUp.position.node], case .on(let condition)? = join.criteria {
            places.append(
                Place(leaf: leaf, reach: left.leaves, conditions: condition.conjuncts, keepsUnmatched: true))
        }
        region.leaves.formUnion(left.leaves)
        region.leaves.formUnion(right.leaves)
    }

    private mutating func close(_ region: Region) {
        // check: no-filter-below-a-full-join
        guard region.canFilter else { return }
        for node in region.members {
            guard let leaf = leaves[node] else { continue }
            places.append(
                Place(
                    leaf: leaf, reach: region.leaves.subtracting([node]), conditions: region.conditions,
                    keepsUnmatched: false))
        }
    }
}
