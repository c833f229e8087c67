import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Queries put their aggregates together from summaries")
struct SummaryRewriterTests {
    let bench = SummaryBench()

    @Test("a group by a finer group's key reads sums of its counts, sums and averages")
    func rollsUp() throws {
        let fine = "SELECT status, orderdate, count(*), sum(total), avg(total) FROM orders GROUP BY status, orderdate"
        let coarse = "SELECT status, count(*) AS n, sum(total) AS t, avg(total) AS a FROM orders GROUP BY status"
        let summary = try bench.summary(for: fine, alsoFor: [coarse])
        let filling = try Lakehouse.compact(
            """
            SELECT t0.orderdate AS orderdate, t0.status AS status, count(*) AS row_count,
            count(t0.total) AS count_total, sum(t0.total) AS sum_total
            FROM lake.raw.orders AS t0 GROUP BY t0.orderdate, t0.status
            """)
        #expect(bench.filling(summary) == filling)
        #expect(
            try bench.rewritten(coarse, over: summary)
                == Lakehouse.compact(
                    """
                    SELECT s.status AS status, sum(s.row_count) AS n, sum(s.sum_total) AS t,
                    CAST(sum(s.sum_total) / sum(s.count_total) AS decimal(12, 2)) AS a
                    FROM lake.fast.summary AS s GROUP BY s.status
                    """))
    }

    @Test("integer sums are kept wider than any migration can overflow, and cast back")
    func integerSums() throws {
        let sql = "SELECT status, sum(custkey) AS t, avg(custkey) AS a FROM orders GROUP BY status"
        let summary = try bench.summary(for: sql)
        #expect(bench.filling(summary).contains("sum(CAST(t0.custkey AS decimal(38, 0))) AS sum_custkey"))
        let text = try bench.rewritten(sql, over: summary)
        #expect(text.contains("CAST(sum(s.sum_custkey) AS bigint) AS t"))
        #expect(text.contains("CAST(sum(s.sum_custkey) AS double) / CAST(sum(s.count_custkey) AS double) AS a"))
    }

    @Test("the summary's alias is no name of the query's: ORDER BY s.status would mean the output's field")
    func aliasBesideOutputs() throws {
        let text = try bench.alone("SELECT max(total) AS s, count(*) AS n FROM orders GROUP BY status ORDER BY status")
        #expect(text.contains("AS s_2 GROUP BY s_2.status ORDER BY s_2.status"))
    }

    @Test("without GROUP BY a count over no rows is 0, not NULL")
    func emptyGlobalGroup() throws {
        let sql = "SELECT count(*) AS n, count(note) AS c, sum(total) AS t FROM orders WHERE status = 'x'"
        let text = try bench.alone(sql)
        #expect(text.contains("coalesce(sum(s.row_count), 0) AS n"))
        #expect(text.contains("coalesce(sum(s.count_note), 0) AS c"))
        #expect(text.contains("sum(s.sum_total) AS t"))
        #expect(!text.contains("coalesce(sum(s.sum_total)"))
    }

    @Test("a grouping set of no key counts 0 too")
    func emptyGroupingSet() throws {
        let text = try bench.alone("SELECT status, count(*) AS n FROM orders GROUP BY ROLLUP (status)")
        #expect(text.contains("coalesce(sum(s.row_count), 0) AS n"))
    }

    @Test(
        "a key that is stored as another type is a cast, which grouping sets don't take", arguments: ["note", "placed"])
    func castInGroupingSet(_ column: String) throws {
        #expect(try bench.alone("SELECT count(*) AS n FROM orders GROUP BY \(column)").contains("GROUP BY CAST("))
        #expect(throws: SummaryRewriter.Mismatch.self) {
            try bench.alone("SELECT count(*) AS n FROM orders GROUP BY ROLLUP (\(column))")
        }
    }

    @Test("GROUPING names what is grouped by: a column of the summary, and no cast")
    func grouping() throws {
        let text = try bench.alone(
            "SELECT o.status, grouping(o.status) AS g, count(*) AS n FROM orders o GROUP BY ROLLUP (o.status) ORDER BY grouping(o.status)"
        )
        #expect(text.contains("GROUPING(s.status) AS g") && text.contains("GROUP BY ROLLUP (s.status)"))
        #expect(text.contains("ORDER BY GROUPING(s.status)"))
        #expect(throws: SummaryRewriter.Mismatch.self) {
            try bench.alone("SELECT note, grouping(note) AS g, count(*) AS n FROM orders GROUP BY note")
        }
    }

    @Test("filters on keys stay, filters that were baked in go, and other literals are answered by open keys")
    func filters() throws {
        let sql =
            "SELECT status, count(*) AS n FROM orders WHERE orderdate >= DATE '2024-01-01' AND note IS NOT NULL GROUP BY status"
        let baked = try bench.summary(for: sql, form: 0)
        #expect(bench.filling(baked).contains("WHERE t0.note IS NOT NULL AND t0.orderdate >= DATE '2024-01-01'"))
        #expect(!(try bench.rewritten(sql, over: baked)).contains("WHERE"))
        let open = try bench.summary(for: sql, form: 1)
        let other = sql.replacing("2024-01-01", with: "2023-06-01")
        #expect(
            try bench.rewritten(other, over: open).contains("WHERE s.orderdate >= DATE '2023-06-01' AND s.note_known"))
        #expect(throws: (any Error).self) { try bench.rewritten(other, over: baked) }
    }

    @Test("a summary that leaves rows out serves no query that reads them")
    func foreignFilter() throws {
        let baked = try bench.summary(
            for: "SELECT custkey, count(*) FROM orders WHERE status = 'x' GROUP BY custkey", form: 0)
        #expect(throws: (any Error).self) {
            try bench.rewritten("SELECT custkey, count(*) FROM orders GROUP BY custkey", over: baked)
        }
        #expect(throws: (any Error).self) {
            try bench.rewritten("SELECT custkey, count(*) FROM orders WHERE status = 'y' GROUP BY custkey", over: baked)
        }
    }

    @Test("one more row of another table meets each group, not each row")
    func joinedToOthers() throws {
        let sql = """
            SELECT c.name, count(*) AS n, sum(o.total) AS t FROM orders o JOIN (SELECT custkey, name FROM customers LIMIT 5) c
            ON c.custkey = o.custkey WHERE c.name <> o.status GROUP BY c.name
            """
        let text = try bench.alone(sql)
        #expect(text.contains("lake.fast.summary AS s JOIN"))
        #expect(text.contains("ON c.custkey = s.custkey"))
        #expect(text.contains("WHERE c.name <> s.status"))
        #expect(text.contains("sum(s.row_count) AS n"))
    }

    @Test("columns of other relations are qualified where the summary has the same name")
    func qualifies() throws {
        let sql = """
            SELECT name, count(*) AS n FROM orders o JOIN (SELECT custkey AS k, name FROM customers LIMIT 5) c ON k = o.custkey
            GROUP BY name
            """
        let text = try bench.alone(sql)
        #expect(text.contains("SELECT c.name AS name"))
        #expect(text.contains("ON c.k = s.custkey"))
    }

    @Test("a relation that an outer join may fill up with NULLs is not replaced")
    func nullableSide() throws {
        let sql = """
            SELECT c.name, count(*) FROM (SELECT * FROM customers LIMIT 3) c LEFT JOIN orders o ON o.custkey = c.custkey GROUP BY c.name
            """
        #expect(try bench.blocks(sql).found.isEmpty)
    }

    @Test("the preserved side of an outer join is")
    func preservedSide() throws {
        let sql = """
            SELECT o.status, count(*) AS n, count(c.name) FROM orders o LEFT JOIN (SELECT * FROM customers LIMIT 3) c
            ON o.custkey = c.custkey GROUP BY o.status
            """
        // count(c.name) counts the other side's rows, once for each of the group's: that can't be told from groups.
        #expect(try bench.blocks(sql).found.isEmpty)
        let without = sql.replacing(", count(c.name)", with: "")
        #expect(try bench.alone(without).contains("lake.fast.summary AS s LEFT JOIN"))
    }

    @Test(
        "what can't be put together from groups is refused",
        arguments: [
            "SELECT status, approx_distinct(custkey) FROM orders GROUP BY status",
            "SELECT status, array_agg(custkey) FROM orders GROUP BY status",
            "SELECT status, max_by(custkey, total) FROM orders GROUP BY status",
            "SELECT status, sum(DISTINCT price) FROM orders GROUP BY status",
            "SELECT status, stddev(price) FROM orders GROUP BY status",
        ])
    func refused(_ sql: String) throws {
        let rolling = try bench.blocks(sql).found.flatMap(\.blocks).filter { !$0.needsOwnGroups }
        #expect(rolling.isEmpty)
    }

    @Test("distinct values are counted over a key that is kept")
    func countDistinct() throws {
        let sql = "SELECT status, count(DISTINCT custkey) AS c FROM orders GROUP BY status"
        let summary = try bench.summary(for: sql)
        #expect(summary.keys.map(\.name) == ["custkey", "status"])
        #expect(try bench.rewritten(sql, over: summary).contains("count(DISTINCT s.custkey) AS c"))
    }

    @Test("with its own groups a SELECT may keep any aggregate that depends on its rows alone")
    func ownGroups() throws {
        let sql =
            "SELECT status, corr(price, price) AS r, count(DISTINCT custkey) AS c FROM orders WHERE total > 5 GROUP BY status"
        let summary = try bench.summary(for: sql, form: 0, mode: .ownGroups)
        #expect(bench.filling(summary).contains("WHERE t0.total > 5 GROUP BY t0.status"))
        #expect(
            try bench.rewritten(sql, over: summary)
                == Lakehouse.compact(
                    """
                    SELECT s.status AS status, max(s.corr_price) AS r, max(s.count_distinct_custkey) AS c
                    FROM lake.fast.summary AS s GROUP BY s.status
                    """))
        let coarser = "SELECT count(DISTINCT custkey) AS c FROM orders WHERE total > 5"
        #expect(throws: (any Error).self) { try bench.rewritten(coarser, over: summary) }
    }

    @Test("with its own groups a SELECT may ask of them what it asks of their keys, the clock too")
    func ownGroupsFiltered() throws {
        let sql = """
            SELECT orderdate, count(DISTINCT custkey) AS c, max_by(status, total) AS m, approx_percentile(price, 0.5) AS p
            FROM orders WHERE total > 5 AND orderdate >= current_date - INTERVAL '900' DAY AND orderdate <> DATE '2024-01-01'
            GROUP BY orderdate
            """
        let summary = try bench.summary(for: sql, form: 1, mode: .ownGroups)
        #expect(bench.filling(summary).contains("WHERE t0.total > 5 GROUP BY t0.orderdate"))
        #expect(
            try bench.rewritten(sql, over: summary)
                == Lakehouse.compact(
                    """
                    SELECT s.orderdate AS orderdate, max(s.count_distinct_custkey) AS c, max(s.max_by_status) AS m,
                    max(s.approx_percentile_price) AS p FROM lake.fast.summary AS s
                    WHERE s.orderdate >= current_date - INTERVAL '900' DAY AND s.orderdate <> DATE '2024-01-01'
                    GROUP BY s.orderdate
                    """))
        let other = sql.replacing("total > 5", with: "total > 6")
        #expect(throws: (any Error).self) { try bench.rewritten(other, over: summary) }
        // Of a group some rows would be asked for and some not.
        for condition in ["placed >= now() - INTERVAL '1' HOUR", "orderdate >= current_date OR status = 'F'"] {
            let within = "SELECT orderdate, stddev(price) AS d FROM orders WHERE \(condition) GROUP BY orderdate"
            let own = try bench.blocks(within).found.flatMap(\.blocks).filter(\.needsOwnGroups)
            #expect(own.isEmpty, "\(condition)")
        }
    }

    @Test("Groups of its own that nobody asks for can't be too large for their sum's type")
    func ownSums() throws {
        let sql = """
            SELECT orderdate, sum(custkey) AS total, approx_percentile(price, 0.5) AS p FROM orders
            WHERE orderdate >= current_date - INTERVAL '900' DAY GROUP BY orderdate
            """
        let summary = try bench.summary(for: sql, form: 0, mode: .ownGroups)
        #expect(bench.filling(summary).contains("sum(CAST(t0.custkey AS decimal(38, 0)))"))
        let text = try bench.rewritten(sql, over: summary)
        #expect(text.contains("CAST(sum(s.sum_custkey) AS bigint) AS total"), "\(text)")
    }

    @Test("A function of which nothing is known may be an aggregate")
    func unknownFunction() throws {
        let known = try bench.blocks("SELECT status, abs(custkey) FROM orders GROUP BY status, custkey")
        #expect(!known.found.isEmpty)
        let unknown = try bench.blocks("SELECT status, our_sum(custkey) FROM orders GROUP BY status, custkey")
        #expect(unknown.found.isEmpty)
        #expect(unknown.refusals == ["it depends on our_sum(), which is not known"])
    }

    @Test("0.0 and -0.0 are one group: what tells them apart can't be computed from the key")
    func negativeZero() throws {
        let summary = try bench.summary(for: "SELECT price, count(*) FROM orders GROUP BY price")
        #expect(
            try bench.rewritten("SELECT count(*) FROM orders WHERE price > 3", over: summary).contains("s.price > 3"))
        #expect(throws: (any Error).self) {
            try bench.rewritten("SELECT CAST(price AS varchar), count(*) FROM orders GROUP BY 1", over: summary)
        }
    }

    @Test("the result keeps its column names")
    func names() throws {
        let text = try bench.alone("SELECT month(orderdate), Status, count(*) FROM orders GROUP BY 1, 2")
        #expect(text.contains("AS _col0, s.status AS Status, sum(s.row_count) AS _col2"))
    }
}
