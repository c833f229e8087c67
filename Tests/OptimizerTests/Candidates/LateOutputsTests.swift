import TestSupport
import Testing

@testable import Optimizer

/// Kept results of which something is computed when they are read, filled and read on an engine.
@Suite(
    "Outputs that are computed late", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct LateOutputsTests {
    @Test("Filled and refreshed the results give the originals' rows, whatever types the engine has for their parts")
    func filled() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let queries = [
            "SELECT region, count(*) AS n, date_diff('day', date_trunc('month', max(sold)), current_date) AS z FROM sales GROUP BY region ORDER BY 1",
            "SELECT shop, count(*) AS n FROM sales GROUP BY shop ORDER BY date_trunc('month', max(sold)), shop",
            "SELECT shop, avg(CAST(weight AS real)) > day(current_date) AS heavy, current_date AS today FROM sales GROUP BY shop",
            "SELECT shop, max(at) - min(at) AS span, array_agg(CASE WHEN id > 3 THEN 'a' ELSE 'bc' END ORDER BY id) AS l FROM sales GROUP BY shop ORDER BY span, shop",
            "SELECT region, sum(amount) AS s, count(*) AS n, sum(amount) / count(*) AS m FROM sales GROUP BY region ORDER BY m DESC",
            "SELECT shop, date_add('month', 1, max(sold)) AS next, max(sold) + INTERVAL '1' MONTH > current_date AS due FROM sales GROUP BY shop",
        ]
        let outcome = try await lake.optimize(queries, options: OptimizerOptions(candidates: [.result, .layout]))
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: queries) == [], "\(outcome.queries.map(\.text))")
        #expect(
            outcome.report.tables.count { $0.kind == "result" } >= 4, "\(outcome.report.queries.map(\.reasons))")
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: queries) == [])
    }
}
