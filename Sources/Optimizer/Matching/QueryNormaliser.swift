import TrinoSQL

/// Writes a sub-query in one form: every table by its full name, relations called by their place, common tables written out, all
/// inner joins as one list of relations and one list of conditions, conditions and grouping keys in the order of their texts.
///
/// Every change is an identity: inner joins and their conditions commute, a common table means its query, ORDER BY without LIMIT
/// means nothing, and expressions change as `CanonicalForm` says. What can't be kept as a table is noted as a defect, and the form is
/// made all the same, so that a sub-query that repeats can be told why it is not kept.
struct QueryNormaliser: SyntaxRewriter {
    /// A query in normal form.
    struct Normal {
        var query: Query
        /// What each output is, as written; nil where the body is no SELECT.
        var items: [Expression]?
        /// The name that each output has in `query`.
        var names: [String]
        var isExtendable = false
        /// Whether it aggregates without GROUP BY.
        var isOneGroup = false
        var isProjection = false
    }

    let resolved: ResolvedQuery
    let commonTables: [Int: CommonTable]
    private let unstable: [Int: [Instability]]
    private(set) var defects: [String] = []
    /// Whether something that it computes can fail on some row or group.
    private(set) var canFail = false
    private(set) var sources: Set<TableName> = []
    /// Nodes of sums whose last digits depend on the order of rows.
    private(set) var roundings: Set<Int> = []
    /// What relations are called, by the node number under which columns are bound to them.
    private var aliases: [Int: String] = [:]
    private var columnNames: [Int: [String]] = [:]
    /// What ORDER BY means by an output's name.
    private var outputs: [Expression] = []
    private var depth = -1

    /// - Parameter commonTables: of the whole query, by their queries' nodes.
    init(_ resolved: ResolvedQuery, commonTables: [Int: CommonTable]) {
        self.resolved = resolved
        self.commonTables = commonTables
        unstable = Dictionary(grouping: resolved.instabilities) { $0.position.node }
    }

    // MARK: - Queries

    /// - Parameter keepsPlaces: whether the outputs are read by their places, so that they stay in their order.
    mutating func normal(_ query: Query, keepsPlaces: Bool) -> Normal {
        if let with = query.with, !with.functions.isEmpty || !with.session.isEmpty || with.isRecursive {
            defects.append("its WITH declares more than plain queries")
        }
        switch query.body {
        case .select(let select):
            return normal(select, of: query, keepsPlaces: keepsPlaces)
        case .parenthesized(let inner) where query.limit == nil && query.offset == nil:
            return normal(inner, keepsPlaces: keepsPlaces)
        case .setOperation(let operation):
            if query.limit != nil || query.offset != nil { defects.append("it takes some rows of a set operation") }
            var copy = query
            copy.with = nil
            copy.orderBy = []
            copy.body = .setOperation(normal(operation))
            let width = resolved.queryOutputs[query.position.node]?.count ?? 0
            return Normal(query: copy, items: nil, names: (0..<width).map { Self.column($0) })
        case .values, .table, .parenthesized:
            defects.append("it is no SELECT")
            return Normal(query: query, items: nil, names: [])
        }
    }

    private mutating func normal(_ select: Select, of query: Query, keepsPlaces: Bool) -> Normal {
        let isCut = query.limit.map { $0 != .all } ?? false || query.offset != nil
        let order = isCut ? query.orderBy.map(\.key) : []
        if FailingExpressions.canFailForRowsOrGroups(select, orderBy: order, in: resolved) { canFail = true }
        let shaped = shape(select, orderBy: isCut ? query.orderBy : [])
        var copy = query
        copy.with = nil
        copy.orderBy = shaped.order
        if case .all? = query.limit { copy.limit = nil }
        if !query.isCutByNumbers { defects.append("its LIMIT is no number") }
        // check: cut-rows-are-told-apart
        if isCut,
            !TotalOrder(resolved, select, of: query).tells(
                apart: shaped.items, groupedBy: shaped.groupingKeys, shaped.order)
        {
            defects.append("its LIMIT has no order that tells all rows apart")
        }
        var items: [Expression] = []
        for item in shaped.items where keepsPlaces || !items.contains(item) { items.append(item) }
        if !keepsPlaces { items = items.map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.map(\.1) }
        var body = shaped.select
        body.items = items.enumerated().map { SelectItem(.expression($1, alias: Identifier(Self.column($0)))) }
        copy.body = .select(body)
        let names = shaped.items.enumerated().map { place, item in
            Self.column(keepsPlaces ? place : items.firstIndex(of: item) ?? place)
        }
        let facts = resolved.select(select)
        let isAggregation = facts?.isAggregation ?? false
        // check: order-that-goes-aggregates-nothing
        if isAggregation, select.groupBy == nil, select.having == nil, !isAggregated(select, facts) {
            defects.append("it aggregates in ORDER BY alone")
        }
        var normal = Normal(query: copy, items: shaped.items, names: names)
        normal.isExtendable =
            !isCut
            // check: distinct-rows-are-whole
            && select.quantifier != .distinct
        normal.isOneGroup = isAggregation && select.groupBy == nil
        normal.isProjection =
            normal.isExtendable && !isAggregation && body.filter == nil && body.from.count == 1
            && body.from[0].isPlainTable && facts?.windows.isEmpty ?? false
        return normal
    }

