import Testing

@testable import TrinoSQL

@Suite struct RewriterTests {
    /// Moves every table to one schema.
    private struct MoveTables: SyntaxRewriter {
        mutating func rewrite(table name: QualifiedName) -> QualifiedName {
            QualifiedName("lake", "fast", name.last.text)
        }
    }

    @Test func tablesAreRenamedWhereverTheyStand() throws {
        let text = """
            WITH x AS (SELECT * FROM s.a) SELECT (SELECT max(q) FROM b), c.k FROM c JOIN LATERAL (TABLE d) AS l ON TRUE \
            WHERE k IN (SELECT k FROM e) AND EXISTS (SELECT 1 FROM f) AND v > ALL (SELECT v FROM g) UNION TABLE h
            """
        var move = MoveTables()
        let moved = move.rewrite(try Parser.parseQuery(text))
        #expect(
            moved.tableNames.map { $0.sql() } == [
                "lake.fast.a", "lake.fast.b", "lake.fast.c", "lake.fast.d", "lake.fast.e", "lake.fast.f", "lake.fast.g",
                "lake.fast.h",
            ])
        #expect(moved.sql().contains("c.k FROM lake.fast.c"))
    }

    @Test(arguments: [
        ("INSERT INTO t SELECT 1 FROM u", "INSERT INTO lake.fast.t SELECT 1 FROM lake.fast.u"),
        ("DELETE FROM t WHERE a IN (TABLE u)", "DELETE FROM lake.fast.t WHERE a IN (TABLE lake.fast.u)"),
        ("CREATE TABLE t (LIKE u, a bigint)", "CREATE TABLE lake.fast.t (LIKE lake.fast.u, a bigint)"),
        ("CREATE TABLE t AS TABLE u", "CREATE TABLE lake.fast.t AS TABLE lake.fast.u"),
        ("DROP TABLE t", "DROP TABLE lake.fast.t"),
        ("DROP SCHEMA t", "DROP SCHEMA t"),
        ("SHOW STATS FOR t", "SHOW STATS FOR lake.fast.t"),
        ("EXPLAIN ANALYZE TABLE t", "EXPLAIN ANALYZE TABLE lake.fast.t"),
        (
            "MERGE INTO t USING u ON a = b WHEN MATCHED THEN DELETE",
            "MERGE INTO lake.fast.t USING lake.fast.u ON a = b WHEN MATCHED THEN DELETE"
        ),
    ])
    func tablesOfStatementsAreRenamed(_ text: String, _ expected: String) throws {
        var move = MoveTables()
        #expect(move.rewrite(try Parser.parseStatement(text)).sql() == expected)
    }

    /// A rewriter that changes nothing.
    private struct Unchanged: SyntaxRewriter {}

    @Test func rewritingNothingGivesTheSameTree() {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            var generator = TreeGenerator(seed: seed, depth: 4)
            let tree = generator.statement()
            var unchanged = Unchanged()
            #expect(unchanged.rewrite(tree) == tree, "seed \(seed)")
        }
    }

    @Test func positionsAndCommentsAreKept() throws {
        let tree = try Parser.parseStatement("SELECT a,\n  b + c FROM t")
        var unchanged = Unchanged()
        guard case .query(let query) = unchanged.rewrite(tree).kind, case .select(let select) = query.body,
            case .expression(let sum, _) = select.items[1].kind
        else {
            Issue.record("no SELECT came back")
            return
        }
        #expect(sum.position.line == 2)
        #expect(sum.position.column == 3)
    }

    /// Counts what a rewriter and a visitor see: they must agree.
    private struct CountingRewriter: SyntaxRewriter {
        var counts = Counts()
        mutating func rewrite(_ expression: Expression) -> Expression {
            counts.expressions += 1
            return rewriteChildren(of: expression)
        }
        mutating func rewrite(_ query: Query) -> Query {
            counts.queries += 1
            return rewriteChildren(of: query)
        }
        mutating func rewrite(_ relation: Relation) -> Relation {
            counts.relations += 1
            return rewriteChildren(of: relation)
        }
        mutating func rewrite(_ type: DataType) -> DataType {
            counts.types += 1
            return rewriteChildren(of: type)
        }
        mutating func rewrite(table name: QualifiedName) -> QualifiedName {
            counts.tables += 1
            return name
        }
    }

    private struct CountingVisitor: SyntaxVisitor {
        var counts = Counts()
        mutating func visit(_ expression: Expression) {
            counts.expressions += 1
            visitChildren(of: expression)
        }
        mutating func visit(_ query: Query) {
            counts.queries += 1
            visitChildren(of: query)
        }
        mutating func visit(_ relation: Relation) {
            counts.relations += 1
            visitChildren(of: relation)
        }
        mutating func visit(_ type: DataType) {
            counts.types += 1
            visitChildren(of: type)
        }
        mutating func visit(table name: QualifiedName) { counts.tables += 1 }
    }

    private struct Counts: Equatable {
        var expressions = 0
        var queries = 0
        var relations = 0
        var types = 0
        var tables = 0
    }

    @Test func visitorAndRewriterSeeTheSameNodes() {
        for seed in 1...2_000 as ClosedRange<UInt64> {
            var generator = TreeGenerator(seed: seed, depth: 5)
            let tree = generator.statement()
            var rewriter = CountingRewriter()
            _ = rewriter.rewrite(tree)
            var visitor = CountingVisitor()
            visitor.visit(tree)
            #expect(rewriter.counts == visitor.counts, "seed \(seed)")
        }
    }
}
