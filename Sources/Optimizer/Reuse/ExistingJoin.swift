import TrinoSQL

/// A table of joined rows of an earlier design, read back from the query that fills it.
///
/// What it seems to hold is written down as a candidate, and believed only where that candidate's own statement is the very one
/// that was read: its joins, its keys, and that it fails where a key is no longer unique.
struct ExistingJoin {
    let candidate: JoinCandidate
    let table: NewTable

    init?(_ insert: Insert, columns: [NewTable.Column], named name: String, in resolved: ResolvedQuery) {
        guard case .select(let select) = resolved.query.body, select.from.count == 1,
            select.items.count == columns.count
        else { return nil }
        let tree = FromTree(select, in: resolved)
        guard !tree.isOpaque, let root = tree.leaves.first, let base = root.table else { return nil }
        let block = LookupBlock(
            select.position.node, root: root, table: base, places: JoinPlaces(select, tree).places, in: resolved
        ) { _, _ in true }
        let owners = Dictionary(block.members.map { ($0.node, $0.lookup) }, uniquingKeysWith: { first, _ in first })
        var known: [JoinCandidate.Column] = []
        for (column, item) in zip(columns, select.items) {
            guard case .expression(let written, _) = item.kind else { return nil }
            var value = written
            if case .cast(let inner, _, false) = written.kind { value = inner }
            var isMatch = false
            if case .isNull(let key, negated: true) = value.kind {
                value = key
                isMatch = true
            }
            guard case .column(let bound)? = resolved.binding(of: value), bound.fields.isEmpty,
                let type = isMatch ? .boolean : resolved.type(of: value)
            else { return nil }
            let owner = owners[bound.relation]
            guard bound.relation == root.node || owner != nil else { return nil }
            let content: JoinedContent
            if isMatch {
                guard let owner else { return nil }
                content = .match(owner)
            } else {
                content = .value(owner, bound.name)
            }
            known.append(
                JoinCandidate.Column(content: content, name: column.name, type: type, storedType: column.storedType))
        }
        var candidate = JoinCandidate(base, lookups: block.lookups, columns: known, name: name)
        var table = candidate.table(reading: Set(known.map(\.name)))
        let asserted = Set(table.guardedFilling(.none).filterConjuncts.map { $0.sql() })
        let filters = (select.filter?.conjuncts ?? []).filter { !asserted.contains($0.sql()) }
        if !filters.isEmpty {
            let filter = table.overOwnColumns(.conjunction(filters))
            guard let rows = Self.rows(of: table, satisfying: filter) else { return nil }
            candidate.rows = rows
            table = candidate.table(reading: Set(known.map(\.name)), holding: filter)
        }
        self.candidate = candidate
        self.table = table
        // check: joined-rows-as-they-were-filled
        guard table.guardedFilling(.none).sql() == insert.query.sql() else { return nil }
    }

    /// What the rows of a table satisfy one of, by a filter over its own columns; nil where that isn't understood.
    private static func rows(of table: NewTable, satisfying filter: Expression) -> [Set<String>]? {
        guard let resolved = try? table.filtered(by: filter), case .select(let select) = resolved.query.body else {
            return nil
        }
        return ExistingTable.rows(of: select, resolved)
    }
}

extension Query {
    fileprivate var filterConjuncts: [Expression] {
        if case .select(let select) = body { select.filter?.conjuncts ?? [] } else { [] }
    }
}
