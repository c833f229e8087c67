@testable import TrinoSQL

extension TreeGenerator {
    mutating func query() -> Query {
        deeper { generator in
            Query(
                with: generator.depth > 0 ? generator.maybe(15) { $0.with() } : nil, body: generator.body(),
                orderBy: generator.chance(30) ? generator.list(1...2) { $0.sortItem() } : [],
                offset: generator.maybe(10) { _ in .integer(5) }, limit: generator.maybe(20) { $0.limit() })
        }
    }

    /// A query after IN: one that is nothing but another one in parentheses would be read as a list.
    mutating func queryAfterIn() -> Query {
        let query = query()
        if case .parenthesized = query.body, query.with == nil, query.orderBy.isEmpty, query.limit == nil,
            query.offset == nil
        {
            return Query(body: .table(QualifiedName("t")))
        }
        return query
    }

    private mutating func limit() -> Limit {
        switch number(0...3) {
        case 0: .all
        case 1: .fetchFirst(maybe { _ in .integer(3) }, withTies: chance(50))
        default: .rows(.integer(10))
        }
    }

    mutating func with() -> With {
        With(
            isRecursive: chance(20),
            tables: list(1...2) { generator in
                CommonTable(
                    name: generator.identifier(),
                    columns: generator.chance(30) ? generator.list(1...2) { $0.identifier() } : [],
                    query: generator.query())
            })
    }

    mutating func body() -> QueryBody {
        guard depth > 0 else { return .select(select()) }
        switch number(0...9) {
        case 0: return setOperation()
        case 1: return .values(list(1...3) { $0.expression() })
        case 2: return .table(name())
        case 3:
            // Bare parentheses are not kept, so only a query with clauses of its own stands in them; WITH can't.
            var inner = query()
            inner.with = nil
            if inner.orderBy.isEmpty { inner.orderBy = [SortItem(.integer(1))] }
            return .parenthesized(inner)
        default: return .select(select())
        }
    }

    private mutating func setOperation() -> QueryBody {
        let kind = pick(SetOperation.Kind.allCases)
        let quantifier: SetOperation.SetQuantifier? = maybe(40) { $0.pick([.all, .distinct]) }
        let corresponding = maybe(15) { SetOperation.Corresponding(columns: $0.list(0...2) { $0.identifier() }) }
        var branches = deeper { $0.list(2...3) { $0.body() } }
        if case .setOperation(let first) = branches[0], first.kind == kind, first.quantifier == quantifier,
            first.corresponding == corresponding
        {
            branches[0] = .table(QualifiedName("t"))
        }
        return .setOperation(SetOperation(kind, quantifier, corresponding: corresponding, branches: branches))
    }

    mutating func select() -> Select {
        deeper { generator in
            Select(
                quantifier: generator.maybe(20) { $0.pick([.all, .distinct]) },
                items: generator.list(1...3) { $0.item() },
                from: generator.chance(80) ? generator.list(1...2) { $0.relation() } : [],
                filter: generator.maybe(50) { $0.expression() }, groupBy: generator.maybe(25) { $0.groupBy() },
                having: generator.maybe(15) { $0.expression() },
                windows: generator.chance(10)
                    ? generator.list(1...2) {
                        NamedWindow(name: $0.identifier(), specification: $0.windowSpecification())
                    }
                    : [])
        }
    }

    private mutating func item() -> SelectItem {
        switch number(0...9) {
        case 0: SelectItem(.all)
        case 1: SelectItem(.allOf(.column(name(1...2)), aliases: chance(30) ? list(1...2) { $0.identifier() } : []))
        default: SelectItem(.expression(expression(), alias: maybe { $0.identifier() }))
        }
    }

    private mutating func groupBy() -> GroupBy {
        GroupBy(
            quantifier: maybe(15) { $0.pick([.all, .distinct]) },
            elements: list(1...3) { generator in
                switch generator.number(0...7) {
                case 0: .set(generator.groupingSet())
                case 1: .rollup(generator.list(1...2) { $0.groupingSet() })
                case 2: .cube(generator.list(1...2) { $0.groupingSet() })
                case 3: .groupingSets(generator.list(1...2) { .set($0.groupingSet()) })
                default: .expression(generator.groupingKey())
                }
            })
    }

