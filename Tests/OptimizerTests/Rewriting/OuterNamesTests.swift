import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Columns of outer queries keep their meaning")
struct OuterNamesTests {
    private func writtenOut(_ sql: String) throws -> String? {
        let reading = CatalogReading(Lakehouse.input([]))
        let resolver = Resolver(catalog: reading.catalog, defaultCatalog: "lake", defaultSchema: "raw")
        return OuterNames.writtenOut(try Lakehouse.resolve(sql), resolver: resolver)?.query.sql()
    }

    @Test("A bare name of an outer column is written with its relation's; all else stays")
    func qualified() throws {
        #expect(
            try writtenOut(
                "SELECT x.tier, (SELECT count(*) FROM orders AS o WHERE o.custkey = tier) FROM (VALUES 1, 2) AS x (tier)"
            )
                == Lakehouse.compact(
                    "SELECT x.tier, (SELECT count(*) FROM orders AS o WHERE o.custkey = x.tier) FROM (VALUES 1, 2) AS x (tier)"
                ))
        let own = try Lakehouse.compact("SELECT status FROM orders WHERE custkey IN (SELECT custkey FROM customers)")
        #expect(try writtenOut(own) == own)
    }

    @Test("A column that USING merged can't be written out")
    func merged() throws {
        let sql =
            "SELECT (SELECT count(*) FROM (VALUES 1) AS v (n) WHERE v.n = custkey) FROM orders JOIN customers USING (custkey)"
        #expect(try writtenOut(sql) == nil)
    }
}

/// The same on a real engine, in runs that compare no rows: what the rules themselves hold.
@Suite(
    "Columns of outer queries keep their meaning over new tables",
    .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct OuterNamesRunTests {
    static let traps: [(Set<NewTable.Kind>, String)] = [
        (
            [.summary, .layout],
            "SELECT x.shop, (SELECT sum(d.amount) FROM (SELECT s.shop AS k, s.amount FROM sales s WHERE s.id > 10) AS d WHERE d.k = shop) AS total FROM (VALUES 0, 1, 2) AS x (shop)"
        ),
        (
            [.summary],
            "SELECT o.row_count, (SELECT count(*) FROM sales AS s WHERE s.region = 'north' AND s.shop < row_count) AS n FROM (VALUES 1, 3, 5) AS o (row_count)"
        ),
    ]

    @Test("A new table with a column of an outer query's name captures nothing", arguments: traps)
    func captured(candidates: Set<NewTable.Kind>, query: String) async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await lake.optimize(
            [query],
            options: OptimizerOptions(
                verification: .static, candidates: candidates, objective: ObjectiveWeights(speed: 1, storage: 0),
                allowsUnverified: true))
        #expect(outcome.report.queries[0].changed, "\(outcome.report.queries.map(\.reasons))")
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: [query]) == [], "\(outcome.queries.map(\.text))")
    }
}