    private mutating func normal(_ operation: SetOperation) -> SetOperation {
        if operation.corresponding != nil { defects.append("its branches are matched by name") }
        var copy = operation
        if operation.quantifier == .distinct { copy.quantifier = nil }
        copy.branches = operation.branches.map { branch in
            switch branch {
            case .select(let select):
                return normal(Query(body: .select(select)), keepsPlaces: true).query.body
            case .setOperation(let inner):
                return .setOperation(normal(inner))
            case .parenthesized(let query):
                let inner = normal(query, keepsPlaces: true).query
                return inner.limit == nil && inner.offset == nil ? inner.body : .parenthesized(inner)
            case .values, .table:
                defects.append("a branch of it is no SELECT")
                return branch
            }
        }
        return copy
    }

    /// Whether an aggregate stands among the items of a SELECT: ORDER BY, which goes, may hold some too.
    private func isAggregated(_ select: Select, _ facts: ResolvedSelect?) -> Bool {
        let aggregates = Set((facts?.aggregates ?? []).map(\.position.node))
        return select.items.contains { item in
            guard case .expression(let value, _) = item.kind else { return false }
            return value.contains(includingSubqueries: false) { aggregates.contains($0.position.node) }
        }
    }

    static func column(_ place: Int) -> String { "c\(place)" }

    // MARK: - SELECT

    private struct Shaped {
        var select: Select
        var items: [Expression]
        var order: [SortItem]
        var groupingKeys: [Expression]
    }

    private mutating func shape(_ select: Select, orderBy: [SortItem]) -> Shaped {
        depth += 1
        defer { depth -= 1 }
        note(select.position.node)
        var copy = select
        copy.comments = .none
        if copy.quantifier == .all { copy.quantifier = nil }
        if !select.windows.isEmpty { defects.append("it names windows") }
        let tree = FromTree(select, in: resolved)
        if tree.isOpaque {
            defects.append("its FROM has a form that is not understood: USING, LATERAL, UNNEST or a sample")
        } else if tree.isAllInner {
            copy.from = relations(tree.leaves)
            copy.filter = conjunction(tree.conjuncts)
        } else {
            var count = 0
            copy.from = select.from.map { joined($0, count: &count) }
            copy.filter = select.filter.flatMap { conjunction([$0]) }
        }
        var items: [Expression] = []
        for item in select.items {
            guard case .expression(let value, _) = item.kind else {
                defects.append("a star in it could not be written out")
                continue
            }
            items.append(rewrite(value))
        }
        let keys = grouping(select, items: items, into: &copy)
        copy.having = select.having.flatMap { conjunction([$0]) }
        let outer = outputs
        outputs = items
        let order = orderBy.map { item in
            var item = item
            item.key = place(item.key, items) ?? rewrite(item.key)
            return item
        }
        outputs = outer
        return Shaped(select: copy, items: items, order: order, groupingKeys: keys)
    }

    /// All of the conditions, each once and in the order of their texts, or as they are where one may shield another; nil for none.
    private mutating func conjunction(_ conditions: [Expression]) -> Expression? {
        let parts = conditions.flatMap(\.conjuncts).map { rewrite($0) }
        // One that can fail may have another before it that keeps rows from it.
        if FailingExpressions.canFail(conditions, in: resolved) { return parts.isEmpty ? nil : .conjunction(parts) }
        return parts.isEmpty ? nil : CanonicalForm.normalised(.conjunction(parts))
    }

    private mutating func grouping(_ select: Select, items: [Expression], into copy: inout Select) -> [Expression] {
        guard let groupBy = select.groupBy else { return [] }
        var plain: [String: Expression] = [:]
        var elements: [GroupBy.Element] = []
        for element in groupBy.elements {
            if case .expression(let key) = element {
                let value = place(key, items) ?? rewrite(key)
                if value.isBareNumber { defects.append("it groups by a number") }
                plain[value.sql()] = value
                continue
            }
            if case .auto = element { defects.append("it groups by what is not aggregated") }
            if element.hasBareNumber { defects.append("its grouping sets count items by number") }
            elements.append(rewriteChildren(of: element))
        }
        let keys = plain.sorted { $0.key < $1.key }.map(\.value)
        copy.groupBy?.elements = keys.map { .expression($0) } + elements
        return keys
    }

