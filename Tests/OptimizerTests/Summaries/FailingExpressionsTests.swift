import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Expressions that can fail on some row")
struct FailingExpressionsTests {
    private func canFail(_ expression: String) throws -> Bool {
        let resolved = try Lakehouse.resolve("SELECT \(expression) AS x FROM orders")
        guard case .select(let select) = resolved.query.body else { return false }
        return FailingExpressions.canFail(select, in: resolved)
    }

    @Test(
        "are told from those that never do",
        arguments: [
            "status", "total * 2", "total / 4", "upper(status)", "CASE WHEN total > 5 THEN 1 ELSE 0 END",
            "year(orderdate)",
            "CAST(total AS double)", "CAST(custkey AS varchar)", "TRY_CAST(status AS bigint)", "try(total / orderkey)",
            "date_trunc('month', orderdate)", "regexp_like(status, '^a')", "sum(total) / count(*)", "custkey % 7",
            "CAST(orderkey AS double) / custkey", "coalesce(status, 'none')", "status || 'x'",
        ])
    func safe(expression: String) throws {
        #expect(try !canFail(expression))
    }

    @Test(
        "whatever may divide by zero, overflow or meet a value that can't be read",
        arguments: [
            "total / orderkey", "orderkey / custkey", "orderkey % custkey", "orderkey * custkey", "orderkey + 1",
            "CAST(status AS bigint)", "CAST(total AS integer)", "sum(total / orderkey)", "CAST(status AS date)",
            "regexp_like(status, status)", "split(status, ',')[3]", "from_base(status, 16)",
            "count_if(total / orderkey > 1)",
            "CAST(orderkey AS varchar(2))", "CASE WHEN orderkey > 0 THEN total / orderkey END", "total / 0",
            "total / -1",
        ])
    func failing(expression: String) throws {
        #expect(try canFail(expression))
    }
}

/// On a real engine: what was delivered can be filled.
@Suite(
    "Summaries of what can fail", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct FailingFillTests {
    @Test("A summary that has the filter as a key doesn't serve a query whose measure can fail")
    func otherRows() throws {
        func block(_ measure: String) throws -> AggregationBlock {
            let resolved = try Lakehouse.resolve(
                "SELECT status, \(measure) AS m FROM orders WHERE custkey <> 0 GROUP BY status")
            return try #require(BlockFinder(resolved: resolved).find().blocks.first?.blocks.first)
        }
        let safe = try block("sum(total)")
        let failing = try block("sum(total / custkey)")
        let proposals = SummaryProposals { _ in 10 }.proposals(for: safe)
        let open = proposals.filter(\.baked.isEmpty)
        #expect(!open.isEmpty && open.allSatisfy { $0.serves(safe) })
        #expect(!open.contains { $0.serves(failing) })
        #expect(proposals.contains { $0.serves(failing) }, "the one with the filter baked in does")
    }

    @Test("Rows that a filter keeps from a division are in no table that holds the quotient")
    func division() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let queries = [
            "SELECT region, sum(amount / shop) AS s FROM sales WHERE shop <> 0 AND region <> 'z' GROUP BY region",
            "SELECT region, sum(amount / shop) AS s FROM sales WHERE shop <> 0 AND region = 'north' GROUP BY region",
            "SELECT region, max(CAST(substr(note, 6) AS integer)) AS m FROM sales WHERE note IS NOT NULL AND region <> '' GROUP BY region",
            "SELECT region, count(*) AS n FROM sales WHERE shop <> 0 AND 10 / shop > 2 GROUP BY region",
            "SELECT region, count(*) AS n FROM sales WHERE shop <> 0 AND region <> 'z' GROUP BY region",
        ]
        let outcome = try await lake.optimize(
            queries,
            options: OptimizerOptions(
                candidates: [.summary], objective: ObjectiveWeights(speed: 1, storage: 0)))
        #expect(outcome.report.tables.contains { $0.kind == "summary" })
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: queries) == [], "\(outcome.queries.map(\.text))")
        #expect(!outcome.report.queries[3].changed, "one condition shields the other")
    }
}
