import Foundation
import Testing
import TrinoSQL

@Suite("Deep nesting on a small stack")
struct DepthTests {
    /// Texts that nest to a given number of levels, by what nests.
    static let nests: [(name: String, text: @Sendable (Int) -> String)] = [
        ("parentheses", { "SELECT " + repeated("(", $0) + "1" + repeated(")", $0) }),
        ("calls", { "SELECT " + repeated("f(", $0) + "1" + repeated(")", $0) }),
        ("signs", { "SELECT " + repeated("- ", $0) + "1" }),
        ("NOT", { "SELECT " + repeated("NOT ", $0) + "a" }),
        ("CASE", { "SELECT " + repeated("CASE WHEN a THEN ", $0) + "1" + repeated(" END", $0) }),
        ("CAST", { "SELECT " + repeated("CAST(", $0) + "1" + repeated(" AS bigint)", $0) }),
        ("IN", { "SELECT " + repeated("a IN (", $0) + "1" + repeated(")", $0) }),
        ("arrays", { "SELECT " + repeated("ARRAY[", $0) + "1" + repeated("]", $0) }),
        ("rows", { "SELECT " + repeated("ROW(", $0) + "1" + repeated(")", $0) }),
        ("lambdas", { "SELECT " + repeated("x -> ", $0) + "1" }),
        ("subscripts", { "SELECT a" + repeated("[1]", $0) }),
        ("subscripts inside", { "SELECT " + repeated("a[", $0) + "1" + repeated("]", $0) }),
        ("methods", { "SELECT a[1]" + repeated(".f(1)", $0) }),
        ("windows", { "SELECT " + repeated("sum(1) OVER (ORDER BY ", $0) + "1" + repeated(")", $0) }),
        ("filters", { "SELECT " + repeated("count(*) FILTER (WHERE ", $0) + "a" + repeated(")", $0) }),
        ("scalar subqueries", { "SELECT " + repeated("(SELECT ", $0) + "1" + repeated(")", $0) }),
        ("EXISTS", { "SELECT 1 WHERE " + repeated("EXISTS (SELECT 1 WHERE ", $0) + "true" + repeated(")", $0) }),
        ("derived tables", { repeated("SELECT * FROM (", $0) + "SELECT 1" + repeated(")", $0) }),
        ("queries", { repeated("(", $0) + "SELECT 1" + repeated(" LIMIT 1)", $0) }),
        (
            "set operations",
            { "SELECT 1" + (0..<$0).map { $0 % 2 == 0 ? " UNION SELECT 1" : " UNION ALL SELECT 1" }.joined() }
        ),
        ("WITH", { repeated("WITH a AS (", $0) + "SELECT 1" + repeated(") SELECT 1", $0) }),
        ("joins", { "SELECT 1 FROM t" + repeated(" JOIN t ON a", $0) }),
        ("joins to the right", { "SELECT 1 FROM " + repeated("t JOIN ", $0) + "t" + repeated(" ON a", $0) }),
        ("relations", { "SELECT 1 FROM " + repeated("(", $0) + "t" + repeated(")", $0) }),
        ("LATERAL", { "SELECT 1 FROM " + repeated("LATERAL (SELECT 1 FROM ", $0) + "t" + repeated(")", $0) }),
        ("types", { "SELECT CAST(1 AS " + repeated("array(", $0) + "bigint" + repeated(")", $0) + ")" }),
        ("row types", { "SELECT CAST(1 AS " + repeated("row(a ", $0) + "bigint" + repeated(")", $0) + ")" }),
        ("array types", { "SELECT CAST(1 AS bigint" + repeated(" array", $0) + ")" }),
        ("EXPLAIN", { repeated("EXPLAIN ", $0) + "SELECT 1" }),
        ("PREPARE", { repeated("PREPARE a FROM ", $0) + "SELECT 1" }),
        (
            "row patterns",
            {
                "SELECT * FROM t MATCH_RECOGNIZE (PATTERN (" + repeated("(a ", $0) + "b" + repeated(")?", $0)
                    + ") DEFINE a AS true)"
            }
        ),
        (
            "JSON_TABLE",
            {
                "SELECT * FROM JSON_TABLE(a, 'x' COLUMNS (" + repeated("NESTED 'x' COLUMNS (", $0) + "a bigint"
                    + repeated(")", $0) + "))"
            }
        ),
        ("JSON_VALUE", { "SELECT " + repeated("JSON_VALUE(", $0) + "a" + repeated(", 'x')", $0) }),
        ("TRIM", { "SELECT " + repeated("TRIM(LEADING FROM ", $0) + "a" + repeated(")", $0) }),
        ("LISTAGG", { "SELECT " + repeated("LISTAGG(a) WITHIN GROUP (ORDER BY ", $0) + "a" + repeated(")", $0) }),
        (
            "blocks",
            { "CREATE FUNCTION f() RETURNS bigint " + repeated("BEGIN ", $0) + "RETURN 1" + repeated("; END", $0) }
        ),
        (
            "IF",
            {
                "CREATE FUNCTION f() RETURNS bigint " + repeated("IF a THEN ", $0) + "RETURN 1"
                    + repeated("; END IF", $0)
            }
        ),
        (
            "operators of every level",
            { "SELECT " + repeated("(1 + 2 * (a || (b OR c AND NOT d = ", $0) + "1" + repeated(")))", $0) }
        ),
        (
            "table functions",
            { "SELECT 1 FROM " + repeated("TABLE(f(TABLE(SELECT 1 FROM ", $0) + "t" + repeated(")))", $0) }
        ),
    ]