    /// The item that a bare whole number in GROUP BY or ORDER BY counts off.
    private func place(_ key: Expression, _ items: [Expression]) -> Expression? {
        guard case .integer(let digits) = key.kind, let place = Int(digits), items.indices.contains(place - 1) else {
            return nil
        }
        return items[place - 1]
    }

    // MARK: - FROM

    /// Relations that inner joins alone lead to, in the order of their texts.
    private mutating func relations(_ leaves: [FromTree.Leaf]) -> [Relation] {
        var named: [(text: String, leaf: FromTree.Leaf, relation: Relation)] = []
        for leaf in leaves {
            let relation = bare(leaf.relation)
            named.append((relation.sql(), leaf, relation))
        }
        let sorted = named.enumerated().sorted { ($0.element.text, $0.offset) < ($1.element.text, $1.offset) }
        return sorted.enumerated().map { place, entry in
            called(entry.element.relation, entry.element.leaf.relation, place: place)
        }
    }

    /// Relations in their places, where outer joins stand among them.
    private mutating func joined(_ relation: Relation, count: inout Int) -> Relation {
        guard case .join(var join) = relation.kind else {
            count += 1
            return called(bare(relation), relation, place: count - 1)
        }
        join.left = joined(join.left, count: &count)
        join.right = joined(join.right, count: &count)
        if case .on(let condition)? = join.criteria { join.criteria = .on(conjunction([condition]) ?? condition) }
        return Relation(.join(join))
    }

    private mutating func called(_ bare: Relation, _ written: Relation, place: Int) -> Relation {
        let alias = depth == 0 ? "t\(place)" : "t\(depth)_\(place)"
        aliases[written.position.node] = alias
        return Relation(.aliased(bare, alias: Identifier(alias), columns: []))
    }

    /// A relation without its alias: a table by its full name, or a query in normal form.
    private mutating func bare(_ relation: Relation) -> Relation {
        note(relation.position.node)
        var inner = relation
        if case .aliased(let named, _, _) = relation.kind { inner = named }
        note(inner.position.node)
        switch (inner.kind, resolved.relation(inner)?.kind) {
        case (.table(let reference), .baseTable(let name)?) where reference.period == nil:
            sources.insert(name)
            return Relation(.table(TableReference(name.qualifiedName)))
        case (.table, .commonTable(_, let node)?):
            guard let table = commonTables[node] else { break }
            return derived(table.query, of: relation)
        case (.subquery(let query), _):
            return derived(query, of: relation)
        default:
            break
        }
        defects.append("it reads \(inner.sql().prefix(80)), which is neither a table nor a query")
        return inner
    }

    private mutating func derived(_ query: Query, of relation: Relation) -> Relation {
        let inner = normal(query, keepsPlaces: false)
        columnNames[relation.position.node] = inner.names
        return Relation(.subquery(inner.query))
    }

    // MARK: - Expressions

    mutating func rewrite(_ query: Query) -> Query { normal(query, keepsPlaces: true).query }

    mutating func rewrite(_ expression: Expression) -> Expression {
        note(expression.position.node)
        switch expression.kind {
        case .column: return column(expression)
        case .lambda: defects.append("a function is written out in it")
        case .parameter: defects.append("it has a parameter")
        default: break
        }
        return CanonicalForm.normalised(
            rewriteChildren(of: expression), splitsBetween: BetweenSplit(resolved: resolved).isExact(expression))
    }

    private mutating func column(_ expression: Expression) -> Expression {
        switch resolved.binding(of: expression) {
        case .output(let index)? where outputs.indices.contains(index):
            return outputs[index]
        case .column(let bound)?:
            guard bound.mergedFrom.isEmpty, let alias = aliases[bound.relation] else { break }
            let name: String
            switch resolved.source(of: bound) {
            case .table(_, _, let column):
                name = column
            case .query(_, let output):
                guard let names = columnNames[bound.relation], names.indices.contains(output) else { return expression }
                name = names[output]
            case .view, .merged, .other:
                defects.append("it reads \(expression.sql()), whose source is not understood")
                return expression
            }
            let parts = [alias, name] + bound.fields
            return .column(QualifiedName(parts.map { Identifier(quotedWhereNeeded: $0) }))
        case .output, .lambdaArgument, nil:
            break
        }
        // check: sub-query-stands-alone
        if !isLambdaArgument(expression) {
            defects.append("it looks at rows of the query around it: \(expression.sql())")
        }
        return expression
    }

    private func isLambdaArgument(_ expression: Expression) -> Bool {
        if case .lambdaArgument? = resolved.binding(of: expression) { true } else { false }
    }

    /// Notes what at a node makes rows depend on more than the tables.
    private mutating func note(_ node: Int) {
        for cause in unstable[node] ?? [] {
            if cause.cause == .rounding {
                roundings.insert(node)
                continue
            }
            // check: sub-query-depends-on-tables-alone
            if cause.cause != .rounding { defects.append("it depends on \(cause.what)") }
        }
    }
}
