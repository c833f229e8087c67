import Testing
import TrinoSQL

@testable import Optimizer

@Suite("How many rows a query gives")
struct ResultSizeTests {
    private let tables: [TableName: TableEstimate] = [
        TableName(catalog: "lake", schema: "raw", table: "orders"): TableEstimate(
            rows: 1_000_000,
            columns: [
                "custkey": .init(bytes: 1e6, statistics: .init(distinctValues: 50_000)),
                "status": .init(bytes: 1e5, statistics: .init(distinctValues: 4, nullsFraction: 0)),
                "orderdate": .init(
                    bytes: 1e6, statistics: .init(distinctValues: 365, low: "2020-01-01", high: "2020-12-31")),
            ]),
        TableName(catalog: "lake", schema: "raw", table: "customers"): TableEstimate(
            rows: 50_000,
            columns: [
                "custkey": .init(bytes: 1e5, statistics: .init(distinctValues: 50_000)),
                "nation": .init(bytes: 1e5, statistics: .init(distinctValues: 25, nullsFraction: 0)),
            ]),
    ]

    private func rows(_ sql: String) throws -> Double {
        ResultSize(try Lakehouse.resolve(sql), tables: tables).rows
    }

    @Test(
        "Worked examples",
        arguments: [
            ("SELECT custkey FROM orders", 1_000_000),
            ("SELECT custkey FROM orders WHERE status = 'F'", 250_000),
            ("SELECT custkey FROM orders WHERE status = 'F' OR status = 'O'", 437_500),
            ("SELECT custkey FROM orders WHERE custkey IN (1, 2)", 40),
            // Every order has one customer.
            ("SELECT o.custkey FROM orders o JOIN customers c ON o.custkey = c.custkey", 1_000_000),
            ("SELECT o.custkey FROM orders o, customers c WHERE o.custkey = c.custkey AND c.nation = 3", 40_000),
            ("SELECT c.nation FROM customers c LEFT JOIN orders o ON false", 1_000_000 * 50_000 / 3.0),
            ("SELECT count(*) FROM orders", 1), ("SELECT status, count(*) FROM orders GROUP BY status", 4),
            ("SELECT custkey FROM orders LIMIT 10", 10),
            ("WITH a AS (SELECT status FROM orders GROUP BY status) SELECT * FROM a", 4),
            ("SELECT * FROM (SELECT DISTINCT nation FROM customers) d", 25),
            ("SELECT nation FROM customers UNION ALL SELECT nation FROM customers", 100_000),
        ] as [(String, Double)])
    func examples(sql: String, expected: Double) throws {
        #expect(abs(try rows(sql) / expected - 1) < 0.001)
    }

    @Test("Months of a year, by status: 12 times 4 groups")
    func months() throws {
        let groups = try rows("SELECT date_trunc('month', orderdate), status FROM orders GROUP BY 1, 2")
        #expect(abs(groups - 13 * 4) < 0.001)
    }
}
