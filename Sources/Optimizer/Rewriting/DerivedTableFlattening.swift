import TrinoSQL

/// Merges inner queries that only pick, join and compute into the aggregating SELECT that reads them, so that what is aggregated
/// is seen as aggregates over base tables, whether it was written with common tables, derived tables or neither.
///
/// ```sql
/// WITH late AS (SELECT o.region, o.price * 2 AS twice FROM lake.raw.orders AS o WHERE o.late)
/// SELECT region, sum(twice) FROM late GROUP BY region
/// -- becomes
/// SELECT o.region AS region, sum(o.price * 2) FROM lake.raw.orders AS o WHERE o.late GROUP BY o.region
/// ```
/// Precondition: the inner query has no grouping, aggregate, window, DISTINCT, LIMIT, bare whole number or chance in it, and inner joins alone lead to
/// it. Then each of its rows is a row of its FROM that passes its WHERE, and the conditions of inner joins and WHERE filter alike
/// wherever they stand. Where one fails on rows that another keeps away they don't: AND stops from left to right, so what the inner query asks
/// comes first, and it isn't merged below an ON that can fail.
struct DerivedTableFlattening {
    let resolver: Resolver

    /// The query with all that can be merged merged; as it was where nothing can.
    func flattened(_ original: ResolvedQuery) -> ResolvedQuery {
        var current = original
        // Each step merges one inner query; chains of common tables take one step a link.
        for _ in 0..<24 {
            guard let step = Step(current) else { break }
            guard let next = try? resolver.resolve(step.apply()), Self.sameShape(next, original) else { break }
            current = next
        }
        guard let tidy = try? resolver.resolve(current.query.droppingUnreadCommonTables()),
            Self.sameShape(tidy, original)
        else { return current }
        return tidy
    }

    private static func sameShape(_ one: ResolvedQuery, _ other: ResolvedQuery) -> Bool {
        one.outputs.count == other.outputs.count
            && zip(one.outputs, other.outputs).enumerated().allSatisfy { index, pair in
                pair.0.type == pair.1.type && pair.0.shownName(at: index) == pair.1.shownName(at: index)
            }
    }

    /// One inner query to merge, and the SELECT that reads it.
    private struct Step {
        let resolved: ResolvedQuery
        let outer: Int
        let leaf: FromTree.Leaf
        let inner: Select
        /// Fresh names for the inner query's relations, by the node number under which columns are bound to them.
        let names: [Int: String]

        init?(_ resolved: ResolvedQuery) {
            var finder = SelectFinder()
            finder.visit(resolved.query)
            let hasOneWith = finder.withCount <= (resolved.query.with == nil ? 0 : 1)
            for found in finder.selects {
                let facts = resolved.select(found.select)
                guard facts?.isAggregation ?? false || found.select.quantifier == .distinct else { continue }
                let tree = FromTree(found.select, in: resolved)
                // GROUPING names columns, and would name others of the same names afterwards.
                // check: grouping-names-stay
                guard !tree.isOpaque, !found.asksForGrouping else { continue }
                for leaf in tree.leaves where leaf.isInner && leaf.table == nil {
                    guard let query = Self.query(of: leaf, resolved, finder, hasOneWith: hasOneWith),
                        let inner = Self.mergeable(query, resolved)
                    else { continue }
                    // What is computed can't stand in ROLLUP and its like.
                    let named = found.select.groupBy?.namesInSets ?? []
                    if inner.items.contains(where: { $0.computedName.map(named.contains) ?? false }) { continue }
                    // check: inner-filters-come-first
                    if inner.filter != nil, Self.canFailInJoins(found.select, tree, over: leaf, inner, resolved) {
                        continue
                    }
                    self.resolved = resolved
                    outer = found.select.position.node
                    self.leaf = leaf
                    self.inner = inner
                    names = Self.freshNames(FromTree(inner, in: resolved), resolved)
                    return
                }
            }
            return nil
        }

        /// The query that a relation stands for.
        private static func query(
            of leaf: FromTree.Leaf, _ resolved: ResolvedQuery, _ finder: SelectFinder, hasOneWith: Bool
        ) -> Query? {
            guard var relation = resolved.relations[leaf.node] else { return nil }
            if case .aliased(_, _, let columns) = leaf.relation.kind, !columns.isEmpty { return nil }
            if case .alias(let named) = relation.kind, let aliased = resolved.relations[named] { relation = aliased }
            switch relation.kind {
            case .derived(let node):
                return finder.queries[node]
            case .commonTable(_, let node):
                // With one WITH for the whole query, names mean the same in both places.
                guard hasOneWith, let found = finder.queries[node],
                    resolved.query.with?.tables.contains(where: { $0.query.position.node == node && $0.columns.isEmpty }
                    )
                        ?? false, resolved.query.with?.isRecursive == false
                else { return nil }
                return found
            default:
                return nil
            }
        }

