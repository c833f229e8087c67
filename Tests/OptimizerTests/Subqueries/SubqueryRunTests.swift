import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Whole runs on a real engine whose best design keeps sub-queries.
@Suite(
    "Designs with kept sub-queries", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct SubqueryRunTests {
    /// One sub-query in three spellings, under aggregates and conditions that no summary answers.
    static let workload = [
        "WITH t AS (SELECT s.region, p.city, sum(s.amount) AS total FROM sales AS s JOIN shops AS p ON p.shop = s.shop WHERE s.id > 10 GROUP BY s.region, p.city) SELECT t.region, t.city, rank() OVER (ORDER BY t.total, t.region, t.city) AS place FROM t",
        "SELECT x.city, max(x.turnover) AS best FROM (SELECT q.city, q.name, y.turnover FROM (SELECT sum(amount) AS turnover, b.city, a.region FROM shops AS b, sales AS a WHERE 10 < a.id AND a.shop = b.shop GROUP BY b.city, a.region) AS y JOIN shops AS q ON q.city = y.city) AS x GROUP BY x.city",
        "SELECT id FROM returns WHERE id NOT IN (SELECT count(*) FROM sales AS s JOIN shops AS p ON s.shop = p.shop WHERE s.id > 10 GROUP BY s.region, p.city)",
    ]

    private static func options(
        candidates: Set<NewTable.Kind> = [.subquery, .layout], freshness: Freshness = .append
    ) -> OptimizerOptions {
        OptimizerOptions(
            candidates: candidates, freshness: freshness, objective: ObjectiveWeights(speed: 1, storage: 0))
    }

    @Test("Applied, refreshed twice after a load and rolled back, every query equals its original")
    func refreshed() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await lake.optimize(Self.workload, options: Self.options())
        let kept = outcome.report.tables.filter { $0.kind == "subquery" }
        #expect(kept.count == 1, "\(outcome.report.queries.map(\.reasons))")
        #expect(kept.first?.queriesServed ?? 0 >= 2)
        #expect(kept.first?.refresh.statements.count == 1)
        for report in outcome.report.queries where report.changed { #expect(report.evidence.label == .equalOnData) }
        #expect(
            outcome.report.queries[0].reasons.contains("reads the rows of sub-queries that are kept as tables"),
            "\(outcome.report.queries[0].reasons)")
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(RefreshTests.load)
        #expect(try await lake.differing(outcome, from: Self.workload) != [], "the load changes what queries give")
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(outcome.report.rollback)
    }

    @Test(
        "Turned off, or where nothing derived is allowed, no sub-query is kept",
        arguments: [options(candidates: [.layout]), options(freshness: .strict)])
    func turnedOff(options: OptimizerOptions) async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let outcome = try await lake.optimize(Self.workload, options: options)
        #expect(!outcome.report.tables.contains { $0.kind == "subquery" })
    }
}
