import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// What the optimizer itself makes of the cases' originals, without any check that could take it back: rows must be the same.
@Suite(
    "The optimizer's own rewritings", .adversarialLab,
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct OwnRewritingTests {
    /// Queries that tempt a rule into leaving out what is needed.
    static let tempting = [
        "SELECT * FROM (SELECT region, sum(amount) AS s, count(*) AS n FROM sales GROUP BY region) AS v WHERE n > 5 ORDER BY s - n * 2, region LIMIT 3",
        "SELECT q.region FROM (SELECT DISTINCT region, shop FROM sales) AS q",
        "SELECT q.n FROM (SELECT region, shop, count(*) AS n FROM sales GROUP BY 1, 2) AS q",
        "SELECT q.id, q.shop FROM (SELECT note, id, shop FROM sales WHERE id > 2 ORDER BY 2 DESC LIMIT 3) AS q",
        "SELECT q.region FROM (SELECT region, shop FROM sales UNION SELECT city, shop FROM shops) AS q",
        "WITH c (a, b) AS (SELECT id, region FROM sales) SELECT c.b FROM c",
        "SELECT a.id FROM (SELECT id, shop FROM sales) AS a JOIN (SELECT shop, name FROM shops) AS b USING (shop)",
        "WITH s AS (SELECT * FROM sales) SELECT x.id FROM s AS x JOIN s AS y ON x.id = y.id WHERE y.shop = 1",
        "SELECT count(*) AS n FROM (SELECT id, region FROM sales WHERE note IS NULL) AS q",
        "SELECT q.b FROM (SELECT id, region, note FROM sales) AS q (a, b, c)",
        "SELECT s.id FROM sales AS s WHERE EXISTS (SELECT DISTINCT p.city, p.name FROM shops AS p WHERE p.shop = s.shop)",
        "SELECT sales.region, shops.city FROM sales LEFT JOIN shops ON sales.shop = shops.shop AND raw.shops.city IS NOT NULL",
        "SELECT max(q.n) AS m FROM (SELECT shop, count(*) AS n, min(at) AS first FROM sales GROUP BY shop) AS q",
        "SELECT region FROM sales GROUP BY region ORDER BY count(*) DESC, max(id)",
        "SELECT -score AS score, id FROM ties ORDER BY score, id",
        "SELECT id AS region, region AS id FROM sales ORDER BY region, id NULLS FIRST",
        // Values whose types storage has not.
        "SELECT shop, max(at) - min(at) AS span, avg(at - TIMESTAMP '2024-01-01 00:00:00') AS mean FROM sales GROUP BY shop ORDER BY span DESC, shop",
        "SELECT id, at - lag(at) OVER (ORDER BY id) AS gap FROM sales ORDER BY at - lag(at) OVER (ORDER BY id), id",
        "SELECT shop, array_agg(CASE WHEN id > 3 THEN 'no' ELSE 'yes' END ORDER BY id) AS a FROM sales GROUP BY shop",
        "SELECT shop, array_agg(CAST(shop AS smallint) ORDER BY id) AS a FROM sales GROUP BY shop",
        "SELECT id, MAP(ARRAY['a', region], ARRAY[CAST(1 AS tinyint), NULL]) AS m FROM sales WHERE region IS NOT NULL",
        "SELECT id, CAST(ROW(shop, 'x') AS row(shop smallint, mark varchar(1))) AS r FROM sales",
        // What is computed when a result is read.
        "SELECT shop, shop % 2 + 1 AS m, count(*) AS n FROM sales GROUP BY shop % 2 + 1, ROLLUP (shop)",
        "SELECT region, date_diff('day', date_trunc('month', max(sold)), current_date) AS z, count(*) AS n FROM sales GROUP BY region ORDER BY date_trunc('month', max(sold)), region",
        "SELECT region, sum(amount) AS s, count(*) AS n, sum(amount) / count(*) AS m, round(100.0 * count(*) / sum(id), 2) AS p, sum(id) AS i FROM sales GROUP BY region ORDER BY m DESC, region",
        "SELECT id, amount, amount * 2 AS twice, amount > 100 AS big, CASE WHEN amount > 100 THEN 'big' ELSE region END AS mark, region FROM sales ORDER BY id LIMIT 7",
        "SELECT id, weight, 1 / weight AS inverse, rank() OVER (ORDER BY weight) AS r, rank() OVER (ORDER BY weight) + id AS q FROM sales WHERE weight > 0 ORDER BY q, id",
        "SELECT shop, date_diff('day', max(at), current_date) AS age, current_date AS today FROM sales GROUP BY shop ORDER BY age DESC, shop",
        "SELECT shop, count(*), CASE WHEN max(sold) < current_date THEN 'old' ELSE min(region) END AS mark FROM sales GROUP BY 1 ORDER BY 2, 1",
        "SELECT id, at AT TIME ZONE 'Asia/Tokyo' AS local, sold FROM sales WHERE id < 20 ORDER BY id LIMIT 10",
        "SELECT id, CAST(amount AS json) AS j, NULL AS nothing FROM sales ORDER BY id",
        "SELECT region, current_date - min(sold) AS age FROM sales GROUP BY region",
        // Where any order would do.
        "SELECT region, array_agg(id) AS ids, arbitrary(shop) AS shop FROM sales GROUP BY region",
        "SELECT id, region FROM sales LIMIT 3",
        "SELECT count(*) AS n FROM (SELECT shop FROM sales LIMIT 5) AS q JOIN shops AS p ON p.shop = q.shop",
        // Conditions that tempt into leaving rows out.
        "SELECT p.name, s.id FROM shops AS p LEFT JOIN sales AS s ON s.shop = p.shop WHERE s.region = 'north' OR s.region IS NULL",
        "SELECT p.name, s.id FROM shops AS p LEFT JOIN sales AS s ON s.shop = p.shop AND s.region = 'north'",
        "SELECT s.id, p.city FROM sales AS s FULL JOIN shops AS p ON s.shop = p.shop WHERE s.region <> 'north'",
        "SELECT s.id, p.city FROM sales AS s RIGHT JOIN shops AS p ON s.shop = p.shop WHERE p.city = 'Oslo'",
        "SELECT count(*) AS n, sum(amount) AS a FROM sales WHERE region = 'nowhere'",
        "SELECT id FROM sales WHERE region <> 'north' OR note IS NULL",
        "SELECT id FROM sales WHERE NOT (region = 'north') AND (shop > 1 OR shop IS NULL) AND note LIKE '%a%'",
        "SELECT a.id, b.id AS other FROM sales AS a JOIN sales AS b ON a.shop = b.shop AND b.region = 'south' WHERE a.region = 'north'",
        "SELECT id, rank() OVER (ORDER BY amount) AS r FROM sales WHERE region IS NOT NULL",
        "SELECT p.name FROM shops AS p WHERE p.city = 'Oslo' AND NOT EXISTS (SELECT 1 FROM sales AS s WHERE s.shop = p.shop AND s.region = 'south')",
        "SELECT p.name FROM shops AS p WHERE p.shop NOT IN (SELECT s.shop FROM sales AS s WHERE s.region = 'north')",
        "SELECT id FROM floats WHERE x = 0.0 OR x > 1e300",
        "SELECT id FROM texts WHERE t >= 'a' AND t < 'b'",
        "SELECT t.id, u.tag FROM tagged AS t CROSS JOIN UNNEST(t.tags) AS u (tag) WHERE t.id > 1",
        "SELECT shop, count(*) FILTER (WHERE region = 'north') AS n FROM sales WHERE shop < 3 GROUP BY ROLLUP (shop)",
        "SELECT id FROM sales WHERE region = 'north' UNION ALL SELECT id FROM sales WHERE region = 'south' AND shop = 1",
    ]

    static let queries = EquivalenceTests.cases.map(\.original) + tempting

    @Test("A layout gives the same rows", arguments: queries)
    func layout(sql: String) async throws {
        let lab = try #require(AdversarialLab.current)
        let model = WorkloadModel(lab.input(sql), catalog: lab.catalog, notes: [])
        let builder = DesignBuilder(input: lab.input(sql), model: model, profile: lab.profile)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        let query = try #require(built.queries.first)
        let rewritten = try #require(query.rewritten, "\(query.reasons)")
        try await Self.expectEqual(rewritten, to: query, design: built.design, lab: lab)
    }

    @Test("A kept result gives the same rows", arguments: queries)
    func keptResult(sql: String) async throws {
        let lab = try #require(AdversarialLab.current)
        let model = WorkloadModel(lab.input(sql), catalog: lab.catalog, notes: [])
        let query = try #require(model.queries.first)
        let builder = DesignBuilder(input: lab.input(sql), model: model, profile: lab.profile)
        var design = builder.emptyDesign()
        var planner = ResultPlanner(design: design)
        // A refusal is safe.
        guard let candidate = try? planner.plan(query) else { return }
        design.tables = [candidate.table]
        try await Self.expectEqual(candidate.rewritten, to: PlannedQuery(query), design: design, lab: lab)
    }

    private static func expectEqual(
        _ rewritten: Query, to query: PlannedQuery, design: Design, lab: AdversarialLab
    ) async throws {
        let original = try #require(query.analysed.original)
        #expect(StaticVerifier(design: design).defect(of: rewritten, original: original) == nil)
        switch try await lab.compare(rewritten, with: original, design: design) {
        case .equal: break
        // The development Trino infers some types otherwise than Trino; rows were not compared then.
        case .otherTypes: break
        case let other: Issue.record("\(query.analysed.input.text): \(other.words)")
        }
    }
}
