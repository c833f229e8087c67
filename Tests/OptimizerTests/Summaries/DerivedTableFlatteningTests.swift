import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Inner queries are merged into the aggregating SELECT that reads them")
struct DerivedTableFlatteningTests {
    private func flattened(_ sql: String) throws -> String {
        let reading = CatalogReading(Lakehouse.input([]))
        let resolver = Resolver(catalog: reading.catalog, defaultCatalog: "lake", defaultSchema: "raw")
        return DerivedTableFlattening(resolver: resolver).flattened(try Lakehouse.resolve(sql)).query.sql()
    }

    @Test("a common table and a derived table become the same")
    func sameForms() throws {
        let expected = try Lakehouse.compact(
            """
            SELECT orders.status AS status, sum(orders.total * 2) AS t FROM orders AS orders WHERE orders.total > 5
            GROUP BY orders.status
            """)
        #expect(
            try flattened(
                "WITH d AS (SELECT status, total * 2 AS twice FROM orders WHERE total > 5) SELECT status, sum(twice) AS t FROM d GROUP BY status"
            ) == expected)
        #expect(
            try flattened(
                "SELECT d.status, sum(twice) AS t FROM (SELECT status, total * 2 AS twice FROM orders WHERE total > 5) AS d GROUP BY d.status"
            ) == expected)
    }

    @Test("chains and joins merge, and unread common tables go")
    func chain() throws {
        let text = try flattened(
            """
            WITH a AS (SELECT custkey AS k, total FROM orders), b AS (SELECT a.k, a.total, c.name FROM a JOIN customers c ON c.custkey = a.k)
            SELECT name, sum(total) FROM b GROUP BY name
            """)
        #expect(!text.contains("WITH"))
        #expect(text.contains("JOIN customers AS c ON c.custkey = orders.custkey"))
    }

    @Test(
        "what groups, limits, is DISTINCT, ranks or rolls dice stays",
        arguments: [
            "SELECT count(*) FROM (SELECT status FROM orders GROUP BY status) d",
            "SELECT count(*) FROM (SELECT status FROM orders LIMIT 5) d",
            "SELECT count(*) FROM (SELECT DISTINCT status FROM orders) d",
            "SELECT sum(r) FROM (SELECT rank() OVER (ORDER BY total) AS r FROM orders) d",
            "SELECT sum(r) FROM (SELECT random() AS r FROM orders) d",
            "SELECT status, note, grouping(status) AS g FROM (SELECT note AS status, status AS note FROM orders) d GROUP BY ROLLUP (status, note)",
            "SELECT status FROM (SELECT note AS status FROM orders) d GROUP BY ROLLUP (status) ORDER BY grouping(status)",
            "SELECT count(*) FROM customers LEFT JOIN (SELECT custkey FROM orders WHERE total > 5) d ON d.custkey = customers.custkey",
        ])
    func stays(_ sql: String) throws {
        #expect(try flattened(sql).contains("AS d"))
    }

    @Test("what the inner query asks comes before what fails on the rows that it keeps away")
    func guardsFirst() throws {
        let inner = "(SELECT custkey AS k, status, orderkey FROM orders WHERE status LIKE '1%') d"
        #expect(
            try flattened("SELECT count(*) AS n FROM \(inner) WHERE CAST(d.status AS bigint) > 5").hasSuffix(
                "WHERE orders.status LIKE '1%' AND CAST(orders.status AS bigint) > 5"))
        let join = "SELECT count(*) AS n FROM \(inner) JOIN customers c ON c.custkey = d.k"
        #expect(try !flattened(join).contains("AS d"))
        #expect(try flattened(join + " AND CAST(d.status AS bigint) > 5").contains("AS d"))
        let computed = join.replacing("status, orderkey", with: "100 / orderkey AS q")
        #expect(try !flattened(computed).contains("AS d"))
        #expect(try flattened(computed + " AND d.q > 5").contains("AS d"))
    }

    @Test(
        "what is computed stays where ROLLUP and its like name it, which take columns alone",
        arguments: ["ROLLUP (m)", "CUBE (status, m)", "GROUPING SETS ((status, m), ())"])
    func setsOfColumns(_ sets: String) throws {
        let inner = "(SELECT status, date_trunc('month', orderdate) AS m, total * 2 AS twice FROM orders) d"
        #expect(try flattened("SELECT sum(twice) AS t FROM \(inner) GROUP BY \(sets)").contains("AS d"))
        let simple = try flattened("SELECT sum(twice) AS t FROM \(inner) GROUP BY m, (status)")
        #expect(simple.contains("GROUP BY date_trunc('month', orders.orderdate)"))
        let columns = try flattened("SELECT sum(twice) AS t FROM \(inner) GROUP BY ROLLUP (status)")
        #expect(columns.contains("GROUP BY ROLLUP (orders.status)"))
    }
}
