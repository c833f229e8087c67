import TrinoSQL

/// A SELECT that aggregates, seen from some of the base tables that it reads: what it asks of a table that would stand for them
/// with one row for each group.
///
/// Exact to replace, because of this: rows of the source that agree in the keys behave alike in every join, filter and grouping
/// of the SELECT, for these look at nothing else of them; and what is aggregated over them is put together from their groups
/// (`RollUpRule`). So a group can stand for its rows wherever inner joins, or the preserved side of an outer join, lead to it.
struct AggregationBlock: Sendable {
    /// The SELECT's node number.
    let select: Int
    /// The nodes of the relations that are replaced, in the order of the source's places.
    let relations: [Int]
    let source: BlockSource
    /// Conditions of the SELECT on the source alone, in canonical form, which filter every row of it.
    let filters: [Expression]
    /// Their canonical texts.
    let filterTexts: Set<String>
    /// What stands outside of aggregates, in the largest parts that look at the source alone, by canonical text: the keys that
    /// suffice. The conditions of `filters` are not among them.
    let keys: [String: Key]
    /// Types of the source's columns that stand in the SELECT, by canonical text.
    let columnTypes: [String: SQLType]
    /// How each aggregate call is put together, by the call's node number; those with DISTINCT over keys are not among them.
    let rollUps: [Int: RollUp]
    /// Sums in floating-point arithmetic whose last digits can be seen: compared, rounded, ranked or grouped by.
    let exposedSums: [Expression]

    /// What a table over the source may hold and can fail on some row (``FailingExpressions``). No table may hold it for rows that the
    /// filters keep away, nor beside what others read, for whom nothing fails.
    let failing: Set<String>

    /// Whether there is something that can fail.
    var canFail: Bool { !failing.isEmpty }

    /// Whether it can read only a summary with one row for each of its own groups, made of the same rows but for whole groups: then
    /// every aggregate is kept as it is, and nothing is put together.
    let needsOwnGroups: Bool

    /// How the aggregates of a SELECT are kept.
    enum Mode: CaseIterable {
        /// As parts that coarser groups can be put together from.
        case rollUp
        /// As they are, one row for each group.
        case ownGroups
    }

    /// An expression that groups must agree in.
    struct Key: Sendable, Hashable {
        let expression: Expression
        let type: SQLType
    }

    /// Why a SELECT can't be seen so.
    struct Refusal: Error {
        let reason: String
    }
}

extension AggregationBlock {
    /// - Parameters:
    ///   - select: a SELECT of the resolved query that groups, aggregates or is DISTINCT.
    ///   - orderBy: ORDER BY of the query whose whole body it is.
    ///   - leaves: the relations to replace, in the order of the source's places.
    /// - Throws: `Refusal`.
    init(
        _ select: Select, orderBy: [SortItem], replacing leaves: [FromTree.Leaf], of tree: FromTree,
        in resolved: ResolvedQuery, isOutermost: Bool, mode: Mode = .rollUp
    ) throws(Refusal) {
        let places = Dictionary(leaves.enumerated().map { ($1.node, $0) }, uniquingKeysWith: { a, _ in a })
        let form = CanonicalForm(resolved: resolved, places: places)
        var joins: [Expression] = []
        var filters: [Expression] = []
        // A condition on groups, or around them, may be asked of rows before.
        let isAlone = tree.leaves.count == 1 && isOutermost && select.having == nil
        let common = isAlone ? CommonFailure(of: tree.conjuncts, in: resolved)?.expression : nil
        var collector = KeyCollector(form: form, resolved: resolved, select: select, mode: mode, everywhere: common)
        // Whether the source with the filters has just the rows that the SELECT computes anything for. A condition on groups, in HAVING
        // or around the SELECT, may be asked of their rows before.
        var hasItsRows =
            leaves.count == tree.leaves.count && tree.isAllInner && isOutermost && select.having == nil
        for conjunct in tree.conjuncts {
            if let canonical = form.form(of: conjunct), form.readsSource(conjunct) {
                for part in canonical.conjuncts {
                    if Self.isJoin(part) { joins.append(part) } else { filters.append(part) }
                }
            } else {
                try collector.collect(conjunct)
                hasItsRows = false
            }
        }
        for condition in tree.outerConditions { try collector.collect(condition) }
        for item in select.items {
            guard case .expression(let expression, _) = item.kind else { throw Refusal(reason: "a star stands in it") }
            try collector.collect(expression)
        }
        for element in select.groupBy?.elements ?? [] { try collector.collect(element) }
        if let having = select.having { try collector.collect(having) }
        for window in select.windows {
            for expression in window.specification.expressions { try collector.collect(expression) }
        }
        for item in orderBy { try collector.collect(item.key) }

        let filtering = tree.conjuncts.filter { FailingExpressions.canFail([$0], in: resolved) }
        // check: no-filter-shields-another
        guard filtering.isEmpty || tree.conjuncts.count == 1 || common != nil else {
            let condition = filtering.first?.sql().prefix(80) ?? ""
            throw Refusal(reason: "a condition can fail on rows that another one keeps away: \(condition)")
        }
        var parts = FailingParts(within: form)
        parts.collect(select, orderBy: orderBy.map(\.key) + tree.outerConditions)
        for filter in common.map({ [$0] }) ?? filtering { parts.collect(filter) }
        failing = parts.texts
        let everywhere = Set(common.map { [(form.form(of: $0) ?? $0).sql()] } ?? [])
        // check: no-join-shields-an-expression
        guard failing.isSubset(of: everywhere) || hasItsRows else {
            throw Refusal(reason: "what it computes can fail on rows that more than its own conditions keep away")
        }

        self.select = select.position.node
        relations = leaves.map(\.node)
        source = BlockSource(
            tables: leaves.compactMap(\.table),
            joins: joins.map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.map(\.1))
        self.filters = filters
        filterTexts = Set(filters.map { $0.sql() })
        needsOwnGroups = mode == .ownGroups
        keys =
            switch mode {
            case .rollUp: collector.keys.independent
            case .ownGroups: try Self.ownGroups(of: select, leaves, tree, form, resolved)
            }
        rollUps = collector.rollUps
        columnTypes = Self.columnTypes(places, in: resolved)
        exposedSums = ExposedSums(
            resolved: resolved, select: select, orderBy: orderBy, isOutermost: isOutermost
        ).find(collector.rollUps)
    }

