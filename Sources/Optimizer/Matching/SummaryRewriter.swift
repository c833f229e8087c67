import TrinoSQL

/// Rewrites SELECTs of a query over summaries.
///
/// ```sql
/// SELECT region, avg(price) FROM lake.raw.orders WHERE status = 'paid' GROUP BY region
/// -- becomes
/// SELECT s.region AS region, sum(s.sum_price) / sum(s.count_price) AS _col1
/// FROM lake.fast.orders_summary AS s WHERE s.status = 'paid' GROUP BY s.region
/// ```
/// Preconditions, each checked here: the source is the summary's, every baked condition is one of the block's own, every other
/// condition and everything outside of aggregates follows from the keys, every measure is there.
struct SummaryRewriter {
    let resolved: ResolvedQuery
    /// The blocks to replace, by their SELECT's node number.
    let replacements: [Int: Replacement]

    /// A block and what takes its source's place.
    struct Replacement {
        let block: AggregationBlock
        let summary: SummaryCandidate
        /// The summary's full name.
        let name: TableName
    }

    /// Why a block can't read a summary.
    struct Mismatch: Error {
        let reason: String
    }

    /// The query with all of its replacements made.
    /// - Throws: `Mismatch`, when one can't be made.
    func apply() throws(Mismatch) -> Query {
        var walk = Walk(resolved: resolved, replacements: replacements)
        let query = walk.rewrite(resolved.query)
        if let mismatch = walk.mismatch { throw mismatch }
        return query
    }

    private struct Walk: SyntaxRewriter {
        let resolved: ResolvedQuery
        let replacements: [Int: Replacement]
        var mismatch: Mismatch?
        private var taken: Set<String>

        init(resolved: ResolvedQuery, replacements: [Int: Replacement]) {
            self.resolved = resolved
            self.replacements = replacements
            taken = FreshAliases.names(in: resolved)
        }

        mutating func rewrite(_ query: Query) -> Query {
            guard case .select(let select) = query.body, let replacement = replacements[select.position.node] else {
                return rewriteChildren(of: query)
            }
            var copy = query
            copy.orderBy = []
            copy = rewriteChildren(of: withoutBody(copy))
            var block = blockRewriter(replacement, select)
            copy.body = .select(replace(select, with: &block))
            copy.orderBy = query.orderBy.map { item in
                var item = item
                item.key = expression(item.key, with: &block)
                return item
            }
            return copy
        }

        mutating func rewrite(_ select: Select) -> Select {
            guard let replacement = replacements[select.position.node] else { return rewriteChildren(of: select) }
            var block = blockRewriter(replacement, select)
            return replace(select, with: &block)
        }

        /// WITH and LIMIT are rewritten as they are; the body is seen to apart.
        private func withoutBody(_ query: Query) -> Query {
            var copy = query
            copy.body = .values([])
            return copy
        }

        private mutating func blockRewriter(_ replacement: Replacement, _ select: Select) -> BlockRewriter {
            BlockRewriter(
                resolved: resolved, block: replacement.block, summary: replacement.summary, alias: taken.takeFree("s"),
                select: select)
        }

        private mutating func expression(_ expression: Expression, with block: inout BlockRewriter) -> Expression {
            do throws(Mismatch) {
                // Subqueries inside may hold blocks of their own.
                return try rewriteSubqueries(in: block.rewrite(expression))
            } catch {
                mismatch = mismatch ?? error
                return expression
            }
        }

        private mutating func rewriteSubqueries(in expression: Expression) -> Expression {
            rewriteChildren(of: expression)
        }