    private mutating func groupingKey() -> Expression {
        let key = chance(70) ? .column(name(1...2)) : expression()
        // A key like `all - 1` would be read as ALL and `-1`, and parentheses would make it a grouping set.
        return key.beginsLikeQuantifier ? .column("a") : key
    }

    /// Empty, or of two columns or more: one alone is read as an expression.
    private mutating func groupingSet() -> [Expression] {
        chance(20) ? [] : list(2...3) { $0.groupingKey() }
    }

    // MARK: Relations

    mutating func relation() -> Relation {
        guard depth > 0 else { return plainTable() }
        return deeper { generator in
            switch generator.number(0...9) {
            case 0, 1: generator.join()
            case 2, 3:
                Relation(
                    .aliased(
                        generator.aliasable(), alias: generator.identifier(),
                        columns: generator.chance(20) ? generator.list(1...2) { $0.identifier() } : []))
            case 4:
                Relation(
                    .sampled(
                        generator.aliasable(),
                        Sample(method: generator.pick([.bernoulli, .system]), percentage: .integer(10))))
            case 5: Relation(.patternRecognition(generator.aliasable(), generator.patternRecognition()))
            default: generator.aliasable()
            }
        }
    }

    private mutating func plainTable() -> Relation {
        let moment = maybe(10) { $0.leaf() }
        let period: TableReference.Period? = moment.map { chance(50) ? .version($0) : .timestamp($0) }
        return Relation(.table(TableReference(name(), period: period)))
    }

    private mutating func aliasable() -> Relation {
        guard depth > 0 else { return plainTable() }
        switch number(0...9) {
        case 0: return Relation(.subquery(query()))
        case 1: return Relation(.lateral(query()))
        case 2: return Relation(.unnest(list(1...2) { $0.expression() }, withOrdinality: chance(50)))
        case 3: return Relation(.tableFunction(tableFunction()))
        case 4: return Relation(.jsonTable(jsonTable()))
        case 5: return relation()
        case 6:
            return Relation(
                .nearest(
                    Nearest(
                        relation: relation(), filter: maybe { $0.expression() },
                        match: .comparison(.column(name()), .equal, expression()))))
        default: return plainTable()
        }
    }

    private mutating func join() -> Relation {
        let kind = pick(Join.Kind.allCases)
        let left = relation()
        let right = relation()
        guard kind != .cross else { return Relation(.join(Join(.cross, left, right))) }
        let criteria: Join.Criteria
        switch number(0...3) {
        case 0: criteria = .using(list(1...2) { $0.identifier() })
        case 1: criteria = .natural
        default: criteria = .on(expression())
        }
        return Relation(.join(Join(kind, left, right, criteria: criteria)))
    }

    private mutating func tableFunction() -> TableFunctionCall {
        TableFunctionCall(
            name(1...2),
            arguments: list(0...2) { generator in
                .init(generator.tableFunctionValue(), name: generator.maybe { $0.identifier() })
            },
            copartition: chance(15) ? [list(2...3) { $0.name(1...2) }] : [])
    }

    private mutating func tableFunctionValue() -> TableFunctionCall.Value {
        switch number(0...3) {
        case 0: return .descriptor(list(1...2) { .init(name: $0.identifier(), type: $0.maybe { $0.type() }) })
        case 1: return .nullDescriptor
        case 2:
            let inner = chance(50) ? Relation(.table(TableReference(name()))) : Relation(.subquery(query()))
            let relation = chance(50) ? inner : Relation(.aliased(inner, alias: identifier(), columns: []))
            return .table(
                .init(
                    relation, partitionBy: maybe { $0.list(0...2) { $0.expression() } },
                    emptyInput: maybe(30) { $0.pick([.prune, .keep]) }, orderBy: list(0...2) { $0.sortItem() }))
        default: return .expression(expression())
        }
    }
}