    /// The grouping keys of a SELECT that reads nothing but the source, with one grouping set.
    private static func ownGroups(
        of select: Select, _ leaves: [FromTree.Leaf], _ tree: FromTree, _ form: CanonicalForm, _ resolved: ResolvedQuery
    ) throws(Refusal) -> [String: Key] {
        guard leaves.count == tree.leaves.count, tree.outerConditions.isEmpty, let facts = resolved.select(select),
            facts.isAggregation, !facts.hasGroupingSets
        else { throw Refusal(reason: "its groups are not those of its tables alone") }
        var keys: [String: Key] = [:]
        for key in facts.groupingKeys ?? [] {
            guard let canonical = form.form(of: key), let type = resolved.type(of: key), KeyCollector.canBeKey(type)
            else {
                throw Refusal(reason: "it groups by \(key.sql()), which can't be kept")
            }
            if form.readsSource(key) { keys[canonical.sql()] = Key(expression: canonical, type: type) }
        }
        let groups = GroupKeys(keys.mapValues(\.type))
        // check: own-groups-come-and-go-whole
        guard tree.conjuncts.allSatisfy({ form.form(of: $0) != nil || isAskedOfGroups($0, groups, form) }) else {
            throw Refusal(reason: "its groups are not those of its tables alone")
        }
        return keys
    }

    /// Whether a condition on the clock or the session looks at nothing of the source but keys, so that it takes whole groups away.
    private static func isAskedOfGroups(
        _ condition: Expression, under parent: Expression? = nil, _ groups: GroupKeys, _ form: CanonicalForm
    ) -> Bool {
        guard form.readsSource(condition) else { return true }
        if let canonical = form.form(of: condition) { return groups.determine(canonical, under: parent) }
        guard condition.ownSubquery == nil, !condition.children.isEmpty else { return false }
        return condition.children.allSatisfy { isAskedOfGroups($0, under: condition, groups, form) }
    }

    private static func columnTypes(_ places: [Int: Int], in resolved: ResolvedQuery) -> [String: SQLType] {
        var types: [String: SQLType] = [:]
        for (node, place) in places {
            for column in resolved.relations[node]?.columns ?? [] {
                guard let name = column.name?.lowercased(), let type = column.type else { continue }
                types[CanonicalForm.reading(place, name).sql()] = type
            }
        }
        return types
    }

    /// An equality between columns of two relations.
    static func isJoin(_ condition: Expression) -> Bool {
        guard case .comparison(.equal, let left, let right) = condition.kind, case .column(let a) = left.kind,
            case .column(let b) = right.kind
        else { return false }
        return a.parts.first?.text != b.parts.first?.text
    }
}

extension WindowSpecification {
    /// The expressions in it: partition and sort keys, and the bounds of its frame.
    var expressions: [Expression] {
        var all = partitionBy + orderBy.map(\.key)
        for bound in [frame?.start, frame?.end] {
            switch bound {
            case .preceding(let value)?, .following(let value)?: all.append(value)
            default: break
            }
        }
        return all
    }
}

extension [String: AggregationBlock.Key] {
    /// Without those that follow from others: `a + b` beside `a` and `b` makes no group more.
    var independent: Self {
        filter { text, key in
            !GroupKeys(filter { $0.key != text }.mapValues(\.type)).determine(key.expression)
        }
    }
}
