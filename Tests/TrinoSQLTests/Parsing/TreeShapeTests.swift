import Testing
import TrinoSQL

@Suite("The tree says what the text means")
struct TreeShapeTests {
    private func expression(_ text: String) throws -> Expression.Kind { try Parser.parseExpression(text).kind }
    private func column(_ name: String) -> Expression { Expression(.column(QualifiedName(name))) }
    private func number(_ digits: String) -> Expression { Expression(.integer(digits)) }

    @Test("chains are flat and parentheses keep their operands together")
    func chains() throws {
        #expect(try expression("a AND b AND c") == .and([column("a"), column("b"), column("c")]))
        #expect(
            try expression("a AND (b AND c)") == .and([column("a"), Expression(.and([column("b"), column("c")]))]))
        #expect(try expression("a || b || c") == .concatenation([column("a"), column("b"), column("c")]))
        #expect(
            try expression("1 + 2 - 3")
                == .arithmetic(ArithmeticChain(number("1"), [.init(.add, number("2")), .init(.subtract, number("3"))])))
    }

    @Test("operators bind as in Trino: OR, AND, NOT, predicates, ||, + and -, * and /, signs, AT TIME ZONE")
    func precedence() throws {
        #expect(
            try Parser.parseExpression("NOT a = 1 OR b AND c || d + e * -f AT LOCAL > g")
                == Parser.parseExpression("(NOT (a = 1)) OR (b AND ((c || (d + (e * (-(f AT LOCAL))))) > g))"))
        #expect(
            try Parser.parseExpression("a BETWEEN 1 + 1 AND 2 AND b IN (1) AND NOT c LIKE d || e")
                == Parser.parseExpression("(a BETWEEN (1 + 1) AND 2) AND (b IN (1)) AND (NOT (c LIKE (d || e)))"))
    }

    @Test(
        "a predicate takes no second predicate",
        arguments: ["a = b = c", "a IS NULL IS NULL", "a < b IN (1)", "a = NOT b", "1 + NOT a"])
    func predicatesDoNotChain(text: String) {
        #expect(throws: SyntaxError.self) { try Parser.parseExpression(text) }
    }

    @Test("a name is a column with all its parts, in parentheses too")
    func names() throws {
        #expect(try expression("a.b.c") == .column(QualifiedName("a", "b", "c")))
        #expect(try expression("(a).b") == .column(QualifiedName("a", "b")))
        #expect(try expression("f(x).a") == .field(Parser.parseExpression("f(x)"), Identifier("a")))
    }

    @Test("parentheses hold a value, a row, a query or a lambda's parameters")
    func parentheses() throws {
        #expect(try expression("(a)") == column("a").kind)
        #expect(try expression("(a, b)") == .row([RowElement(column("a")), RowElement(column("b"))]))
        guard case .subquery = try expression("((SELECT 1) UNION (SELECT 2))") else { throw Unexpected() }
        guard case .arithmetic = try expression("((SELECT 1) + 2)") else { throw Unexpected() }
        guard case .lambda(let names, _) = try expression("(a, b) -> a") else { throw Unexpected() }
        #expect(names.map(\.text) == ["a", "b"])
        guard case .inSubquery = try expression("a IN ((SELECT 1) UNION (SELECT 2))") else { throw Unexpected() }
        guard case .inList = try expression("a IN ((SELECT 1))") else { throw Unexpected() }
    }

    @Test("set operations of one kind are one node, INTERSECT binds tighter, kinds nest from the left")
    func setOperations() throws {
        let flat = try Parser.parseQuery("SELECT 1 UNION ALL SELECT 2 UNION ALL SELECT 3")
        guard case .setOperation(let union) = flat.body else { throw Unexpected() }
        #expect(union.kind == .union && union.quantifier == .all && union.branches.count == 3)
        #expect(
            try Parser.parseQuery("SELECT 1 UNION SELECT 2 INTERSECT SELECT 3 EXCEPT SELECT 4")
                == Parser.parseQuery("(SELECT 1 UNION (SELECT 2 INTERSECT SELECT 3)) EXCEPT SELECT 4"))
        #expect(
            try Parser.parseQuery("SELECT 1 UNION (SELECT 2 UNION SELECT 3)")
                != Parser.parseQuery("SELECT 1 UNION SELECT 2 UNION SELECT 3"))
    }

    @Test("joins lean left, and a join without criteria of its own yet leans right")
    func joins() throws {
        #expect(
            try Parser.parseQuery("SELECT 1 FROM a JOIN b JOIN c ON x ON y")
                == Parser.parseQuery("SELECT 1 FROM a JOIN (b JOIN c ON x) ON y"))
        #expect(
            try Parser.parseQuery("SELECT 1 FROM a JOIN b ON x JOIN c ON y")
                == Parser.parseQuery("SELECT 1 FROM (a JOIN b ON x) JOIN c ON y"))
        #expect(
            try Parser.parseQuery("SELECT 1 FROM a JOIN b CROSS JOIN c ON x")
                == Parser.parseQuery("SELECT 1 FROM a JOIN (b CROSS JOIN c) ON x"))
    }

    @Test("literals keep their digits, strings lose their quotes")
    func literals() throws {
        #expect(try expression("1_000") == .integer("1_000"))
        #expect(try expression("0x1F") == .integer("0x1F"))
        #expect(try expression("1.") == .decimal("1."))
        #expect(try expression("1E5") == .double("1E5"))
        #expect(try expression("'it''s'") == .string(StringLiteral("it's")))
        #expect(try expression("U&'\\0041\\+01F600'") == .string(StringLiteral("A\u{1F600}", isUnicode: true)))
        #expect(try expression("X'6 5aF'") == .binary("65AF"))
        #expect(
            try expression("TIMESTAMP '2020'")
                == .typed(DataType(.dateTime(.timestamp, precision: nil, withTimeZone: false)), StringLiteral("2020")))
        #expect(try expression("DATE '2020'") == .typed(.named("date"), StringLiteral("2020")))
    }

    @Test("parameters are counted in the order of the text")
    func parameters() throws {
        #expect(
            try expression("f(?, ?)")
                == .function(
                    FunctionCall(
                        QualifiedName("f"), [.init(Expression(.parameter(0))), .init(Expression(.parameter(1)))])))
    }

    @Test("every node knows its line and its column in Unicode scalars")
    func positions() throws {
        let query = try Parser.parseQuery("SELECT 'é', /* ü */ a\nFROM t\n WHERE b > 1")
        guard case .select(let select) = query.body else { throw Unexpected() }
        #expect(select.items[1].position.line == 1 && select.items[1].position.column == 21)
        #expect(select.from[0].position.line == 2 && select.from[0].position.column == 6)
        #expect(select.filter?.position.line == 3 && select.filter?.position.column == 8)
    }

    @Test("words that aren't reserved are names wherever there is room for one")
    func keywordsAsNames() throws {
        let query = try Parser.parseQuery("SELECT limit, offset AS fetch, date rows FROM values_ limit LIMIT 5")
        guard case .select(let select) = query.body, case .aliased(_, let alias, _) = select.from[0].kind else {
            throw Unexpected()
        }
        #expect(alias.text == "limit")
        #expect(query.limit == .rows(number("5")))
        #expect(select.items.count == 3)
    }

    @Test("GROUP BY tells a set from an expression that begins with a parenthesis")
    func groupingSets() throws {
        let query = try Parser.parseQuery("SELECT 1 FROM t GROUP BY (a), (a) + 1, (a, b), ()")
        guard case .select(let select) = query.body, let elements = select.groupBy?.elements else { throw Unexpected() }
        #expect(elements[0] == .set([column("a")]))
        guard case .expression = elements[1] else { throw Unexpected() }
        #expect(elements[2] == .set([column("a"), column("b")]))
        #expect(elements[3] == .set([]))
    }

    @Test("ALL is a column where no quantifier can stand, and words about NULLs need a window")
    func contextualWords() throws {
        #expect(
            try Parser.parseQuery("SELECT 1 FROM t GROUP BY ALL * (a)")
                == Parser.parseQuery("SELECT 1 FROM t GROUP BY (ALL) * a"))
        #expect(throws: SyntaxError.self) { try Parser.parseQuery("SELECT lag(a) IGNORE NULLS OVER") }
        #expect(throws: SyntaxError.self) { try Parser.parseQuery("SELECT lag(a) IGNORE NULLS FROM t") }
    }

    @Test("TRIM tells its sides from columns of the same name")
    func trimSides() throws {
        func trim(_ text: String) throws -> Trim? {
            guard case .special(.trim(let trim)) = try Parser.parseExpression(text).kind else { return nil }
            return trim
        }
        #expect(try trim("trim(leading)") == Trim(source: column("leading")))
        #expect(try trim("trim(leading FROM a)") == Trim(side: .leading, source: column("a")))
        #expect(try trim("trim(both -b FROM a)")?.side == .both)
        #expect(try trim("trim(both -b)")?.side == nil)
        #expect(try trim("trim(trailing || 'x' FROM a)")?.side == nil)
    }

    @Test("only ALL, ANY and SOME quantify a comparison")
    func quantifiers() throws {
        guard case .comparison(.equal, _, let right) = try expression("a = EXISTS (SELECT 1)"),
            case .exists = right.kind,
            case .quantifiedComparison(.equal, _, .some, _) = try expression("a = SOME (SELECT 1)")
        else { throw Unexpected() }
    }

    @Test("a simple CASE holds the rest of a predicate about its operand")
    func simpleCase() throws {
        guard case .caseWhen(let form) = try expression("CASE a WHEN > 5 THEN 1 END") else { throw Unexpected() }
        #expect(
            form.branches[0].condition.kind == .comparison(.greater, Expression(.special(.caseOperand)), number("5")))
    }

    private struct Unexpected: Error {}
}
