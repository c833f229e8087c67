import Testing

import class Foundation.Thread

@testable import TrinoSQL

/// Trees as deep as the parser makes them are printed, visited and rewritten on a thread with little stack.
@Suite struct DeepTreeTests {
    /// Texts that nest one form as deep as the parser lets them.
    static let nestings: [(String, @Sendable (Int) -> String)] = [
        ("parentheses", { String(repeating: "(a + ", count: $0) + "b" + String(repeating: ")", count: $0) }),
        (
            "mixed operators",
            { String(repeating: "(a + b * (c OR NOT ", count: $0) + "b" + String(repeating: "))", count: $0) }
        ),
        ("calls", { String(repeating: "f(", count: $0) + "b" + String(repeating: ")", count: $0) }),
        (
            "calls with windows",
            { String(repeating: "f(a) OVER (PARTITION BY ", count: $0) + "b" + String(repeating: ")", count: $0) }
        ),
        ("CASE", { String(repeating: "CASE WHEN a THEN ", count: $0) + "b" + String(repeating: " END", count: $0) }),
        ("NOT", { String(repeating: "NOT ", count: $0) + "b" }),
        ("signs", { String(repeating: "- ", count: $0) + "b" }),
        ("lambdas", { String(repeating: "f(x -> ", count: $0) + "b" + String(repeating: ")", count: $0) }),
        ("subqueries", { String(repeating: "(SELECT ", count: $0) + "b" + String(repeating: ")", count: $0) }),
        (
            "derived tables",
            {
                "(" + String(repeating: "SELECT a FROM (", count: $0) + "TABLE t" + String(repeating: ")", count: $0)
                    + ")"
            }
        ),
        (
            "EXISTS",
            { String(repeating: "EXISTS (SELECT 1 WHERE ", count: $0) + "b" + String(repeating: ")", count: $0) }
        ),
        (
            "types",
            {
                "CAST(a AS " + String(repeating: "array(", count: $0) + "bigint" + String(repeating: ")", count: $0)
                    + ")"
            }
        ),
        ("JSON", { String(repeating: "JSON_ARRAY(", count: $0) + "b" + String(repeating: ")", count: $0) }),
        (
            "set operations",
            {
                "(" + String(repeating: "(SELECT 1 UNION ", count: $0) + "SELECT 2"
                    + String(repeating: ") EXCEPT SELECT 3", count: $0) + ")"
            }
        ),
        (
            "common tables",
            {
                "(" + String(repeating: "WITH x AS (", count: $0) + "SELECT 1"
                    + String(repeating: ") TABLE x", count: $0) + ")"
            }
        ),
    ]

    @Test(arguments: nestings.indices)
    func theDeepestTreesNeedLittleStack(_ index: Int) async {
        let (name, nest) = Self.nestings[index]
        let problem: String? = await withCheckedContinuation { continuation in
            let thread = Thread {
                var deepest: Expression?
                var depth = 1
                while depth <= 2 * Parser.maximumDepth, let tree = try? Parser.parseExpression(nest(depth)) {
                    deepest = tree
                    depth += 1
                }
                continuation.resume(returning: Self.use(deepest, depth: depth - 1))
            }
            thread.stackSize = 512 << 10
            thread.start()
        }
        #expect(problem == nil, "\(name)")
    }

    private struct Unchanged: SyntaxRewriter {}

    private static func use(_ tree: Expression?, depth: Int) -> String? {
        guard let tree, depth >= 10 else { return "the parser stops at depth \(depth)" }
        guard (try? Parser.parseExpression(tree.sql())) == tree else { return "does not read back" }
        guard (try? Parser.parseExpression(tree.formatted())) == tree else {
            return "does not read back when formatted"
        }
        var unchanged = Unchanged()
        guard unchanged.rewrite(tree) == tree else { return "a rewrite changes it" }
        var count = 0
        tree.forEachExpression { _ in count += 1 }
        return count > 0 ? nil : "nothing is visited"
    }
}