        /// Whether an ON of the outer query can fail, with the inner one's columns computed in it.
        private static func canFailInJoins(
            _ outer: Select, _ tree: FromTree, over leaf: FromTree.Leaf, _ inner: Select, _ resolved: ResolvedQuery
        ) -> Bool {
            let ofFilter = Set((outer.filter?.conjuncts ?? []).map(\.position.node))
            let ofJoins = tree.outerConditions + tree.conjuncts.filter { !ofFilter.contains($0.position.node) }
            let failing = Set(
                inner.items.indices.filter { index in
                    guard case .expression(let item, _) = inner.items[index].kind else { return true }
                    return FailingExpressions.canFail([item], in: resolved)
                })
            let readsFailing = ofJoins.contains { condition in
                condition.contains { part in
                    guard case .column(let bound)? = resolved.binding(of: part) else { return false }
                    return bound.relation == leaf.node && failing.contains(bound.index)
                }
            }
            return readsFailing || FailingExpressions.canFail(ofJoins, in: resolved)
        }

        private static func mergeable(_ query: Query, _ resolved: ResolvedQuery) -> Select? {
            // check: inner-query-only-picks
            guard query.with == nil, query.limit == nil, query.offset == nil, case .select(let select) = query.body,
                select.quantifier != .distinct, select.groupBy == nil, select.having == nil, select.windows.isEmpty,
                !select.from.isEmpty, let facts = resolved.select(select), !facts.isAggregation, facts.windows.isEmpty
            else { return nil }
            // Where GROUP BY or ORDER BY names it, a whole number would be read as the place of an output.
            // check: constants-are-no-places
            if select.items.contains(where: \.isWholeNumber) { return nil }
            let tree = FromTree(select, in: resolved)
            guard !tree.isOpaque else { return nil }
            var nodes = NodeSet()
            nodes.visit(query)
            let isStable = resolved.instabilities.allSatisfy { instability in
                instability.cause == .ties || instability.cause == .rounding
                    || !nodes.numbers.contains(instability.position.node)
            }
            let isWrittenOut = select.items.allSatisfy { if case .expression = $0.kind { true } else { false } }
            return isStable && isWrittenOut ? select : nil
        }

        private static func freshNames(_ tree: FromTree, _ resolved: ResolvedQuery) -> [Int: String] {
            var uses: [String: Int] = [:]
            for relation in resolved.relations.values {
                guard let name = relation.qualifier.last?.lowercased() else { continue }
                if case .alias = relation.kind {
                    uses[name, default: 0] += 1
                } else if !resolved.relations.values.contains(where: { $0.kind == .alias(of: relation.node) }) {
                    uses[name, default: 0] += 1
                }
            }
            var names: [Int: String] = [:]
            for leaf in tree.leaves {
                let own = resolved.relations[leaf.node]?.qualifier.last?.lowercased() ?? "inner_table"
                var name = own
                var suffix = 1
                while uses[name, default: 0] > (name == own ? 1 : 0) || names.values.contains(name) {
                    suffix += 1
                    name = "\(own)_\(suffix)"
                }
                names[leaf.node] = name
            }
            return names
        }

        func apply() -> Query {
            var merging = Merging(step: self)
            return merging.rewrite(resolved.query)
        }
    }

    private struct Merging: SyntaxRewriter {
        let step: Step
        private let resolved: ResolvedQuery
        /// What the columns of the merged query are computed as.
        private var items: [Expression] = []
        private let neighbours: Set<Int>
        /// Whether what is rewritten is the merged query's own text.
        private var isInside = false

        init(step: Step) {
            self.step = step
            resolved = step.resolved
            neighbours = Set(resolved.selects[step.outer]?.relations ?? []).subtracting([step.leaf.node])
            isInside = true
            var written: [Expression] = []
            for item in step.inner.items {
                if case .expression(let expression, _) = item.kind { written.append(rewrite(expression)) }
            }
            items = written
            isInside = false
        }

        mutating func rewrite(_ select: Select) -> Select {
            guard select.position.node == step.outer, !isInside else { return rewriteChildren(of: select) }
            var copy = select
            let columns = resolved.select(select)?.items ?? []
            copy.from = select.from.map { merged($0) }
            for (index, item) in select.items.enumerated() {
                guard case .expression(let expression, let alias) = item.kind else { continue }
                let value = rewrite(expression)
                var name = alias
                if alias == nil, value != expression, columns.indices.contains(index),
                    case .expression(_, let implied?) = columns[index]
                {
                    name = Identifier(quotedWhereNeeded: implied)
                }
                copy.items[index].kind = .expression(value, alias: name)
            }
            var rest = select
            rest.items = []
            rest.from = []
            rest = rewriteChildren(of: rest)
            copy.groupBy = rest.groupBy
            copy.having = rest.having
            copy.windows = rest.windows
            let inner = insideRewritten(step.inner.filter)
            let conditions = (inner?.conjuncts ?? []) + (rest.filter?.conjuncts ?? [])
            copy.filter = conditions.isEmpty ? nil : .conjunction(conditions)
            return copy
        }

