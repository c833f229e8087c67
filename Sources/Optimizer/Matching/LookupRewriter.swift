import TrinoSQL

/// Rewrites one SELECT of a query over a table of rows joined beforehand.
///
/// ```sql
/// SELECT o.orderdate, c.name FROM lake.raw.orders AS o JOIN lake.raw.customers AS c ON o.custkey = c.custkey WHERE c.tier = 1
/// -- becomes
/// SELECT j.orderdate AS orderdate, j.customers_name AS name FROM lake.fast.orders_joined AS j
/// WHERE j.customers_matched AND j.customers_tier = 1
/// ```
/// Preconditions: the block's keys are unique (`LookupBlock`), and the table keeps all that the query reads. Then
/// - a lookup that keeps rows without a match is taken out, for it neither adds rows nor takes any away;
/// - one that doesn't is taken out too, and whether a match was found is asked in the place of its key's equality;
/// - conditions that stood on a join which is no longer there filter the same rows further out: in WHERE across inner joins and
///   the preserved side of outer ones, in ON where the other side is filled up. Below a full join there is no such place. They come
///   before those that stood there, and the question for a match before all: AND stops from left to right, so that none is asked of rows for
///   which it wasn't, where it might fail.
struct LookupRewriter {
    let resolved: ResolvedQuery
    let block: LookupBlock
    let candidate: JoinCandidate
    /// The wide table's full name.
    let name: TableName

    /// Why the block can't read the table.
    struct Mismatch: Error {
        let reason: String
    }

    /// The lookups that the table answers.
    var members: [LookupBlock.Member] { block.members(within: Set(candidate.lookups)) }

    /// - Throws: `Mismatch`.
    func apply() throws(Mismatch) -> Query {
        // check: joined-onto-the-same-table
        guard candidate.base == block.table else { throw Mismatch(reason: "it has other rows") }
        let reads = LookupReads(block, within: Set(candidate.lookups), in: resolved)
        if let foreign = reads.foreign.sorted().first { throw Mismatch(reason: "it does not keep \(foreign)") }
        guard candidate.holds(reads.contents.keys) else { throw Mismatch(reason: "it lacks a column") }
        var taken = FreshAliases.names(in: resolved)
        var walk = Walk(self, alias: taken.takeFree("j"))
        let query = walk.rewrite(resolved.query)
        if let mismatch = walk.mismatch { throw mismatch }
        return query
    }

    private struct Walk: SyntaxRewriter {
        let resolved: ResolvedQuery
        let block: LookupBlock
        let candidate: JoinCandidate
        let table: Relation
        let alias: String
        private let owners: [Int: LookupBlock.Member]
        /// What stands in the place of equalities of keys: nil for those that need not be asked again.
        private let settled: [Int: Expression?]
        /// Texts of the questions for a match.
        private let matches: Set<String>
        private let neighbours: Set<Int>
        var mismatch: Mismatch?

        init(_ rewriter: LookupRewriter, alias: String) {
            resolved = rewriter.resolved
            block = rewriter.block
            candidate = rewriter.candidate
            self.alias = alias
            table = Relation(
                .aliased(
                    Relation(.table(TableReference(rewriter.name.qualifiedName))), alias: Identifier(alias), columns: []
                ))
            let members = rewriter.members
            owners = Dictionary(members.map { ($0.node, $0) }, uniquingKeysWith: { first, _ in first })
            var settled: [Int: Expression?] = [:]
            var matches: Set<String> = []
            for member in members {
                for node in member.settled { settled.updateValue(nil, forKey: node) }
                // check: inner-lookups-ask-for-a-match
                if !member.keepsUnmatched, let first = member.settled.first,
                    let match = candidate.column(.match(member.lookup))
                {
                    settled.updateValue(Self.reading(alias, match), forKey: first)
                    matches.insert(Self.reading(alias, match).sql())
                }
            }
            self.settled = settled
            self.matches = matches
            neighbours = Set(resolved.selects[block.select]?.relations ?? [])
        }

        // MARK: Columns

        private static func reading(_ alias: String, _ column: JoinCandidate.Column, fields: [Identifier] = [])
            -> Expression
        {
            let name = QualifiedName([Identifier(alias), Identifier(quotedWhereNeeded: column.name)] + fields)
            let value = Expression.column(name)
            return column.type == column.storedType ? value : .cast(value, to: DataType(column.type))
        }

