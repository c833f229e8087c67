import TrinoSQL

/// A base table of one SELECT and the tables that are looked up for its rows: what one wide table could stand for.
///
/// Exact to replace, because of this: where no two rows of a table share a key, a row meets one row of it at most. So an outer join
/// by that key alone neither adds rows nor takes any away, and an inner one keeps exactly the rows that find a match, which a
/// column of the wide table tells. What is left of the SELECT sees the same values under other names.
struct LookupBlock: Sendable {
    /// The SELECT's node number.
    let select: Int
    /// The node under which columns of the table that all starts from are bound.
    let root: Int
    let table: TableName
    /// In an order in which each stands behind those that lead to it.
    let members: [Member]

    /// A relation of the SELECT that is a lookup.
    struct Member: Sendable {
        /// The node under which its columns are bound.
        let node: Int
        let lookup: Lookup
        /// Nodes of the equalities that make up its key.
        let settled: [Int]
        /// Whether rows that find no match stay.
        let keepsUnmatched: Bool
    }

    /// - Parameters:
    ///   - root: the relation to start from.
    ///   - isKey: whether no two rows of a table share the values of some columns, NULLs apart.
    init(
        _ select: Int, root: FromTree.Leaf, table: TableName, places: [JoinPlaces.Place], in resolved: ResolvedQuery,
        isKey: @escaping (TableName, [String]) -> Bool
    ) {
        var search = Search(root: root.node, resolved: resolved, isKey: isKey)
        while search.grow(places) {}
        self.select = select
        self.root = root.node
        self.table = table
        members = search.members
    }

    var lookups: Set<Lookup> { Set(members.map(\.lookup)) }

    /// The relations that are taken out where these lookups are kept.
    func members(within lookups: Set<Lookup>) -> [Member] { members.filter { lookups.contains($0.lookup) } }

    private struct Search {
        let root: Int
        let resolved: ResolvedQuery
        let isKey: (TableName, [String]) -> Bool
        var members: [Member] = []
        private var lookups: [Int: Lookup] = [:]

        init(root: Int, resolved: ResolvedQuery, isKey: @escaping (TableName, [String]) -> Bool) {
            self.root = root
            self.resolved = resolved
            self.isKey = isKey
        }

        mutating func grow(_ places: [JoinPlaces.Place]) -> Bool {
            var hasGrown = false
            for place in places where place.leaf.node != root && lookups[place.leaf.node] == nil {
                guard place.reach.contains(root), let member = member(place) else { continue }
                members.append(member)
                lookups[member.node] = member.lookup
                hasGrown = true
            }
            return hasGrown
        }

        private func member(_ place: JoinPlaces.Place) -> Member? {
            guard let table = place.leaf.table else { return nil }
            var keys: [String: Lookup.Key] = [:]
            var settled: [Int] = []
            for condition in place.conditions {
                guard let key = key(condition, place), keys[key.column] == nil else {
                    // Inner joins ask the rest of the rows that are left; an outer one would have to fill them up with NULLs.
                    // check: outer-lookups-by-key-alone
                    if place.keepsUnmatched { return nil }
                    continue
                }
                keys[key.column] = key
                settled.append(condition.position.node)
            }
            if keys.isEmpty { return nil }
            // check: keys-are-unique
            guard isKey(table, keys.keys.sorted()) else { return nil }
            return Member(
                node: place.leaf.node, lookup: Lookup(table, keys: Array(keys.values)), settled: settled,
                keepsUnmatched: place.keepsUnmatched)
        }

        /// An equality between a column of the place's relation and one of what was found so far.
        private func key(_ condition: Expression, _ place: JoinPlaces.Place) -> Lookup.Key? {
            // check: lookups-by-equality
            guard case .comparison(let operation, let left, let right) = condition.kind, operation == .equal else {
                return nil
            }
            for (one, other) in [(left, right), (right, left)] {
                guard let key = column(one), let value = column(other), key.bound.relation == place.leaf.node,
                    place.reach.contains(value.bound.relation),
                    value.bound.relation == root || lookups[value.bound.relation] != nil
                else { continue }
                // check: keys-compare-exactly
                guard Lookup.canFind(key.type, by: value.type) else { continue }
                return Lookup.Key(
                    column: key.bound.name, owner: lookups[value.bound.relation], value: value.bound.name)
            }
            return nil
        }

        private func column(_ expression: Expression) -> (bound: BoundColumn, type: SQLType)? {
            guard case .column = expression.kind, case .column(let bound)? = resolved.binding(of: expression),
                bound.fields.isEmpty, bound.mergedFrom.isEmpty, let type = resolved.type(of: expression)
            else { return nil }
            return (bound, type)
        }
    }
}
