import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Expressions that can fail on some row")
struct FailingExpressionsTests {
    private func canFail(_ expression: String) throws -> Bool {
        let resolved = try Lakehouse.resolve("SELECT \(expression) AS x FROM orders")
        guard case .select(let select) = resolved.query.body else { return false }
        return FailingExpressions.canFail(select.items.compactMap(\.value), in: resolved)
    }

    private func canFailForGroups(_ expression: String) throws -> Bool {
        let resolved = try Lakehouse.resolve("SELECT \(expression) AS x FROM orders GROUP BY status")
        guard case .select(let select) = resolved.query.body else { return false }
        return FailingExpressions.canFailForRowsOrGroups(select, orderBy: [], in: resolved)
    }

    @Test(
        "what is computed of aggregates counts where a table holds it",
        arguments: [
            ("sum(total)", false), ("count(DISTINCT custkey)", false), ("sum(price) / count(*)", false),
            ("sum(total) / count(*)", true), ("count(*) + 1", true), ("sum(total / orderkey)", true),
            ("try(sum(total) / count(*))", false), ("CASE WHEN count(*) > 1 THEN 1 / count(*) END", true),
            ("sum(orderkey) / count(*) * 1e2", true), ("rank() OVER (ORDER BY sum(total))", false),
            ("coalesce(max(status), 'none')", false),
            ("CAST(max(status) AS bigint)", true),
        ])
    func groups(expression: String, fails: Bool) throws {
        #expect(try canFailForGroups(expression) == fails)
    }

    @Test(
        "are told from those that never do",
        arguments: [
            "status", "total * 2", "total / 4", "upper(status)", "CASE WHEN total > 5 THEN 1 ELSE 0 END",
            "year(orderdate)",
            "CAST(total AS double)", "CAST(custkey AS varchar)", "TRY_CAST(status AS bigint)", "try(total / orderkey)",
            "date_trunc('month', orderdate)", "regexp_like(status, '^a')", "sum(total) / count(*)", "custkey % 7",
            "CAST(orderkey AS double) / custkey", "coalesce(status, 'none')", "status || 'x'",
            "orderdate <= DATE '1998-12-01' - INTERVAL '90' DAY",
            "TIMESTAMP '2020-01-01 00:00:00' + INTERVAL '1' HOUR", "orderdate > current_date - INTERVAL '1' MONTH",
            "now() - INTERVAL '2' HOUR", "2019 - 1", "60 * 60 * 24", "current_timestamp - INTERVAL '2' YEAR",
            "date_add('day', -7, current_date)",
            "date_trunc('month', current_date - INTERVAL '1' DAY)", "date_add('month', 1, DATE '2024-01-01')",
            "date_trunc('month', date_add('month', -1, current_date)) + INTERVAL '1' DAY", "localtimestamp",
            "total * 2 / 4 * 1e0", "1e0 * orderkey / custkey", "lpad(status, 10, '-')", "split_part(status, ',', 2)",
            "contains(ARRAY[custkey, 1], 3)", "year(orderdate) * 100 + month(orderdate)",
            "extract(YEAR FROM orderdate) - 1", "element_at(CAST(NULL AS map(varchar, bigint)), status)",
            "element_at(ARRAY[1, 2], 2)", "total > custkey", "custkey BETWEEN 0.5 AND 1.5", "price > custkey",
            "regexp_replace(status, 'a', 'b')",
        ])
    func safe(expression: String) throws {
        #expect(try !canFail(expression))
    }

    @Test(
        "whatever may divide by zero, overflow or meet a value that can't be read",
        arguments: [
            "custkey > CAST(total AS decimal(38, 30))", "CAST(total AS decimal(38, 30)) IN (1, custkey)",
            "CAST(total AS decimal(38, 30)) BETWEEN 0 AND custkey", "regexp_replace(status, '(a)', '$2')",
            "year(orderdate) * orderkey", "element_at(ARRAY[1], custkey)", "element_at(ARRAY[1], 0)",
            "total / orderkey", "orderkey / custkey", "orderkey % custkey", "orderkey * custkey", "orderkey + 1",
            "CAST(status AS bigint)", "CAST(total AS integer)", "sum(total / orderkey)", "CAST(status AS date)",
            "regexp_like(status, status)", "split(status, ',')[3]", "from_base(status, 16)",
            "count_if(total / orderkey > 1)",
            "CAST(orderkey AS varchar(2))", "CASE WHEN orderkey > 0 THEN total / orderkey END", "total / 0",
            "total / -1", "orderdate - INTERVAL '90' DAY", "DATE '2020-01-01' + INTERVAL '1' HOUR",
            "current_date - INTERVAL '1' HOUR", "date_add('day', custkey, current_date)",
            "date_add(status, 1, current_date)", "date_add('hour', 1, current_date)",
            "2000000000 + 2000000000", "99999 * 99999", "date_add('day', 1, orderdate)",
            "current_date + orderkey * INTERVAL '1' DAY",
            "orderkey / custkey * 1e0", "orderkey * custkey * total", "lpad('', custkey, '-')",
            "split_part('a,b', ',', custkey)", "contains(ARRAY[ARRAY[custkey]], ARRAY[1])", "regexp_like('x', status)",
            "CASE WHEN total > 5 THEN 1 / 0 END", "CASE WHEN total > 5 THEN CAST('no number' AS bigint) END",
        ])
    func failing(expression: String) throws {
        #expect(try canFail(expression))
    }
}