        mutating func rewrite(_ expression: Expression) -> Expression {
            guard case .column(let name) = expression.kind,
                case .column(let bound)? = resolved.binding(of: expression)
            else { return rewriteChildren(of: expression) }
            let qualifiers = name.parts.count - 1 - bound.fields.count
            if bound.relation == block.root || owners[bound.relation] != nil {
                let content = JoinedContent.value(owners[bound.relation]?.lookup, bound.name)
                guard let column = candidate.column(content) else {
                    mismatch = mismatch ?? Mismatch(reason: "it does not keep \(bound.name)")
                    return expression
                }
                return Self.reading(alias, column, fields: Array(name.parts.dropFirst(qualifiers + 1)))
            }
            // The wide table may have a column of the same name.
            guard neighbours.contains(bound.relation), bound.mergedFrom.isEmpty, qualifiers == 0,
                let own = resolved.relations[bound.relation]?.qualifier.last
            else { return expression }
            let full = QualifiedName([Identifier(quotedWhereNeeded: own)] + name.parts)
            return Expression(.column(full), position: expression.position)
        }

        // MARK: The SELECT

        mutating func rewrite(_ select: Select) -> Select {
            guard select.position.node == block.select else { return rewriteChildren(of: select) }
            var rest = select
            rest.from = []
            rest.filter = nil
            var copy = rewriteChildren(of: rest)
            let columns = resolved.select(select)?.items ?? []
            for index in copy.items.indices {
                guard case .expression(let value, nil) = copy.items[index].kind,
                    case .expression(let old, _) = select.items[index].kind, value != old,
                    columns.indices.contains(index), case .expression(_, let implied?) = columns[index]
                else { continue }
                copy.items[index].kind = .expression(value, alias: Identifier(quotedWhereNeeded: implied))
            }
            var conditions: [Expression] = []
            copy.from = select.from.compactMap { relation in
                let left = self.left(of: relation)
                conditions += left.conditions
                return left.relation
            }
            for condition in select.filter?.conjuncts ?? [] {
                if let asked = asked(condition) { conditions.append(asked) }
            }
            copy.filter = conditions.isEmpty ? nil : .conjunction(matchesFirst(conditions))
            return copy
        }

        private func matchesFirst(_ conditions: [Expression]) -> [Expression] {
            conditions.filter { matches.contains($0.sql()) } + conditions.filter { !matches.contains($0.sql()) }
        }

        /// A condition as it is asked now; nil where it need not be.
        private mutating func asked(_ condition: Expression) -> Expression? {
            if let settled = settled[condition.position.node] { return settled }
            return rewrite(condition)
        }

        // MARK: FROM

        /// What is left of a relation, and conditions that its rows must meet further out.
        private struct Left {
            var relation: Relation?
            var conditions: [Expression] = []
            /// Nodes of the relations in it, as they are now.
            var nodes: Set<Int> = []
        }

        private mutating func left(of relation: Relation) -> Left {
            let node = relation.position.node
            if node == block.root { return Left(relation: table, nodes: [node]) }
            if owners[node] != nil { return Left() }
            guard case .join(let join) = relation.kind else { return Left(relation: rewrite(relation), nodes: [node]) }
            let left = self.left(of: join.left)
            let right = self.left(of: join.right)
            var own: [Expression] = []
            if case .on(let condition)? = join.criteria { own = condition.conjuncts }
            let nodes = left.nodes.union(right.nodes)
            guard let one = left.relation, let other = right.relation else {
                let outer = left.conditions + right.conditions + own.compactMap { asked($0) }
                return Left(relation: left.relation ?? right.relation, conditions: outer, nodes: nodes)
            }
            var copy = join
            copy.left = one
            copy.right = other
            var result = Left(nodes: nodes)
            switch join.kind {
            case .inner, .cross:
                var inside: [Expression] = []
                result.conditions = left.conditions + right.conditions
                for condition in own {
                    guard let asked = asked(condition) else { continue }
                    if isWithin(nodes, condition) { inside.append(asked) } else { result.conditions.append(asked) }
                }
                copy.kind = inside.isEmpty ? .cross : .inner
                copy.criteria = inside.isEmpty ? nil : .on(.conjunction(matchesFirst(inside)))
            case .left:
                result.conditions = left.conditions
                copy.criteria = .on(.conjunction(matchesFirst(right.conditions + own.compactMap { asked($0) })))
            case .right:
                result.conditions = right.conditions
                copy.criteria = .on(.conjunction(matchesFirst(left.conditions + own.compactMap { asked($0) })))
            case .full:
                // check: no-filter-below-a-full-join
                if !(left.conditions + right.conditions).isEmpty {
                    mismatch = mismatch ?? Mismatch(reason: "a full join stands around it")
                }
                copy.criteria = .on(.conjunction(matchesFirst(own.compactMap { asked($0) })))
            }
            result.relation = Relation(.join(copy), position: relation.position)
            return result
        }

        /// Whether all relations that a condition looks at stand, as they are now, among some.
        private func isWithin(_ nodes: Set<Int>, _ condition: Expression) -> Bool {
            var isWithin = true
            condition.forEachExpression { part in
                guard case .column(let bound)? = resolved.binding(of: part) else { return }
                let place = owners[bound.relation] == nil ? bound.relation : block.root
                if neighbours.contains(bound.relation), !nodes.contains(place) { isWithin = false }
            }
            return isWithin
        }
    }
}
