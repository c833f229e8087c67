import Testing
import TrinoSQL

@Suite("Queries rewritten by what they mean")
struct RewritingTests {
    @Test(
        "Stars are written out",
        arguments: [
            ("SELECT * FROM other.t", "SELECT t.a, t.only_here FROM other.t"),
            ("SELECT y.*, 1 AS one FROM other.t AS y", "SELECT y.a, y.only_here, 1 AS one FROM other.t AS y"),
            (
                "SELECT * FROM other.t JOIN (SELECT a, k FROM u) AS x USING (a)",
                "SELECT a, t.only_here, x.k FROM other.t JOIN (SELECT a, k FROM u) AS x USING (a)"
            ),
            ("SELECT x.*, 2 FROM (SELECT 1) AS x", "SELECT x.*, 2 FROM (SELECT 1) AS x"),
            ("SELECT * FROM (VALUES 1) AS x (p)", "SELECT x.p FROM (VALUES 1) AS x (p)"),
            (
                "WITH q AS (SELECT * FROM other.t) SELECT q.*, z.* FROM q, q AS z",
                "WITH q AS (SELECT t.a, t.only_here FROM other.t) SELECT q.a, q.only_here, z.a, z.only_here FROM q, q AS z"
            ),
            ("SELECT * FROM (SELECT 1 AS a, 2 AS a) AS x", "SELECT * FROM (SELECT 1 AS a, 2 AS a) AS x"),
        ])
    func qualifyStars(before: String, after: String) throws {
        let resolved = try resolve(before)
        let expanded = resolved.qualifyStars()
        #expect(try expanded == Parser.parseQuery(after))
        let again = try Resolver(catalog: resolutionCatalog).resolve(expanded)
        #expect(again.outputs == resolved.outputs)
    }

    @Test(
        "What nothing needs is left out of stars",
        arguments: [
            (
                "WITH q AS (SELECT * FROM t) SELECT a FROM q WHERE b = 'x'",
                "WITH q AS (SELECT t.a, t.b FROM t) SELECT a FROM q WHERE b = 'x'"
            ),
            ("SELECT count(*) FROM (SELECT * FROM t)", "SELECT count(*) FROM (SELECT 1 AS a FROM t)"),
            ("SELECT s FROM (SELECT *, a + 1 AS s FROM t)", "SELECT s FROM (SELECT a + 1 AS s FROM t)"),
            ("SELECT k FROM u WHERE EXISTS (SELECT * FROM t)", "SELECT k FROM u WHERE EXISTS (SELECT 1 AS a FROM t)"),
        ])
    func droppingUnneeded(before: String, after: String) throws {
        let resolved = try resolve(before)
        let expanded = resolved.qualifyStars(droppingUnneeded: true)
        #expect(try expanded == Parser.parseQuery(after))
        let again = try Resolver(catalog: resolutionCatalog).resolve(expanded)
        #expect(again.outputs == resolved.outputs)
        #expect(again.tables.map(\.columns) == resolved.tables.map(\.neededColumns))
    }

    @Test(
        "A table gets another's place and keeps its name",
        arguments: [
            ("SELECT b FROM t", "SELECT b FROM new.s.t1 AS t"),
            ("SELECT t.b FROM s.t WHERE lake.s.t.a > s.t.a", "SELECT t.b FROM new.s.t1 AS t WHERE t.a > t.a"),
            ("SELECT y.b FROM lake.s.t AS y", "SELECT y.b FROM new.s.t1 AS y"),
            ("SELECT lake.s.t.* FROM lake.s.t", "SELECT t.* FROM new.s.t1 AS t"),
            (
                "SELECT b FROM t WHERE a IN (SELECT t.a FROM other.t) AND EXISTS (SELECT 1 FROM u WHERE u.a = s.t.a)",
                """
                SELECT b FROM new.s.t1 AS t WHERE a IN (SELECT t.a FROM other.t) AND EXISTS (SELECT 1 FROM u WHERE u.a = t.a)
                """
            ),
            ("WITH t AS (SELECT b FROM t) SELECT * FROM t", "WITH t AS (SELECT b FROM new.s.t1 AS t) SELECT * FROM t"),
        ])
    func renaming(before: String, after: String) throws {
        let renamed = try resolve(before).renamingTables { use in
            use.schema.name.description == "lake.s.t" ? QualifiedName("new", "s", "t1") : nil
        }
        #expect(try renamed == Parser.parseQuery(after))
    }

    @Test("Views are replaced by their queries, down to base tables")
    func views() throws {
        let resolver = Resolver(catalog: resolutionCatalog)
        let resolved = try resolve("SELECT s.w.va FROM w")
        let expanded = try resolved.expandingViews(with: resolver)
        let after = """
            SELECT w.va FROM (SELECT va FROM (SELECT a AS va, c * 2 AS vc FROM lake.s.t AS t WHERE d IS NOT NULL) AS v) AS w
            """
        #expect(try expanded == Parser.parseQuery(after))
        let again = try resolver.resolve(expanded)
        #expect(again.outputs == resolved.outputs)
        #expect(again.tables.allSatisfy { $0.view == nil })
    }
}
