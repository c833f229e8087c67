import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Queries read rows that were joined beforehand")
struct LookupRewriterTests {
    let bench = JoinBench()
    static let inner = """
        SELECT o.orderdate, c.name FROM orders o JOIN customers c ON o.custkey = c.custkey WHERE c.nation = 7
        """
    static let outer = "SELECT o.status, c.name FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey"

    @Test("an inner join is one table, filtered by whether a match was found")
    func inner() throws {
        let candidate = try bench.candidate(for: Self.inner)
        #expect(
            bench.table(candidate).filling(casts: false).sql()
                == (try Lakehouse.compact(
                    """
                    SELECT t0.orderdate AS orderdate, t1.name AS customers_name, t1.nation AS customers_nation,
                    t1.custkey IS NOT NULL AS customers_matched
                    FROM lake.raw.orders AS t0 LEFT JOIN lake.raw.customers AS t1 ON t0.custkey = t1.custkey
                    """)))
        #expect(
            try bench.rewritten(Self.inner, over: candidate)
                == Lakehouse.compact(
                    """
                    SELECT j.orderdate AS orderdate, j.customers_name AS name FROM lake.fast.joined AS j
                    WHERE j.customers_matched AND j.customers_nation = 7
                    """))
    }

    @Test("what was asked first is asked first: a match, then what stood further in")
    func order() throws {
        #expect(
            try bench.alone(
                """
                SELECT o.status, c.name FROM orders o, customers c
                WHERE CAST(o.status AS bigint) > length(c.name) AND o.custkey = c.custkey
                """
            ).hasSuffix("WHERE j.customers_matched AND CAST(j.status AS bigint) > length(j.customers_name)"))
        #expect(
            try bench.alone(
                """
                SELECT m.tier, o.orderkey FROM customers m LEFT JOIN
                (orders o JOIN customers c ON o.custkey = c.custkey AND o.status LIKE '1%')
                ON m.custkey = o.orderkey AND CAST(o.status AS bigint) > c.tier
                """
            ).contains(
                """
                ON j.customers_matched AND j.status LIKE '1%' AND m.custkey = j.orderkey \
                AND CAST(j.status AS bigint) > CAST(j.customers_tier AS smallint)
                """))
    }

    @Test("a left join is one table as it is")
    func outer() throws {
        #expect(
            try bench.alone(Self.outer)
                == Lakehouse.compact(
                    "SELECT j.status AS status, j.customers_name AS name FROM lake.fast.joined AS j"))
    }

    @Test("one table serves both, and queries on its rows alone")
    func shared() throws {
        let alone = "SELECT status, count(*) AS n FROM orders GROUP BY status"
        let candidate = try bench.candidate(for: Self.inner, alsoFor: [Self.outer, alone])
        #expect(try bench.rewritten(Self.outer, over: candidate).contains("FROM lake.fast.joined AS j"))
        #expect(!(try bench.rewritten(Self.outer, over: candidate)).contains("matched"))
        #expect(
            try bench.rewritten(alone, over: candidate)
                == Lakehouse.compact(
                    "SELECT j.status AS status, count(*) AS n FROM lake.fast.joined AS j GROUP BY j.status"))
    }

    @Test("a column that was not kept is not answered")
    func missingColumn() throws {
        let candidate = try bench.candidate(for: Self.outer)
        #expect(throws: LookupRewriter.Mismatch.self) { try bench.rewritten(Self.inner, over: candidate) }
    }

    @Test("types that storage widens are cast back")
    func widened() throws {
        let sql = "SELECT o.orderkey, c.tier FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey"
        let candidate = try bench.candidate(for: sql)
        #expect(
            bench.table(candidate).filling(casts: false).sql().contains("CAST(t1.tier AS integer) AS customers_tier"))
        #expect(try bench.rewritten(sql, over: candidate).contains("CAST(j.customers_tier AS smallint) AS tier"))
    }

    @Test("lookups of which no column is read are left out of the table, and their keys are still relied on")
    func prunes() throws {
        let candidate = try bench.candidate(for: Self.outer)
        let table = candidate.table(reading: ["status"])
        #expect(table.filling(casts: false).sql() == "SELECT t0.status AS status FROM lake.raw.orders AS t0")
        #expect(table.facts.isEmpty)
        #expect(bench.table(candidate).facts.map(\.claim) == ["no two rows of lake.raw.customers share custkey"])
    }

    @Test(
        "what is no lookup by a unique key is left joined",
        arguments: [
            // The key is not unique.
            "SELECT o.status, p.status AS other FROM orders o LEFT JOIN orders p ON o.custkey = p.custkey",
            "SELECT o.status, c.name FROM orders o LEFT JOIN customers c ON o.custkey = c.nation",
            // The outer join asks more than the key.
            "SELECT o.status, c.name FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey AND c.nation = 7",
            "SELECT o.status, c.name FROM orders o LEFT JOIN customers c ON o.custkey = c.custkey AND o.status = 'x'",
            // No equality of columns.
            "SELECT o.status, c.name FROM orders o JOIN customers c ON o.custkey >= c.custkey",
            "SELECT o.status, c.name FROM orders o JOIN customers c ON o.custkey IS NOT DISTINCT FROM c.custkey",
            "SELECT o.status, c.name FROM orders o JOIN customers c ON abs(o.custkey) = c.custkey",
            // Compared in floating point, where several keys can be one value.
            "SELECT o.status, c.name FROM orders o JOIN customers c ON o.price = c.custkey",
            // Rows that the other side brings in.
            "SELECT o.status, c.name FROM orders o FULL JOIN customers c ON o.custkey = c.custkey",
            "SELECT o.status, c.name FROM customers c LEFT JOIN orders o ON o.custkey = c.custkey",
            "SELECT o.status, c.name FROM orders o JOIN customers c USING (custkey)",
            "SELECT o.status, c.name FROM orders o CROSS JOIN customers c",
        ])
    func refused(_ sql: String) throws {
        #expect(try bench.blocks(sql).blocks.allSatisfy(\.members.isEmpty))
    }

    @Test("USING is refused with a reason")
    func reasons() throws {
        let sql = "SELECT o.status, c.name FROM orders o JOIN customers c USING (custkey)"
        #expect(try bench.blocks(sql).refusals == ["it joins by USING, LATERAL, UNNEST, a sample or a table function"])
    }

    @Test("a further equality of an inner join is part of the key, and no lookup where that isn't unique")
    func furtherEquality() throws {
        let sql = "SELECT c.name FROM orders o JOIN customers c ON o.custkey = c.custkey AND o.status = c.name"
        #expect(try bench.blocks(sql).blocks.allSatisfy(\.members.isEmpty))
        let both = JoinBench(keys: ["customers": ["custkey", "name"]])
        #expect(try both.alone(sql).contains("WHERE j.customers_matched"))
    }

    @Test("the statement that fills the table fails where a key is no longer unique")
    func guarded() throws {
        let table = bench.table(try bench.candidate(for: Self.outer))
        let text = bench.design.fill(table).sql()
        #expect(text.contains("INSERT INTO lake.fast.joined"))
        #expect(text.contains("no longer true, so nothing was filled: no two rows of lake.raw.customers share custkey"))
        #expect(text.contains("GROUP BY custkey HAVING count(*) > 1"))
        #expect(!table.filling(casts: true).sql().contains("no longer true"))
    }

    @Test("the table is estimated by the rows of what it starts from")
    func size() throws {
        let table = bench.table(try bench.candidate(for: Self.inner))
        let orders = TableName(catalog: "lake", schema: "raw", table: "orders")
        let customers = TableName(catalog: "lake", schema: "raw", table: "customers")
        let estimates = [
            orders: TableEstimate(rows: 1_000_000, columns: ["orderdate": .init(bytes: 4_000, statistics: nil)]),
            customers: TableEstimate(
                rows: 100,
                columns: ["name": .init(bytes: 900, statistics: ColumnStatistics(dataSize: 1_000, distinctValues: 100))]
            ),
        ]
        let estimate = TableEstimate(joined: table, from: estimates)
        #expect(estimate.rows == 1_000_000)
        #expect(estimate.columns["orderdate"]?.bytes == 4_000)
        let name = try #require(estimate.columns["customers_name"])
        // A hundred values are told apart by 7 bits, and written down once.
        #expect(name.bytes == 900 + 1_000_000 * 7 / 8)
        #expect((estimate.columns["customers_matched"]?.bytes ?? 0) < 100_000)
        // Where its own table lies in an order that makes it small, rows that look it up don't.
        var ordered = estimates
        ordered[customers]?.columns["name"]?.bytes = 50
        #expect(TableEstimate(joined: table, from: ordered).columns["customers_name"]?.bytes == 500_000)
        ordered[customers]?.columns["name"]?.scattered = 900
        #expect(TableEstimate(joined: table, from: ordered).columns["customers_name"]?.bytes == name.bytes)
    }
}