        mutating func rewrite(_ expression: Expression) -> Expression {
            guard case .column(let name) = expression.kind,
                case .column(let bound)? = resolved.binding(of: expression), bound.mergedFrom.isEmpty
            else { return rewriteChildren(of: expression) }
            if bound.relation == step.leaf.node, bound.fields.isEmpty, items.indices.contains(bound.index) {
                return items[bound.index]
            }
            let qualifiers = name.parts.count - 1 - bound.fields.count
            if isInside, let fresh = step.names[bound.relation] {
                return .column(QualifiedName([Identifier(quotedWhereNeeded: fresh)] + name.parts.dropFirst(qualifiers)))
            }
            if neighbours.contains(bound.relation), qualifiers == 0,
                let own = resolved.relations[bound.relation]?.qualifier.last
            {
                return .column(QualifiedName([Identifier(quotedWhereNeeded: own)] + name.parts))
            }
            return expression
        }

        /// FROM with the inner query's FROM in the place of its relation.
        private mutating func merged(_ relation: Relation) -> Relation {
            if relation.position.node == step.leaf.node {
                let parts = step.inner.from.map { renamed($0) }
                return parts.dropFirst().reduce(parts[0]) { Relation(.join(Join(.cross, $0, $1))) }
            }
            guard case .join(var join) = relation.kind else { return rewriteChildren(of: relation) }
            join.left = merged(join.left)
            join.right = merged(join.right)
            if case .on(let condition)? = join.criteria { join.criteria = .on(rewrite(condition)) }
            return Relation(.join(join), position: relation.position)
        }

        /// A relation of the inner query under its fresh name.
        private mutating func renamed(_ relation: Relation) -> Relation {
            if case .join(var join) = relation.kind {
                join.left = renamed(join.left)
                join.right = renamed(join.right)
                if case .on(let condition)? = join.criteria {
                    join.criteria = insideRewritten(condition).map { .on($0) }
                }
                return Relation(.join(join), position: relation.position)
            }
            guard let name = step.names[relation.position.node] else { return relation }
            if case .aliased(let inner, _, let columns) = relation.kind {
                return Relation(.aliased(inner, alias: Identifier(quotedWhereNeeded: name), columns: columns))
            }
            return Relation(.aliased(relation, alias: Identifier(quotedWhereNeeded: name), columns: []))
        }

        private mutating func insideRewritten(_ expression: Expression?) -> Expression? {
            guard let expression else { return nil }
            isInside = true
            defer { isInside = false }
            return rewrite(expression)
        }
    }
}

/// Every SELECT of a query, with the ORDER BY of the query whose whole body it is, and every query by node number.
struct SelectFinder: SyntaxVisitor {
    struct Found {
        var select: Select
        var orderBy: [SortItem]
        /// Whether it is the whole body of the whole query.
        var isOutermost: Bool

        /// Whether GROUPING stands in it.
        var asksForGrouping: Bool {
            var query = Query(body: .select(select))
            query.orderBy = orderBy
            return query.contains { if case .special(.grouping) = $0.kind { true } else { false } }
        }
    }

    private(set) var selects: [Found] = []
    private(set) var queries: [Int: Query] = [:]
    private(set) var withCount = 0
    private var depth = 0
    private var bodies: Set<Int> = []

    mutating func visit(_ query: Query) {
        queries[query.position.node] = query
        if query.with != nil { withCount += 1 }
        if case .select(let select) = query.body {
            bodies.insert(select.position.node)
            selects.append(Found(select: select, orderBy: query.orderBy, isOutermost: depth == 0))
        }
        depth += 1
        visitChildren(of: query)
        depth -= 1
    }

    mutating func visit(_ select: Select) {
        if !bodies.contains(select.position.node) {
            selects.append(Found(select: select, orderBy: [], isOutermost: false))
        }
        visitChildren(of: select)
    }
}

private struct NodeSet: SyntaxVisitor {
    var numbers: Set<Int> = []

    mutating func visit(_ expression: Expression) {
        numbers.insert(expression.position.node)
        visitChildren(of: expression)
    }

    mutating func visit(_ query: Query) {
        numbers.insert(query.position.node)
        visitChildren(of: query)
    }
}

extension Query {
    /// The query without those common tables of its own WITH that nothing reads.
    func droppingUnreadCommonTables() -> Query {
        var copy = self
        while let with = copy.with {
            let kept = with.tables.indices.filter { index in
                var probe = copy
                probe.with?.tables.remove(at: index)
                return probe.tableNames.contains {
                    $0.parts.count == 1 && $0.last.canonical == with.tables[index].name.canonical
                }
            }
            if kept.count == with.tables.count { break }
            copy.with?.tables = kept.map { with.tables[$0] }
            if kept.isEmpty, with.session.isEmpty, with.functions.isEmpty { copy.with = nil }
        }
        return copy
    }
}

extension SelectItem {
    /// The name under which something else than a column is given on; nil for a column.
    fileprivate var computedName: String? {
        guard case .expression(let value, let alias?) = kind else { return nil }
        if case .column = value.kind { return nil }
        return alias.canonical
    }

    /// Whether it is a bare whole number.
    fileprivate var isWholeNumber: Bool {
        if case .expression(let value, _) = kind, case .integer = value.kind { true } else { false }
    }
}
