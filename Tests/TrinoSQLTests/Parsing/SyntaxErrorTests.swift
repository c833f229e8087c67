import Testing
import TrinoSQL

@Suite("An error says where, what, and what to do")
struct SyntaxErrorTests {
    private func failure(_ text: String) -> SyntaxError? {
        do {
            _ = try Parser.parseStatement(text)
            return nil
        } catch {
            return error
        }
    }

    @Test("line and column, what was found and expected, and a caret below it")
    func place() throws {
        let error = try #require(failure("SELECT a,\n  'é' FROM t GRUP BY a"))
        #expect(error.line == 2)
        #expect(error.column == 19)
        #expect(error.found == "'BY'")
        #expect(error.sourceLine == "  'é' FROM t GRUP BY a")
        #expect(error.caret == String(repeating: " ", count: 18) + "^")
        #expect(error.expected.contains("WHERE"))
        #expect(error.expected.contains("the end of the statement"))
    }

    @Test("a long line is shortened around the place")
    func longLines() throws {
        let error = try #require(failure("SELECT " + String(repeating: "a, ", count: 20_000) + "b FROM t WHERE AND c"))
        #expect(error.sourceLine.unicodeScalars.count < 140)
        let caret = error.caret.count - 1
        #expect(Array(error.sourceLine)[caret...].starts(with: "AND"))
    }

    @Test(
        "what can be mended with certainty is mended",
        arguments: [
            ("SELECT 1 FROM `a`.`b` WHERE `c d` = 1", "SELECT 1 FROM \"a\".\"b\" WHERE \"c d\" = 1"),
            ("```sql\nSELECT 1\n```", "SELECT 1"),
            ("```\nSELECT 1;\n```\n", "SELECT 1;"),
            ("SELECT a, b, FROM t", "SELECT a, b FROM t"),
            ("SELECT a FROM t WHERE b IN (1, 2, )", "SELECT a FROM t WHERE b IN (1, 2 )"),
            ("\"SELECT \"\"a\"\" FROM t\"", "SELECT \"a\" FROM t"),
            ("SELECT a FROM t WHERE b = ''x''", "SELECT a FROM t WHERE b = 'x'"),
            ("SELECT a\\nFROM t", "SELECT a\nFROM t"),
            ("SELECT a FROM t WHERE b &lt; 1", "SELECT a FROM t WHERE b < 1"),
            ("SELECT a FROM t WHERE b == 1", "SELECT a FROM t WHERE b = 1"),
            ("SELECT a FROM t LIMIT 10 OFFSET 5", "SELECT a FROM t OFFSET 5 LIMIT 10"),
            ("SELECT a FROM t LIMIT 5, 10", "SELECT a FROM t OFFSET 5 LIMIT 10"),
            ("SELECT a AS 'x y' FROM t", "SELECT a AS \"x y\" FROM t"),
            ("SELECT a\u{00A0}FROM t", "SELECT a FROM t"),
            ("SELECT INTERVAL '3' days", "SELECT INTERVAL '3' DAY"),
            ("SELECT 1 FROM 2020_sales", "SELECT 1 FROM \"2020_sales\""),
            ("SELECT ( -- one 1)", "SELECT ( 1)"),
            ("SELCT a FROM t", "SELECT a FROM t"),
            ("SELECT a FROM t GRUOP BY a", "SELECT a FROM t GROUP BY a"),
            ("SELECT a FROM t WHER b > 1", "SELECT a FROM t WHERE b > 1"),
        ])
    func repairs(text: String, repaired: String) throws {
        let error = try #require(failure(text))
        #expect(error.suggestedRepair == repaired)
        #expect(error.hint != nil)
    }

    @Test(
        "what can't be mended with certainty gets a hint alone",
        arguments: [
            ("SELECT a, -- the id b, c FROM t", "line break"),
            ("SELECT a FROM c.s.t.x.y", "three parts"),
            ("SELECT a::bigint FROM t", "CAST"),
            ("SELECT a FROM t WHERE b = {{ x }}", "placeholder"),
            ("SELECT group FROM t", "double quotes"),
            ("SELECT a FROM t QUALIFY row_number() OVER () = 1", "QUALIFY"),
            ("SELECT a FROM t WHERE b ILIKE 'x'", "ILIKE"),
            ("CREATE TABLE t (a bigint PRIMARY KEY)", "constraints"),
            ("CREATE TABLE t (a bigint) PARTITIONED BY (b)", "partition"),
            ("SELECT 1; SELECT 2", "one statement"),
            ("SELECT a FROM t WHERE b = 'x", "Close"),
            ("SELECT 1 /* never closed", "*/"),
            ("SELECT left(a, 2) FROM t", "substr"),
        ])
    func hints(text: String, part: String) throws {
        let error = try #require(failure(text))
        #expect(error.hint?.contains(part) == true, "\(error)")
        #expect(error.suggestedRepair == nil)
    }

    @Test("a ; after the statement is harmless, an empty text is an error")
    func ends() throws {
        #expect(failure("SELECT 1;") == nil)
        #expect(failure("SELECT 1 ; -- done") == nil)
        #expect(failure("")?.found == "end of input")
        #expect(failure(" -- nothing")?.found == "end of input")
        #expect(failure(";") != nil)
    }

    @Test("WITH inside a set operation's parentheses is refused, as in Trino")
    func withInParentheses() {
        #expect(failure("SELECT 1 UNION (WITH a AS (SELECT 1) SELECT * FROM a)")?.hint != nil)
        #expect(failure("SELECT * FROM (WITH a AS (SELECT 1) SELECT * FROM a)") == nil)
    }

    @Test("an error in a piece of a script is told with its place in the script")
    func relocated() throws {
        let pieces = StatementSplitter.split("SELECT 1;\n  SELECT FROM t")
        let error = try #require(failure(pieces[1].text)).relocated(from: pieces[1].position)
        #expect(error.line == 2 && error.column == 10)
    }
}
