import Testing
import TrinoSQL

@Suite("ALL as a word")
struct QuantifierTests {
    @Test(
        "is the quantifier where something to select follows",
        arguments: [
            "SELECT ALL -a FROM t", "SELECT ALL +a FROM t", "SELECT ALL * FROM t", "SELECT ALL * LIMIT 3",
            "SELECT ALL * FETCH FIRST 3 ROWS WITH TIES", "SELECT ALL * WINDOW w AS ()", "SELECT ALL a",
            "SELECT ALL (a)",
            "SELECT ALL NOT a",
        ])
    func quantifier(text: String) throws {
        #expect(try quantifier(of: text) == .all)
        let statement = try Parser.parseStatement(text)
        #expect(try Parser.parseStatement(statement.sql()) == statement)
    }

    @Test(
        "is a column where an operator, an alias or nothing follows",
        arguments: [
            "SELECT all FROM t", "SELECT all * 2 FROM t", "SELECT all AS x", "SELECT all, a", "SELECT all NOT IN (1)",
            "SELECT all AT TIME ZONE 'UTC'", "SELECT all MATCH (TABLE t)", "SELECT all = 1", "SELECT (all - 1)",
            "SELECT (all(1)), (all OVER w)",
        ])
    func column(text: String) throws {
        #expect(try quantifier(of: text) == nil)
        let statement = try Parser.parseStatement(text)
        #expect(try Parser.parseStatement(statement.sql()) == statement)
    }

    @Test("changes nothing in front of a function's arguments, and is kept by LISTAGG")
    func calls() throws {
        #expect(try Parser.parseExpression("sum(ALL -a)").sql() == "sum(-a)")
        #expect(try Parser.parseExpression("sum(all * 2)").sql() == "sum((all * 2))")
        let list = "LISTAGG(ALL -a, ',') WITHIN GROUP (ORDER BY a)"
        #expect(try Parser.parseExpression(list).sql() == list)
    }

    @Test("An array's size is refused, with what to write")
    func arraySize() throws {
        let error = #expect(throws: SyntaxError.self) { try Parser.parseType("bigint array[5]") }
        #expect(error?.hint?.contains("array(bigint)") == true)
    }

    @Test(
        "TRIM with a column named like a side, and with parameters, keeps its meaning",
        arguments: [
            "TRIM(x, leading)", "TRIM(x, Both || 'a')", "TRIM(?, ?)", "TRIM(x, trailing(y))",
        ])
    func trim(text: String) throws {
        let tree = try Parser.parseExpression(text)
        #expect(tree.sql() == text)
        #expect(try Parser.parseExpression(tree.sql()) == tree)
    }

    private func quantifier(of text: String) throws -> Select.SelectQuantifier? {
        guard case .select(let select) = try Parser.parseQuery(text).body else { return nil }
        return select.quantifier
    }
}
