import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Keeping the rows of a sub-query that repeats")
struct SubqueryCandidateTests {
    /// What queries become over kept sub-queries, on an engine that counts so many rows for each.
    private func advice(_ queries: [String], rows: Int64 = 10) async throws -> SubqueryAdvice {
        let model = WorkloadModel(Lakehouse.input(queries))
        let engine = ScriptedEngine { _, _ in
            EngineResult(columns: [.init(name: "n", type: "bigint")], rows: [[.integer(rows)]], isCut: false)
        }
        let design = Design(catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])
        let advisor = SubqueryAdvisor(
            engine: engine, deadline: Deadline(seconds: 3_600), model: model, profile: .none,
            cost: WorkloadCost(model, profile: .none), design: design)
        return try await advisor.advise(model.queries) { _ in }
    }

    private static let first =
        "SELECT x.status, c.name FROM (SELECT o.status, o.custkey, sum(o.total) AS t FROM orders AS o WHERE o.orderkey > 5 AND o.note = 'a' GROUP BY o.status, o.custkey) AS x JOIN customers AS c ON c.custkey = x.custkey"
    private static let second =
        "WITH y AS (SELECT count(*) AS n, status, custkey FROM orders WHERE 'a' = note AND orderkey > 5 GROUP BY custkey, status) SELECT status, max(n) AS m FROM y WHERE custkey IS NOT NULL GROUP BY status"

    @Test("Sub-queries of the same rows share one table, with the outputs of all")
    func shared() async throws {
        let advice = try await advice([Self.first, Self.second])
        let part = try #require(advice.parts.first)
        #expect(advice.parts.count == 1)
        #expect(part.candidate.columns.map(\.stored.name) == ["status", "custkey", "t", "n"])
        let filling = part.candidate.table().filling(casts: false).sql()
        #expect(
            filling
                == "SELECT r.status AS status, r.custkey AS custkey, r.t AS t, r.n AS n FROM (SELECT t0.status AS status, t0.custkey AS custkey, sum(t0.total) AS t, count(*) AS n FROM lake.raw.orders AS t0 WHERE t0.note = 'a' AND t0.orderkey > 5 GROUP BY t0.custkey, t0.status) AS r (status, custkey, t, n)"
        )
        let narrow = part.table(reading: ["n"]).filling(casts: false).sql()
        #expect(narrow.hasPrefix("SELECT r.n AS n FROM (SELECT count(*) AS n FROM lake.raw.orders AS t0"))
    }

    @Test("All around the sub-query stays as it is")
    func rewritten() async throws {
        let advice = try await advice([Self.first, Self.second])
        let derived = try #require(advice.options[0]?.first).resolved.query.sql()
        #expect(
            derived
                == "SELECT x.status, c.name FROM (SELECT r.status AS status, r.custkey AS custkey, r.t AS t FROM lake.fast.subquery_orders AS r) AS x JOIN lake.raw.customers AS c ON c.custkey = x.custkey"
        )
        let common = try #require(advice.options[1]?.first).resolved.query.sql()
        #expect(
            common
                == "WITH y AS (SELECT r.n AS n, r.status AS status, r.custkey AS custkey FROM lake.fast.subquery_orders AS r) SELECT status, max(n) AS m FROM y WHERE custkey IS NOT NULL GROUP BY status"
        )
        #expect(advice.options[0]?.first?.columns == [0: ["status", "custkey", "t"]])
    }

    @Test("A table with just its columns stands for a derived table by itself")
    func whole() async throws {
        let sql = "SELECT x.n FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) AS x WHERE x.status > 'a'"
        let advice = try await advice([sql, sql])
        let text = try #require(advice.options[0]?.first).resolved.query.sql()
        #expect(text == "SELECT x.n FROM lake.fast.subquery_orders AS x WHERE x.status > 'a'")
    }

    @Test("IN reads its values from the table")
    func membership() async throws {
        let sql = "SELECT name FROM customers WHERE custkey IN (SELECT custkey FROM orders WHERE total > 5)"
        let advice = try await advice([sql, sql])
        let text = try #require(advice.options[0]?.first).resolved.query.sql()
        #expect(
            text
                == "SELECT name FROM lake.raw.customers WHERE custkey IN (SELECT r.custkey AS custkey FROM lake.fast.subquery_orders AS r)"
        )
    }

    @Test("One with more than half of the rows that it reads is not kept")
    func large() async throws {
        let advice = try await advice([Self.first, Self.second], rows: 600_000)
        #expect(advice.parts.isEmpty)
        #expect(advice.options.isEmpty)
        #expect(advice.refusals[0]?.first?.contains("600000 rows") == true)
    }

    @Test(
        "What can fail is not kept, since the query around it may keep such rows away; a sub-query of the same rows without it is",
        arguments: [
            "sum(total) / sum(orderkey)", "sum(total / orderkey)", "CAST(max(status) AS bigint)", "count(*) + 1",
        ])
    func failing(output: String) async throws {
        let failing =
            "SELECT x.status, x.q FROM (SELECT status, \(output) AS q, count(*) AS n FROM orders GROUP BY status) AS x WHERE x.n > 0"
        let refused = try await advice([failing, failing])
        #expect(refused.parts.isEmpty)
        #expect(
            refused.refusals[0]?.contains("something in it can fail on rows that the query around it may keep away")
                == true)

        let safe = "SELECT x.status FROM (SELECT status, count(*) AS n FROM orders GROUP BY status) AS x WHERE x.n > 0"
        let mixed = try await advice([failing, safe, safe])
        #expect(mixed.parts.first?.candidate.columns.map(\.stored.name) == ["status", "n"])
        #expect(mixed.options[0] == nil)
        #expect(mixed.options[1]?.isEmpty == false)
    }

    @Test("A type that the connector lacks is stored wider and cast back")
    func castBack() async throws {
        let sql = "SELECT x.note FROM (SELECT note, count(*) AS n FROM orders GROUP BY note) AS x WHERE x.n > 1"
        let advice = try await advice([sql, sql])
        let text = try #require(advice.options[0]?.first).resolved.query.sql()
        #expect(text.contains("CAST(r.note AS char(10)) AS note"))
        #expect(advice.parts.first?.candidate.table().columns.first?.storedType == .unboundedVarchar)
    }
}
