import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Leaving out unread columns of inner queries")
struct UnreadColumnsTests {
    /// The query after as many passes as change something.
    private func narrowed(_ sql: String) throws -> String {
        var current = try Lakehouse.resolve(sql)
        while true {
            let unread = UnreadColumns(current)
            guard unread.removesAny else { return current.query.sql() }
            current = try Lakehouse.resolve(unread.removed().sql())
        }
    }

    private func expect(_ sql: String, becomes other: String) throws {
        #expect(try narrowed(sql) == Lakehouse.compact(other))
    }

    @Test("A common table loses what nobody reads")
    func commonTable() throws {
        try expect(
            "WITH f AS (SELECT orderkey, price, status FROM orders) SELECT price FROM f WHERE status = 'x'",
            becomes: "WITH f AS (SELECT price, status FROM orders) SELECT price FROM f WHERE status = 'x'")
    }

    @Test("So does a derived table, through two levels")
    func derivedTable() throws {
        try expect(
            "SELECT a.price FROM (SELECT orderkey, price FROM (SELECT orderkey, price, status FROM orders) b) a",
            becomes: "SELECT a.price FROM (SELECT price FROM (SELECT price FROM orders) b) a")
    }

    @Test("What one of two readers reads is kept")
    func twoReaders() throws {
        let sql =
            "WITH f AS (SELECT orderkey, price FROM orders) SELECT x.price FROM f x JOIN f y ON x.orderkey = y.orderkey"
        #expect(try narrowed(sql) == Lakehouse.compact(sql))
    }

    @Test("Only counted, a row keeps a constant")
    func countOnly() throws {
        try expect(
            "SELECT count(*) FROM (SELECT orderkey FROM orders) f",
            becomes: "SELECT count(*) FROM (SELECT 1 AS one FROM orders) f")
    }

    @Test("An expression stays: leaving it out could hide an error")
    func expressions() throws {
        let sql = "SELECT f.price FROM (SELECT price, 1 / orderkey AS x FROM orders) f"
        #expect(try narrowed(sql) == Lakehouse.compact(sql))
    }

    @Test(
        "Where columns count by place, or decide the number of rows, all stay",
        arguments: [
            "SELECT a FROM (SELECT DISTINCT price AS a, status AS b FROM orders) f",
            "SELECT a FROM (SELECT price AS a, status AS b, count(*) AS n FROM orders GROUP BY 1, 2) f",
            "SELECT a FROM (SELECT price AS a, status AS b FROM orders ORDER BY 2 LIMIT 5) f",
            "WITH f (a, b) AS (SELECT price, status FROM orders) SELECT a FROM f",
            "SELECT a FROM (SELECT price, status FROM orders) AS f (a, b)",
            "SELECT price FROM (SELECT price, status FROM orders UNION SELECT price, status FROM orders) f",
            "SELECT price, status FROM orders",
        ])
    func precondition(sql: String) throws {
        #expect(try narrowed(sql) == Lakehouse.compact(sql))
    }

    @Test(
        "Where columns are read without a name, all stay",
        arguments: [
            "WITH f AS (SELECT custkey FROM customers) SELECT orderkey FROM orders WHERE custkey IN (TABLE f)",
            "WITH f AS (SELECT custkey, name FROM customers) SELECT count(*) FROM (TABLE f UNION TABLE f) g",
            "SELECT count(*) FROM (SELECT DISTINCT * FROM (SELECT custkey FROM orders), (SELECT custkey FROM customers)) g",
        ])
    func namelessReading(sql: String) throws {
        #expect(try narrowed(sql) == Lakehouse.compact(sql))
    }

    @Test("USING reads its columns on both sides")
    func using() throws {
        try expect(
            "SELECT o.price FROM (SELECT custkey, price, status FROM orders) o JOIN (SELECT custkey, name FROM customers) c USING (custkey)",
            becomes:
                "SELECT o.price FROM (SELECT custkey, price FROM orders) o JOIN (SELECT custkey FROM customers) c USING (custkey)"
        )
    }

    @Test("An inner ORDER BY by name reads its column")
    func innerOrder() throws {
        let sql = "SELECT a FROM (SELECT price AS a, status AS b FROM orders ORDER BY b LIMIT 5) f"
        #expect(try narrowed(sql) == Lakehouse.compact(sql))
    }

    @Test("EXISTS asks for rows, not for columns")
    func exists() throws {
        try expect(
            "SELECT name FROM customers c WHERE EXISTS (SELECT orderkey, price FROM orders o WHERE o.custkey = c.custkey)",
            becomes:
                "SELECT name FROM customers c WHERE EXISTS (SELECT 1 AS one FROM orders o WHERE o.custkey = c.custkey)")
    }
}