    private static func repeated(_ text: String, _ count: Int) -> String { String(repeating: text, count: count) }

    @Test(
        "the deepest text that is read can be compared, hashed and released on 512 KiB; a deeper one is an error",
        arguments: nests.map(\.name))
    func smallStack(name: String) throws {
        let text = try #require(Self.nests.first { $0.name == name }).text
        let deepest = try #require(
            onSmallStack { () -> Int in
                // The deepest text that is read, by halving.
                var deepest = 0
                var tooDeep = Parser.maximumDepth + 1
                while tooDeep - deepest > 1 {
                    let depth = (deepest + tooDeep) / 2
                    if (try? Parser.parseStatement(text(depth))) == nil { tooDeep = depth } else { deepest = depth }
                }
                let tree = try? Parser.parseStatement(text(deepest))
                let other = try? Parser.parseStatement(text(deepest))
                return tree == other && tree.hashValue == other.hashValue ? deepest : -1
            })
        #expect(deepest >= 5)
        #expect(deepest <= Parser.maximumDepth)
        let message = try #require(
            onSmallStack { () -> String in
                do {
                    _ = try Parser.parseStatement(text(2_000))
                    return "read"
                } catch {
                    return "\(error)"
                }
            })
        #expect(message.contains("levels deep"))
    }

    @Test("calls nest to at least 60 levels, subqueries to at least 20")
    func roomEnough() throws {
        for (name, depth) in [
            ("calls", 60), ("CASE", 60), ("parentheses", 60), ("scalar subqueries", 20), ("joins", 60),
            ("derived tables", 20),
        ] {
            let text = try #require(Self.nests.first { $0.name == name }).text
            _ = try Parser.parseStatement(text(depth))
        }
    }

    private func onSmallStack<Value: Sendable>(_ body: @escaping @Sendable () -> Value) -> Value? {
        let box = Box<Value>()
        let done = DispatchSemaphore(value: 0)
        let thread = Thread {
            box.value = body()
            done.signal()
        }
        thread.stackSize = 512 << 10
        thread.start()
        done.wait()
        return box.value
    }

    /// Written by the thread before it signals, and read after the signal.
    private final class Box<Value>: @unchecked Sendable {
        var value: Value?
    }
}