extension SelectItem {
    fileprivate var value: Expression? {
        if case .expression(let value, _) = kind { value } else { nil }
    }
}

/// On a real engine: what was delivered can be filled.
@Suite(
    "Summaries of what can fail", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct FailingFillTests {
    @Test("A summary of what can fail has the filter baked in, and serves none but those that fail then themselves")
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
        #expect(!proposals.contains { $0.serves(failing) })
        let own = SummaryProposals { _ in 10 }.proposals(for: failing)
        #expect(own.map(\.baked.count) == [1])
        #expect(own.allSatisfy { $0.serves(failing) && !$0.serves(safe) })
        #expect(own.allSatisfy { mine in proposals.allSatisfy { mine.merged(with: $0) == nil } })
    }

    @Test("A condition on the clock beside another one keeps no summary away")
    func clock() throws {
        for condition in ["orderdate >= current_date - INTERVAL '30' DAY", "placed > date_add('day', -7, now())"] {
            let resolved = try Lakehouse.resolve(
                "SELECT status, sum(total) AS m FROM orders WHERE custkey > 0 AND \(condition) GROUP BY status")
            #expect(BlockFinder(resolved: resolved).find().blocks.first?.blocks.isEmpty == false, "\(condition)")
        }
    }

    @Test("What can fail stays behind what shields it, inside a measure too")
    func shielded() throws {
        func measures(_ measure: String) throws -> [String] {
            let resolved = try Lakehouse.resolve("SELECT status, \(measure) AS m FROM orders GROUP BY status")
            let block = try #require(BlockFinder(resolved: resolved).find().blocks.first?.blocks.first)
            return block.rollUps.values.flatMap(\.measures).map { $0.definition.sql() }
        }
        #expect(
            try measures("count_if(custkey <> 0 AND total > 2)") == measures("count_if(total > 2 AND custkey <> 0)"))
        #expect(
            try measures("count_if(total / custkey > 2) FILTER (WHERE custkey <> 0)")
                == ["count(*) FILTER (WHERE t0.custkey <> 0 AND t0.total / t0.custkey > 2)"])
        #expect(
            try measures("count_if(2 < total / custkey)") == measures("count_if(total / custkey > 2)"),
            "a literal shields nothing")
        for measure in [
            "custkey <> 0 AND total / custkey > 2", "custkey = 0 OR total / custkey > 2", "orderkey = total / custkey",
            "NOT NOT (custkey <> 0 AND total / custkey > 2)", "orderkey BETWEEN custkey AND total / custkey",
            "orderkey IN (custkey, total / custkey)",
        ] {
            #expect(
                try measures("count_if(\(measure))").map { $0.replacing("t0.", with: "") }
                    == ["count(*) FILTER (WHERE \(measure))"])
        }
    }

    @Test(
        "What a join partner or a sub-query may shield is in no summary; what has all of these inside is",
        arguments: [
            (
                "FROM orders AS o JOIN customers AS c ON c.custkey = o.custkey",
                ["lake.raw.customers", "lake.raw.orders"]
            ),
            ("FROM orders AS o JOIN customers AS c ON c.custkey > o.custkey", []),
            ("FROM orders AS o LEFT JOIN customers AS c ON c.custkey = o.custkey", []),
            ("FROM orders AS o WHERE o.custkey IN (SELECT c.custkey FROM customers AS c)", []),
            ("FROM orders AS o WHERE o.custkey <> 0", ["lake.raw.orders"]),
            ("FROM orders AS o", ["lake.raw.orders"]),
        ])
    func partners(from: String, tables: [String]) throws {
        func sources(_ measure: String) throws -> [[String]] {
            let resolved = try Lakehouse.resolve("SELECT o.status, \(measure) AS m \(from) GROUP BY o.status")
            let blocks = BlockFinder(resolved: resolved).find().blocks.flatMap(\.blocks)
            return blocks.map { $0.source.tables.map(\.description) }
        }
        let failing = try sources("sum(o.total / o.custkey)")
        #expect(Set(failing) == (tables.isEmpty ? [] : [tables]))
        #expect(try sources("sum(o.total)").contains(["lake.raw.orders"]), "it needs no such care")
        if from.contains("c.custkey = ") {
            #expect(
                try sources("sum(o.total) / max(c.nation / c.tier)").contains(["lake.raw.orders"]),
                "what can fail stays where it was")
        }
    }

    @Test("Rows that a join keeps from a division are in no table that holds the quotient")
    func joined() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        // The shop of number 0 is there in sales alone.
        try await lake.run(["DELETE FROM iceberg.raw.shops WHERE shop = 0"])
        let queries = ["north", "south"].map {
            "SELECT s.region, p.city, sum(s.amount / s.shop) AS q FROM sales s JOIN shops p ON p.shop = s.shop WHERE s.region = '\($0)' GROUP BY s.region, p.city"
        }
        let outcome = try await lake.optimize(
            queries,
            options: OptimizerOptions(candidates: [.summary], objective: ObjectiveWeights(speed: 1, storage: 0)))
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: queries) == [], "\(outcome.queries.map(\.text))")
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: queries) == [])
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