        private mutating func replace(_ select: Select, with block: inout BlockRewriter) -> Select {
            guard let replacement = replacements[select.position.node] else { return select }
            do throws(Mismatch) {
                try block.check()
            } catch {
                mismatch = mismatch ?? error
                return select
            }
            var copy = select
            let names = resolved.select(select)?.items.map(\.name) ?? []
            for (index, item) in select.items.enumerated() {
                guard case .expression(let value, let alias) = item.kind else { continue }
                let name =
                    alias
                    ?? Identifier(
                        quotedWhereNeeded: (names.indices.contains(index) ? names[index] : nil) ?? "_col\(index)")
                copy.items[index].kind = .expression(expression(value, with: &block), alias: name)
            }
            if let groupBy = select.groupBy {
                copy.groupBy?.elements = groupBy.elements.map { element(of: $0, with: &block) }
                if copy.groupBy?.hasOnlyColumnsInSets == false {
                    mismatch = mismatch ?? Mismatch(reason: "its grouping sets would hold more than columns")
                }
            }
            copy.having = select.having.map { expression($0, with: &block) }
            copy.windows = select.windows.map { window in
                var window = window
                window.specification.partitionBy = window.specification.partitionBy.map { expression($0, with: &block) }
                window.specification.orderBy = window.specification.orderBy.map { item in
                    var item = item
                    item.key = expression(item.key, with: &block)
                    return item
                }
                return window
            }
            let table = Relation(
                .aliased(
                    Relation(.table(TableReference(replacement.name.qualifiedName))), alias: Identifier(block.alias),
                    columns: []))
            var conditions: [Expression] = []
            if replacement.block.relations.count == 1 {
                copy.from = select.from.map { inPlace($0, table, with: &block) }
                for conjunct in select.filter?.conjuncts ?? [] where !block.isSettled(conjunct) {
                    conditions.append(expression(conjunct, with: &block))
                }
            } else {
                // All joins are inner ones here: relations and conditions can stand in any order.
                let tree = FromTree(select, in: resolved)
                let others = tree.leaves.filter { !replacement.block.relations.contains($0.node) }
                copy.from = [table] + others.map { rewrite($0.relation) }
                for conjunct in tree.conjuncts where !block.isSettled(conjunct) {
                    conditions.append(expression(conjunct, with: &block))
                }
            }
            copy.filter = conditions.isEmpty ? nil : .conjunction(conditions)
            return copy
        }

        private mutating func element(
            of element: GroupBy.Element, with block: inout BlockRewriter
        ) -> GroupBy.Element {
            func all(_ expressions: [Expression], _ walk: inout Walk, _ block: inout BlockRewriter) -> [Expression] {
                expressions.map { walk.expression($0, with: &block) }
            }
            switch element {
            case .expression(let value): return .expression(expression(value, with: &block))
            case .set(let values): return .set(all(values, &self, &block))
            case .rollup(let sets): return .rollup(sets.map { all($0, &self, &block) })
            case .cube(let sets): return .cube(sets.map { all($0, &self, &block) })
            case .groupingSets(let elements): return .groupingSets(elements.map { self.element(of: $0, with: &block) })
            case .auto: return .auto
            }
        }

        /// Puts the summary in the place of the one relation that it replaces, and leaves the joins around as they are.
        private mutating func inPlace(
            _ relation: Relation, _ table: Relation, with block: inout BlockRewriter
        ) -> Relation {
            if block.block.relations == [relation.position.node] { return table }
            guard case .join(var join) = relation.kind else { return rewrite(relation) }
            join.left = inPlace(join.left, table, with: &block)
            join.right = inPlace(join.right, table, with: &block)
            if case .on(let condition)? = join.criteria {
                let filters =
                    join.kind == .inner ? condition.conjuncts.filter { !block.isSettled($0) } : condition.conjuncts
                let conditions = filters.map { expression($0, with: &block) }
                join.criteria = .on(.conjunction(conditions))
            }
            return Relation(.join(join), position: relation.position)
        }
    }
}

extension ResolvedSelect.Item {
    /// The column's name; nil where Trino makes one up.
    fileprivate var name: String? {
        switch self {
        case .expression(_, let name), .star(_, let name, _), .field(_, _, let name): name
        }
    }
}
