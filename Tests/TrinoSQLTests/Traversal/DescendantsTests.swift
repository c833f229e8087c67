import Testing

@testable import TrinoSQL

@Suite struct DescendantsTests {
    private func expression(_ text: String) throws -> Expression { try Parser.parseExpression(text) }

    @Test func childrenAreInTheOrderOfTheTextAndStopAtSubqueries() throws {
        let call = try expression(
            "sum(a + 1 ORDER BY b) FILTER (WHERE c) OVER (PARTITION BY d ORDER BY e ROWS 2 PRECEDING)")
        #expect(call.children.map { $0.sql() } == ["a + 1", "b", "c", "d", "e", "2"])
        #expect(try expression("x IN (SELECT y FROM t)").children.map { $0.sql() } == ["x"])
        #expect(try expression("CASE a WHEN 1 THEN b ELSE c END").children.map { $0.sql() } == ["a", "1", "b", "c"])
        #expect(try expression("a").children.isEmpty)
    }

    @Test func mapChildrenReplacesOnlyWhatStandsDirectlyBelow() throws {
        let mapped = try expression("f(a, g(b)) + a").mapChildren { _ in .integer(7) }
        #expect(mapped.sql() == "7 + 7")
    }

    @Test func transformedWorksFromTheLeavesUp() throws {
        let doubled = try expression("a + f(b) * a").transformed { expression in
            guard case .column(let name) = expression.kind, name.last.text == "a" else { return expression }
            return .call("twice", [expression])
        }
        #expect(doubled.sql() == "twice(a) + f(b) * twice(a)")
        let untouched = try expression("a IN (SELECT a FROM t)").transformed { expression in
            if case .column = expression.kind { .integer(1) } else { expression }
        }
        #expect(untouched.sql() == "1 IN (SELECT a FROM t)")
    }

    @Test func containsFindsAndStops() throws {
        let isStar: (Expression) -> Bool = { expression in
            if case .function(let call) = expression.kind { call.isStar } else { false }
        }
        #expect(try expression("1 + coalesce(a, count(*))").contains(where: isStar))
        #expect(try expression("a > (SELECT count(*) FROM t)").contains(where: isStar))
        #expect(try !expression("a > (SELECT count(*) FROM t)").contains(includingSubqueries: false, where: isStar))
        #expect(try !expression("a + 1").contains(where: isStar))
    }

    @Test func forEachExpressionSeesEveryClause() throws {
        let query = try Parser.parseQuery(
            """
            WITH w AS (SELECT c1 FROM t) SELECT c2, c3.* FROM w JOIN u ON c4 = c5 CROSS JOIN UNNEST(c6) WHERE c7 \
            GROUP BY c8, CUBE (c9) HAVING c10 WINDOW x AS (PARTITION BY c11) ORDER BY c12 LIMIT 5
            """)
        var names: [String] = []
        query.forEachExpression { if case .column(let name) = $0.kind { names.append(name.sql()) } }
        #expect(names == (1...12).map { "c\($0)" })
    }

    @Test func conjunctionsAreFlatBothWays() throws {
        let parts = try ["a", "b AND c", "d OR e"].map(expression)
        #expect(Expression.conjunction(parts).sql() == "a AND b AND c AND (d OR e)")
        #expect(Expression.conjunction([]).sql() == "TRUE")
        #expect(Expression.conjunction([.column("a")]).sql() == "a")
        #expect(Expression.disjunction([]).sql() == "FALSE")
        #expect(try expression("a AND (b AND c) AND d").conjuncts.map { $0.sql() } == ["a", "b", "c", "d"])
        #expect(try expression("a OR b").disjuncts.count == 2)
        #expect(try expression("NOT a").negated.sql() == "a")
        #expect(try expression("a OR b").negated.sql() == "NOT (a OR b)")
    }

    @Test func builtExpressionsPrintAndReadBack() throws {
        let built: [(Expression, String)] = [
            (.binary(.binary(.column("a"), .add, .integer(-1)), .subtract, .column("b")), "a + -1 - b"),
            (.binary(.binary(.column("a"), .add, .column("b")), .multiply, .column("c")), "(a + b) * c"),
            (.binary(.column("a"), .subtract, .binary(.column("b"), .subtract, .column("c"))), "a - (b - c)"),
            (.call("count", [.column("x")], isDistinct: true), "count(DISTINCT x)"),
            (.countStar, "count(*)"),
            (.cast(.column("t", "select"), to: .named("decimal", 12, 2)), "CAST(t.\"select\" AS decimal(12, 2))"),
            (.typed("date", "2020-01-01"), "DATE '2020-01-01'"),
            (.comparison(.string("it's"), .notEqual, .null), "'it''s' <> NULL"),
        ]
        for (tree, text) in built {
            #expect(tree.sql() == text)
            #expect(try Parser.parseExpression(text).sql() == text)
        }
    }
}
