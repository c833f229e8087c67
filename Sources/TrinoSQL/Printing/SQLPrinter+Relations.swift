// What stands in FROM.
extension SQLPrinter {
    /// How tightly a form of relation binds: Trino's `relation`, `sampledRelation`, `patternRecognition`, `aliasedRelation` and
    /// `relationPrimary`.
    enum RelationPlace: Int, Comparable {
        case relation, sampled, recognized, aliased, primary

        static func < (left: RelationPlace, right: RelationPlace) -> Bool { left.rawValue < right.rawValue }

        init(of relation: Relation) {
            switch relation.kind {
            case .join: self = .relation
            case .sampled: self = .sampled
            case .patternRecognition: self = .recognized
            case .aliased(let inner, _, _):
                if case .patternRecognition = inner.kind { self = .recognized } else { self = .aliased }
            case .table, .subquery, .lateral, .unnest, .tableFunction, .jsonTable, .nearest: self = .primary
            }
        }
    }

    mutating func print(_ relation: Relation) {
        switch relation.kind {
        case .join: printJoins(relation)
        case .table(let table): print(table)
        case .subquery(let query): printNested(query)
        case .lateral(let query):
            put("LATERAL ")
            printNested(query)
        case .unnest(let expressions, let withOrdinality):
            put("UNNEST")
            printParenthesized(expressions) { $0.print($1) }
            if withOrdinality { put(" WITH ORDINALITY") }
        case .tableFunction(let call): print(call)
        case .jsonTable(let table): print(table)
        case .nearest(let nearest): print(nearest)
        case .aliased, .sampled, .patternRecognition: printSuffixed(relation)
        }
    }

    mutating func print(_ relation: Relation, atLeast place: RelationPlace) {
        guard RelationPlace(of: relation) < place else { return print(relation) }
        put("(")
        out.open()
        out.softLine()
        print(relation)
        out.closingLine()
        out.close()
        put(")")
    }

    /// A chain of joins, which leans to the left: its spine is walked in a loop, as it may be long.
    private mutating func printJoins(_ relation: Relation) {
        var joins: [Join] = []
        var first = relation
        while case .join(let join) = first.kind {
            joins.append(join)
            first = join.left
        }
        print(first, atLeast: .sampled)
        for join in joins.reversed() {
            out.line()
            printWords(of: join)
            print(join.right, atLeast: .sampled)
            printCriteria(of: join)
        }
    }

    private mutating func printWords(of join: Join) {
        if case .natural = join.criteria { put("NATURAL ") }
        switch join.kind {
        case .inner: put("JOIN ")
        case .left: put("LEFT JOIN ")
        case .right: put("RIGHT JOIN ")
        case .full: put("FULL JOIN ")
        case .cross: put("CROSS JOIN ")
        }
    }

    private mutating func printCriteria(of join: Join) {
        switch join.criteria {
        case .on(let condition):
            out.open()
            out.line()
            put("ON ")
            if case .and(let operands) = condition.kind {
                for (index, operand) in operands.enumerated() {
                    if index > 0 {
                        out.line()
                        put("AND ")
                    }
                    print(operand, atLeast: Binding.and.tighter)
                }
            } else {
                print(condition)
            }
            out.close()
        case .using(let columns):
            put(" USING")
            printColumnList(columns)
        case .natural, nil:
            break
        }
    }

    private mutating func print(_ table: TableReference) {
        print(table.name)
        switch table.period {
        case .version(let moment):
            put(" FOR VERSION AS OF ")
            print(moment, atLeast: .value)
        case .timestamp(let moment):
            put(" FOR TIMESTAMP AS OF ")
            print(moment, atLeast: .value)
        case nil:
            break
        }
    }

    private mutating func printSuffixed(_ relation: Relation) {
        switch relation.kind {
        case .aliased(let inner, let alias, let columns):
            if case .patternRecognition = inner.kind { print(inner) } else { print(inner, atLeast: .primary) }
            put(" AS ")
            print(alias)
            printColumnList(columns)
        case .sampled(let inner, let sample):
            print(inner, atLeast: .recognized)
            put(" TABLESAMPLE \(sample.method.rawValue.uppercased()) (")
            print(sample.percentage)
            put(")")
        case .patternRecognition(let inner, let recognition):
            print(inner, atLeast: .aliased)
            put(" ")
            print(recognition)
        default: break
        }
    }
}
