import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Keeping a query's result")
struct ResultCandidateTests {
    private static let design = Design(
        catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])

    private func candidate(_ sql: String) throws -> ResultCandidate {
        try ResultCandidate(Lakehouse.resolve(sql), name: "result_q", design: Self.design)
    }

    @Test("A key that computes with an output is computed from what the output is")
    func keyOverOutput() throws {
        let filling = try candidate("SELECT orderkey, -price AS p FROM orders ORDER BY p + 1").table
            .filling(casts: false).sql()
        #expect(try filling.contains(Parser.parseExpression("-price + 1").sql()))
    }

    @Test(
        "A key that computes with a name of both a column and another output is refused",
        arguments: [
            "SELECT orderkey, -price AS price FROM orders ORDER BY price + 1",
            "SELECT -price AS price, price + 1 AS z FROM orders ORDER BY price + 1",
        ])
    func ambiguousKey(sql: String) {
        #expect(throws: ResultCandidate.Refusal.self) { try candidate(sql) }
    }

    @Test("A key that is a select item, or an aggregate beside it, is found as before")
    func plainKeys() throws {
        let item = try candidate("SELECT lower(status) AS s FROM orders ORDER BY lower(status)")
        #expect(item.rewritten.sql().contains("ORDER BY r.s"))
        let beside = try candidate(
            "SELECT status, sum(price) AS turnover FROM orders GROUP BY status ORDER BY turnover / count(*)")
        #expect(
            try beside.table.filling(casts: false).sql().contains(Parser.parseExpression("sum(price) / count(*)").sql())
        )
    }

    @Test("Where a star gives the columns of one relation a key may compute with them")
    func starOfOneRelation() throws {
        let grouped = "(SELECT status, sum(price) AS s, avg(price) AS a FROM orders GROUP BY status) AS v"
        let kept = try candidate("SELECT * FROM \(grouped) WHERE s > 5 ORDER BY s - a, status LIMIT 10")
        #expect(try Lakehouse.compact(kept.table.filling(casts: false).sql()).contains("s - a AS lw_order_1"))
        #expect(kept.rewritten.sql().contains("ORDER BY r.lw_order_1, r.status"))
    }

    @Test("The table's alias is no output's name: ORDER BY r.s would mean the output's field")
    func aliasBesideOutputs() throws {
        let kept = try candidate(
            "SELECT status AS s, sum(price) AS r FROM orders GROUP BY status ORDER BY s, max(custkey)")
        #expect(kept.rewritten.sql().contains("FROM lake.fast.result_q AS r_2"))
        #expect(kept.rewritten.sql().contains("ORDER BY r_2.s, r_2.lw_order_1"))
        #expect(kept.table.filling(casts: false).sql().contains("r.r AS r"), "the filling has no ORDER BY")
    }

    @Test(
        "What is kept beside the outputs has a name of its own: ORDER BY would take a field's for the output",
        arguments: [
            (
                "SELECT custkey, orderdate AS d, date_diff('day', q.orderdate, current_date) AS age FROM (SELECT *, CAST(ROW(orderdate) AS ROW(orderdate date)) AS q FROM orders) ORDER BY orderdate LIMIT 5",
                "q.orderdate AS lw_part_1"
            ),
            (
                "SELECT custkey, orderdate AS d FROM (SELECT *, CAST(ROW(orderdate) AS ROW(orderdate date)) AS q FROM orders) ORDER BY q.orderdate, orderdate LIMIT 5",
                "q.orderdate AS lw_order_1"
            ),
        ])
    func ownNames(sql: String, item: String) throws {
        let kept = try candidate(sql)
        #expect(try Lakehouse.compact(kept.table.filling(casts: false).sql()).contains(item))
    }

    @Test("What is grouped by is computed for all rows, whether it can fail or not")
    func failingKey() throws {
        let kept = try candidate(
            "SELECT date_diff('day', CAST(status AS date), current_date) AS age, count(*) AS n FROM orders GROUP BY CAST(status AS date)"
        )
        #expect(kept.table.columns.map(\.name) == ["lw_part_1", "n"])
        #expect(kept.rewritten.sql().contains("date_diff('day', r.lw_part_1, CURRENT_DATE) AS age"))
    }

    @Test("A key that names an output within a subquery is refused")
    func keyInSubquery() {
        #expect(throws: ResultCandidate.Refusal.self) {
            try candidate(
                "SELECT custkey AS k FROM orders ORDER BY (SELECT max(c.nation) FROM customers c WHERE c.custkey = k)")
        }
    }

    @Test("A table in a subquery of ORDER BY gets its full name")
    func fullNamesInOrder() throws {
        let kept = try candidate("SELECT custkey AS k FROM orders ORDER BY (SELECT max(nation) FROM customers)")
        #expect(kept.table.filling(casts: false).sql().contains("FROM lake.raw.customers"))
    }

    @Test(
        "What can be computed of other outputs is not kept",
        arguments: [
            (
                "SELECT status, sum(price) AS s, count(*) AS n, sum(price) / count(*) AS m, round(sum(price), 1) AS r FROM orders GROUP BY 1 ORDER BY m",
                ["status", "s", "n"], "r.s / r.n AS m, round(r.s, 1) AS r", "ORDER BY r.s / r.n"
            ),
            (
                "SELECT price + 1 AS a, (price + 1) * 2 AS b, -(price + 1) AS c FROM orders",
                ["a"], "r.a * 2 AS b, -r.a AS c", ""
            ),
            // Nothing else has its parts.
            (
                "SELECT status, sum(price) AS s, sum(price) / count(*) AS m FROM orders GROUP BY 1",
                ["status", "s", "m"], "r.m AS m", ""
            ),
            // LIMIT counts by it.
            (
                "SELECT orderkey, price, price * 2 AS p FROM orders ORDER BY p LIMIT 5", ["orderkey", "price", "p"],
                "r.p AS p", "ORDER BY r.p"
            ),
            (
                "SELECT orderkey, price, price * 2 AS p FROM orders ORDER BY price LIMIT 5", ["orderkey", "price"],
                "r.price * 2 AS p", "ORDER BY r.price"
            ),
            // Its place, or one behind it, is named.
            (
                "SELECT price * 2 AS p, price, count(*) AS n FROM orders GROUP BY 1, 2", ["p", "price", "n"],
                "r.p AS p", ""
            ),
            // 0.0 and -0.0 are one, and what is made of them need not be.
            ("SELECT DISTINCT price, price * 2 AS p FROM orders", ["price", "p"], "r.p AS p", ""),
            ("SELECT *, price * 2 AS p FROM (SELECT price FROM orders)", ["price", "p"], "r.p AS p", ""),
        ])
    func derived(sql: String, columns: [String], reads: String, order: String) throws {
        let kept = try candidate(sql)
        #expect(kept.table.columns.map(\.name) == columns)
        let text = try Lakehouse.compact(kept.rewritten.sql())
        // An output of that name makes the table's alias another one.
        let alias = sql.contains("AS r ") ? "r_2." : "r."
        #expect(text.contains(reads.replacing("r.", with: alias)), "\(text)")
        #expect(text.hasSuffix(order.replacing("r.", with: alias)), "\(text)")
    }

    @Test("A quoted output name reads back as it is written")
    func quotedName() throws {
        let original = try Lakehouse.resolve(
            "SELECT status AS \"Weird \"\"Name\"\"\", orderkey AS \"SELECT\" FROM orders")
        let kept = try ResultCandidate(original, name: "result_q", design: Self.design)
        var design = Self.design
        design.tables = [kept.table]
        #expect(StaticVerifier(design: design).defect(of: kept.rewritten, original: original) == nil)
    }
}
