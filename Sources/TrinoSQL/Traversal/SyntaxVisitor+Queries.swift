extension SyntaxVisitor {
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of query: Query) {
        if let with = query.with {
            for property in with.session { visit(property.value) }
            for function in with.functions { visitChildren(of: function) }
            for table in with.tables { visit(table.query) }
        }
        visit(query.body)
        visitChildren(of: query.orderBy)
        visit(optional: query.offset)
        switch query.limit {
        case .rows(let count), .fetchFirst(let count?, _): visit(count)
        case .all, .fetchFirst(nil, _), nil: break
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of body: QueryBody) {
        switch body {
        case .select(let select): visit(select)
        case .setOperation(let operation):
            for branch in operation.branches { visit(branch) }
        case .values(let rows): visit(all: rows)
        case .table(let name): visit(table: name)
        case .parenthesized(let query): visit(query)
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of select: Select) {
        for item in select.items {
            switch item.kind {
            case .expression(let expression, _), .allOf(let expression, _): visit(expression)
            case .all: break
            }
        }
        for relation in select.from { visit(relation) }
        visit(optional: select.filter)
        if let groupBy = select.groupBy {
            for element in groupBy.elements { visitChildren(of: element) }
        }
        visit(optional: select.having)
        for window in select.windows { visitChildren(of: window.specification) }
    }

    public mutating func visitChildren(of element: GroupBy.Element) {
        switch element {
        case .expression(let expression): visit(expression)
        case .set(let expressions): visit(all: expressions)
        case .rollup(let sets), .cube(let sets):
            for set in sets { visit(all: set) }
        case .groupingSets(let elements):
            for element in elements { visitChildren(of: element) }
        case .auto: break
        }
    }

    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of relation: Relation) {
        switch relation.kind {
        case .table(let table):
            visit(table: table.name)
            switch table.period {
            case .version(let moment), .timestamp(let moment): visit(moment)
            case nil: break
            }
        case .subquery(let query), .lateral(let query):
            visit(query)
        case .unnest(let expressions, _):
            visit(all: expressions)
        case .join(let join):
            visit(join.left)
            visit(join.right)
            if case .on(let condition) = join.criteria { visit(condition) }
        case .tableFunction(let call):
            visitChildren(of: call)
        case .jsonTable(let table):
            visitChildren(of: table)
        case .nearest(let nearest):
            visitChildren(of: nearest)
        case .patternRecognition(let input, let recognition):
            visit(input)
            visitChildren(of: recognition)
        case .aliased(let relation, _, _):
            visit(relation)
        case .sampled(let relation, let sample):
            visit(relation)
            visit(sample.percentage)
        }
    }
}
