import Testing
import TrinoSQL

@testable import Optimizer

/// Which rows of a base table queries look at. That a copy of these rows gives the same answers is shown on the engine by the suite of
/// the optimizer's own rewritings.
@Suite("Rows that queries look at")
struct RowDemandTests {
    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")
    private static let customers = TableName(catalog: "lake", schema: "raw", table: "customers")

    private func filter(of table: TableName = Self.orders, _ queries: [String]) throws -> String? {
        try RowDemand(queries.map { try Lakehouse.resolve($0) }).filter(of: table)?.sql()
    }

    @Test("Those of any query, each asked for by all of its conditions")
    func union() throws {
        let filter = try filter([
            "SELECT sum(o.price) FROM orders AS o WHERE o.status = 'F' AND 100 < o.custkey",
            "SELECT orderkey FROM orders WHERE orderdate BETWEEN DATE '2024-01-01' AND DATE '2024-01-31'",
        ])
        #expect(
            filter == """
                custkey > 100 AND status = 'F' OR orderdate <= DATE '2024-01-31' AND orderdate >= DATE '2024-01-01'
                """)
    }

    @Test("What asks for more than another is no alternative of its own")
    func implied() throws {
        let filter = try filter([
            "SELECT sum(price) FROM orders WHERE status = 'F' AND custkey = 7",
            "SELECT count(*) FROM orders WHERE status = 'F'",
            "SELECT orderkey FROM orders WHERE note IS NULL AND 'F' = status",
        ])
        #expect(filter == "status = 'F'")
    }

    @Test("Each reading of a table asks for its own, in sub-queries as well")
    func readings() throws {
        let join =
            "SELECT 1 FROM orders a JOIN orders b ON a.orderkey = b.orderkey AND b.status = 'F' WHERE a.custkey = 1"
        #expect(try filter([join]) == "custkey = 1 OR status = 'F'")
        let nested = """
            WITH c AS (SELECT custkey FROM orders WHERE status = 'F') SELECT name FROM customers
            WHERE nation = 3 AND custkey IN (SELECT custkey FROM c) AND EXISTS (SELECT 1 FROM orders o WHERE o.custkey = 5)
            """
        #expect(try filter([nested]) == "custkey = 5 OR status = 'F'")
        #expect(try filter(of: Self.customers, [nested]) == "nation = 3")
    }

    @Test("An outer join's side that keeps its rows can leave some out")
    func preserved() throws {
        let join = "SELECT 1 FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey WHERE o.status = 'F'"
        #expect(try filter([join]) == "status = 'F'")
        #expect(try filter(of: Self.customers, [join]) == nil)
    }

    @Test(
        "All rows are looked at where a condition does not let them go",
        arguments: [
            "SELECT count(*) FROM orders",
            // Without its row the other side's would be kept with NULLs.
            "SELECT 1 FROM customers c LEFT JOIN orders o ON o.custkey = c.custkey WHERE o.status = 'F'",
            "SELECT 1 FROM customers c LEFT JOIN orders o ON o.custkey = c.custkey AND o.status = 'F'",
            "SELECT 1 FROM orders o FULL JOIN customers c ON o.custkey = c.custkey WHERE o.status = 'F'",
            "SELECT 1 FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey AND o.status = 'F'",
            // Asked of more than the row.
            "SELECT 1 FROM orders o JOIN customers c ON o.custkey = c.custkey WHERE o.custkey > c.nation",
            "SELECT custkey FROM orders GROUP BY custkey HAVING custkey > 5",
            "SELECT orderkey FROM orders WHERE custkey = (SELECT max(custkey) FROM customers)",
            // Another answer at another time.
            "SELECT orderkey FROM orders WHERE orderdate < current_date",
            "SELECT orderkey FROM orders WHERE random() < 0.5",
            // Can fail, on rows that another condition keeps away.
            "SELECT orderkey FROM orders WHERE 10 / custkey > 1",
            "SELECT orderkey FROM orders WHERE CAST(status AS integer) > 1",
            // Fails by its literals, or where both sides become one type, as soon as it is asked.
            "SELECT orderkey FROM orders WHERE split_part(status, '-', 0) = 'a'",
            "SELECT orderkey FROM orders WHERE status LIKE 'a#%' ESCAPE '##'",
            "SELECT orderkey FROM orders WHERE CAST(custkey AS decimal(38, 0)) > 0.5",
            // No engine takes it.
            "SELECT orderkey FROM orders WHERE custkey = 'F'", "SELECT orderkey FROM orders WHERE status IN ('F', 1)",
            // The sample is of all rows.
            "SELECT orderkey FROM orders TABLESAMPLE BERNOULLI (50) WHERE status = 'F'",
            // One of the two readings has no condition.
            "SELECT 1 FROM orders a JOIN orders b ON a.orderkey = b.orderkey WHERE a.status = 'F'",
        ])
    func whole(sql: String) throws {
        #expect(try filter(["SELECT orderkey FROM orders WHERE status = 'O'", sql]) == nil)
    }

    @Test("A condition that can fail is left out, and those beside it count")
    func failing() throws {
        #expect(try filter(["SELECT 1 FROM orders WHERE 10 / custkey > 1 AND custkey <> 0"]) == "custkey <> 0")
    }

    @Test("What asks for one of several things is served by rows of each")
    func branches() throws {
        let filter = try filter([
            "SELECT 1 FROM orders WHERE status = 'F'", "SELECT 1 FROM orders WHERE status = 'P' AND custkey > 5",
            "SELECT 1 FROM orders WHERE custkey > 5 AND (status = 'P' OR status = 'F' AND orderkey = 1)",
            "SELECT 1 FROM orders WHERE date_trunc('month', orderdate) = DATE '2024-01-01'",
        ])
        #expect(
            filter == """
                date_trunc('month', orderdate) = DATE '2024-01-01' OR custkey > 5 AND status = 'P' OR status = 'F'
                """)
    }

    @Test("Many choices are looked through in one order; beyond a bound a copy counts as one that lacks rows")
    func choices() throws {
        func asked(_ count: Int) -> String {
            (0..<count).map { "(custkey = \($0) OR orderkey = \(100 + $0))" }.joined(separator: " AND ")
        }
        let narrow = ["custkey = 0 AND custkey = 2 AND status = 'F'", "orderkey = 100", "orderkey = 102"]
            .map { "SELECT 1 FROM orders WHERE \($0)" }
        let served = try filter(narrow + ["SELECT 1 FROM orders WHERE status = 'F' AND \(asked(8))"])
        #expect(served?.contains("orderkey = 107") == false)
        // 2^30 combinations, of which each may matter.
        let all = (0..<15).map {
            "SELECT 1 FROM orders WHERE custkey = \($0) AND custkey = \($0 + 15) AND price = \($0)"
        }
        #expect(try filter(all + ["SELECT 1 FROM orders WHERE \(asked(30))"])?.contains("orderkey = 107") == true)
    }

    @Test("Too long a filter is none")
    func long() throws {
        let list = (0..<5_000).map(String.init).joined(separator: ", ")
        #expect(try self.filter(["SELECT 1 FROM orders WHERE custkey IN (\(list))"]) == nil)
    }

    @Test("Too many alternatives are no filter")
    func many() throws {
        #expect(try filter((0..<16).map { "SELECT 1 FROM orders WHERE custkey = \($0)" }) != nil)
        #expect(try filter((0..<17).map { "SELECT 1 FROM orders WHERE custkey = \($0)" }) == nil)
    }

    @Test("A copy has these rows and says so; with all of a table's data retained it has every row")
    func copy() throws {
        let sql = "SELECT orderkey FROM orders WHERE status = 'F'"
        var options = OptimizerOptions()
        var accepted: Set<Int> = [0]
        func built() throws -> NewTable {
            let input = Lakehouse.input([sql], options: options)
            var profile = LakehouseProfile.none
            profile.accepted = accepted
            let builder = DesignBuilder(input: input, model: WorkloadModel(input), profile: profile)
            let result = builder.build(on: builder.emptyDesign(), builder.model.queries.map { PlannedQuery($0) })
            return try #require(result.design.tables.first)
        }
        let partial = try built()
        #expect(partial.filling(casts: false).sql().hasSuffix("FROM lake.raw.orders WHERE status = 'F'"))
        #expect(partial.reasons.contains("only rows that the workload looks at: status = 'F'"))
        accepted = []
        #expect(try built().definition.filter == nil, "no engine has taken the query")
        accepted = [0]
        options.retention = .all
        #expect(try built().definition.filter == nil)
        options = OptimizerOptions(freshness: .strict)
        #expect(try built().definition.filter == nil)
    }

    @Test(
        "An earlier design's copy serves a query that looks at none of the rows that it leaves out",
        arguments: [
            ("SELECT o.orderkey FROM orders o WHERE 5 < o.orderkey AND o.status = 'F' AND o.orderkey < 9", true),
            ("SELECT orderkey FROM orders WHERE status = 'P'", true),
            ("SELECT orderkey FROM orders WHERE (status = 'F' AND orderkey > 5) OR status = 'P'", true),
            ("SELECT orderkey FROM orders WHERE (status = 'F' AND orderkey > 4) OR status = 'P'", false),
            ("SELECT orderkey FROM orders WHERE status = 'F'", false), ("SELECT orderkey FROM orders", false),
        ])
    func reuse(sql: String, isServed: Bool) async throws {
        let earlier = EarlierResult(
            ddl: ["CREATE SCHEMA lake.fast", "CREATE TABLE lake.fast.orders (orderkey bigint, status varchar)"],
            migrations: [
                """
                INSERT INTO lake.fast.orders (orderkey, status) SELECT orderkey, status FROM lake.raw.orders
                WHERE (status = 'F' AND orderkey > 5) OR status = 'P'
                """
            ])
        let outcome = try await Lakehouse.outcome(of: [sql], over: earlier)
        #expect(
            outcome.queries[0].text.contains("lake.fast.orders") == isServed, "\(outcome.report.queries[0].reasons)")
    }
}
