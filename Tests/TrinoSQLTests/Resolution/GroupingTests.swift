import Testing
import TrinoSQL

@Suite("Grouping, aggregates and windows")
struct GroupingTests {
    @Test(
        "A grouped query uses keys and aggregates alone",
        arguments: [
            "SELECT a, count(*) FROM t GROUP BY a", "SELECT a + 1, sum(c) FROM t GROUP BY 1",
            "SELECT t.A + 1 FROM t GROUP BY a + 1", "SELECT upper(b) || 'x' FROM t GROUP BY UPPER(B)",
            "SELECT max(c) FROM t HAVING count(*) > 1", "SELECT sum(count(*)) OVER () FROM t GROUP BY a",
            "SELECT a, rank() OVER (ORDER BY sum(c) DESC) FROM t GROUP BY a",
            "SELECT a, b, grouping(a, b) FROM t GROUP BY ROLLUP (a, b)",
            "SELECT a FROM t GROUP BY GROUPING SETS ((a), (b), ()) ORDER BY sum(c), b",
            "SELECT CASE WHEN a > 1 THEN 'x' ELSE 'y' END, count(*) FROM t GROUP BY CASE WHEN a > 1 THEN 'x' ELSE 'y' END",
            "SELECT place.city FROM n GROUP BY place.city", "SELECT place.at.lat FROM n GROUP BY place",
            "SELECT a, (SELECT max(k) FROM u WHERE u.a = t.a) FROM t GROUP BY a",
            "SELECT (SELECT count(*) FROM u WHERE u.a = t.a) FROM t",
            "SELECT count(*) AS n FROM t GROUP BY b ORDER BY n DESC, b",
            "SELECT 1 FROM t GROUP BY a, b HAVING max(c) > min(a)", "SELECT sum(a) FILTER (WHERE b = 'x') FROM t",
            "SELECT DISTINCT a FROM t", "SELECT array_agg(b ORDER BY c) FROM t",
        ])
    func accepted(text: String) throws {
        #expect(throws: Never.self) { try resolve(text) }
    }

    @Test(
        "Anything else is refused in Trino's words",
        arguments: [
            ("SELECT a, count(*) FROM t", "'a' must be an aggregate expression or appear in GROUP BY clause"),
            ("SELECT a, b FROM t GROUP BY a", "'b' must be an aggregate expression or appear in GROUP BY clause"),
            ("SELECT * FROM t GROUP BY a", "'b' must be an aggregate expression or appear in GROUP BY clause"),
            ("SELECT a FROM t GROUP BY a + 1", "'a' must be an aggregate expression or appear in GROUP BY clause"),
            (
                "SELECT a FROM t GROUP BY a ORDER BY b",
                "'b' must be an aggregate expression or appear in GROUP BY clause"
            ),
            ("SELECT count(*) FROM t HAVING a > 1", "'a' must be an aggregate expression or appear in GROUP BY clause"),
            (
                "SELECT (SELECT max(k) FROM u WHERE u.a = t.c) FROM t GROUP BY a",
                "'t.c' must be an aggregate expression or appear in GROUP BY clause"
            ),
        ])
    func notGrouped(text: String, message: String) throws {
        let error = try resolutionError(text)
        #expect(error.kind == .notInGroupBy)
        #expect(error.message == message)
    }

    @Test(
        "Aggregates and windows stand where rows are there for them",
        arguments: [
            ("SELECT 1 FROM t WHERE sum(a) > 1", ResolutionError.Kind.misplacedAggregate),
            ("SELECT 1 FROM t WHERE rank() OVER (ORDER BY a) = 1", .misplacedWindow),
            ("SELECT 1 FROM t JOIN u ON sum(t.a) = u.a", .misplacedAggregate),
            ("SELECT sum(a) FROM t GROUP BY 1", .misplacedAggregate),
            ("SELECT 1 FROM t GROUP BY sum(a)", .misplacedAggregate),
            ("SELECT sum(max(a)) FROM t", .misplacedAggregate),
            ("SELECT sum(rank() OVER (ORDER BY a)) FROM t", .misplacedWindow),
            ("SELECT a FROM t GROUP BY a HAVING rank() OVER (ORDER BY a) > 1", .misplacedWindow),
            ("SELECT row_number() FROM t", .misplacedWindow), ("SELECT a FROM t GROUP BY 7", .invalidOrdinal),
            ("SELECT sum(a) OVER w FROM t", .invalid),
        ])
    func misplaced(text: String, kind: ResolutionError.Kind) throws {
        #expect(try resolutionError(text).kind == kind)
    }

    @Test("A SELECT tells its keys, aggregates and windows")
    func facts() throws {
        let resolved = try resolve(
            "SELECT b, sum(a) AS s, rank() OVER (ORDER BY sum(a)) FROM t GROUP BY 1, d HAVING count(*) > 1 ORDER BY max(c)"
        )
        let select = try #require(resolved.selects.values.first)
        #expect(select.isAggregation && !select.hasGroupingSets)
        #expect(select.groupingKeys?.compactMap { resolved.binding(of: $0) }.count == 2)
        #expect(select.aggregates.count == 4)
        #expect(select.windows.count == 1)
        #expect(select.items.count == 3)
        #expect(resolved.functions.values.contains { $0.function.name == "rank" })
    }
}
