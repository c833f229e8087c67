extension SyntaxRewriter {
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of query: Query) -> Query {
        var copy = query
        if let with = query.with { copy.with = rewriteChildren(of: with) }
        copy.body = rewrite(query.body)
        copy.orderBy = rewriteChildren(of: query.orderBy)
        copy.offset = rewrite(optional: query.offset)
        switch query.limit {
        case .rows(let count): copy.limit = .rows(rewrite(count))
        case .fetchFirst(let count?, let withTies): copy.limit = .fetchFirst(rewrite(count), withTies: withTies)
        case .all, .fetchFirst(nil, _), nil: break
        }
        return copy
    }

    public mutating func rewriteChildren(of with: With) -> With {
        var copy = with
        for index in with.session.indices { copy.session[index].value = rewrite(with.session[index].value) }
        for index in with.functions.indices { copy.functions[index] = rewriteChildren(of: with.functions[index]) }
        for index in with.tables.indices { copy.tables[index].query = rewrite(with.tables[index].query) }
        return copy
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of body: QueryBody) -> QueryBody {
        switch body {
        case .select(let select):
            return .select(rewrite(select))
        case .setOperation(var operation):
            for index in operation.branches.indices { operation.branches[index] = rewrite(operation.branches[index]) }
            return .setOperation(operation)
        case .values(let rows):
            return .values(rewrite(all: rows))
        case .table(let name):
            return .table(rewrite(table: name))
        case .parenthesized(let query):
            return .parenthesized(rewrite(query))
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of select: Select) -> Select {
        var copy = select
        for index in select.items.indices {
            copy.items[index].kind = rewriteChildren(of: select.items[index].kind)
        }
        for index in select.from.indices { copy.from[index] = rewrite(select.from[index]) }
        copy.filter = rewrite(optional: select.filter)
        if let groupBy = select.groupBy {
            copy.groupBy?.elements = groupBy.elements.map { rewriteChildren(of: $0) }
        }
        copy.having = rewrite(optional: select.having)
        for index in select.windows.indices {
            copy.windows[index].specification = rewriteChildren(of: select.windows[index].specification)
        }
        return copy
    }

    mutating func rewriteChildren(of item: SelectItem.Kind) -> SelectItem.Kind {
        switch item {
        case .expression(let expression, let alias): .expression(rewrite(expression), alias: alias)
        case .allOf(let expression, let aliases): .allOf(rewrite(expression), aliases: aliases)
        case .all: .all
        }
    }

    public mutating func rewriteChildren(of element: GroupBy.Element) -> GroupBy.Element {
        switch element {
        case .expression(let expression): .expression(rewrite(expression))
        case .set(let expressions): .set(rewrite(all: expressions))
        case .rollup(let sets): .rollup(sets.map { rewrite(all: $0) })
        case .cube(let sets): .cube(sets.map { rewrite(all: $0) })
        case .groupingSets(let elements): .groupingSets(elements.map { rewriteChildren(of: $0) })
        case .auto: .auto
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of relation: Relation) -> Relation {
        Relation(rewriteChildren(of: relation.kind), position: relation.position)
    }

    mutating func rewriteChildren(of kind: Relation.Kind) -> Relation.Kind {
        switch kind {
        case .table(let table):
            return .table(rewriteChildren(of: table))
        case .subquery(let query):
            return .subquery(rewrite(query))
        case .lateral(let query):
            return .lateral(rewrite(query))
        case .unnest(let expressions, let withOrdinality):
            return .unnest(rewrite(all: expressions), withOrdinality: withOrdinality)
        case .join(let join):
            return .join(rewriteChildren(of: join))
        case .tableFunction(let call):
            return .tableFunction(rewriteChildren(of: call))
        case .jsonTable(let table):
            return .jsonTable(rewriteChildren(of: table))
        case .nearest(let nearest):
            return .nearest(rewriteChildren(of: nearest))
        case .patternRecognition(let input, let recognition):
            return .patternRecognition(rewrite(input), rewriteChildren(of: recognition))
        case .aliased(let relation, let alias, let columns):
            return .aliased(rewrite(relation), alias: alias, columns: columns)
        case .sampled(let relation, let sample):
            return .sampled(rewrite(relation), Sample(method: sample.method, percentage: rewrite(sample.percentage)))
        }
    }

    mutating func rewriteChildren(of table: TableReference) -> TableReference {
        let name = rewrite(table: table.name)
        switch table.period {
        case .version(let moment): return TableReference(name, period: .version(rewrite(moment)))
        case .timestamp(let moment): return TableReference(name, period: .timestamp(rewrite(moment)))
        case nil: return TableReference(name)
        }
    }

    mutating func rewriteChildren(of join: Join) -> Join {
        var copy = join
        copy.left = rewrite(join.left)
        copy.right = rewrite(join.right)
        if case .on(let condition) = join.criteria { copy.criteria = .on(rewrite(condition)) }
        return copy
    }
}
