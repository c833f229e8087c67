import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Windows of time that move with the clock, and the rows that they have left behind for good.
@Suite("Windows that move with the clock")
struct MovingWindowTests {
    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")

    private static func filter(_ condition: String) throws -> String? {
        let query = try Lakehouse.resolve("SELECT orderkey FROM orders WHERE \(condition)")
        return RowDemand([query]).filter(of: orders)?.sql()
    }

    @Test(
        "A window's beginning is asked of rows, its clock put back",
        arguments: [
            (
                "orderdate >= current_date - INTERVAL '30' DAY",
                "orderdate >= current_date - INTERVAL '2' DAY - INTERVAL '30' DAY - INTERVAL '2' DAY"
            ),
            (
                "date_add('month', -1, current_date) < orderdate",
                "orderdate >= date_add('month', -1, current_date - INTERVAL '2' DAY) - INTERVAL '2' DAY"
            ),
            (
                "placed BETWEEN now() - INTERVAL '1' HOUR AND now()",
                "placed >= CAST(now() - INTERVAL '2' DAY - INTERVAL '1' HOUR AS date) - INTERVAL '2' DAY"
            ),
            (
                "date_trunc('month', orderdate) = date_trunc('month', current_date)",
                """
                date_trunc('month', orderdate) >= date_trunc('month', current_date - INTERVAL '2' DAY) - INTERVAL '2' DAY
                """
            ),
            (
                "CAST(placed AS date) > CAST(current_timestamp AS date)",
                "CAST(placed AS date) >= CAST(current_timestamp - INTERVAL '2' DAY AS date) - INTERVAL '2' DAY"
            ),
            (
                "year(orderdate) >= year(current_date) - 1",
                "year(orderdate) >= year(current_date - INTERVAL '2' DAY) - 1"
            ),
            (
                "date_diff('day', orderdate, current_date) <= 90",
                "orderdate >= date_add('day', -92, current_date - INTERVAL '2' DAY) - INTERVAL '2' DAY"
            ),
            (
                "date_diff('hour', placed, current_timestamp) < 6",
                "placed >= CAST(date_add('hour', -8, current_timestamp - INTERVAL '2' DAY) AS date) - INTERVAL '2' DAY"
            ),
            (
                "orderdate >= current_date - INTERVAL '7' DAY AND status = 'F' AND orderdate < current_date",
                """
                orderdate >= current_date - INTERVAL '2' DAY - INTERVAL '7' DAY - INTERVAL '2' DAY AND status = 'F'
                """
            ),
            // Partitions that are named by texts or numbers.
            (
                "status >= CAST(current_date - INTERVAL '7' DAY AS varchar)",
                "status >= CAST(current_date - INTERVAL '2' DAY - INTERVAL '7' DAY - INTERVAL '2' DAY AS varchar)"
            ),
            (
                "status BETWEEN date_format(now() - INTERVAL '3' HOUR, '%Y-%m-%d %H') AND date_format(now(), '%Y-%m-%d %H')",
                "status >= date_format(now() - INTERVAL '2' DAY - INTERVAL '3' HOUR - INTERVAL '2' DAY, '%Y-%m-%d %H')"
            ),
            (
                "format_datetime(date_add('month', -1, current_date), 'yyyyMM') <= status",
                "status >= format_datetime(date_add('month', -1, current_date - INTERVAL '2' DAY) - INTERVAL '2' DAY, 'yyyyMM')"
            ),
            (
                "custkey = CAST(date_format(current_date, '%Y%m%d') AS bigint)",
                "custkey >= CAST(date_format(current_date - INTERVAL '2' DAY - INTERVAL '2' DAY, '%Y%m%d') AS bigint)"
            ),
        ])
    func beginning(condition: String, filter: String) throws {
        #expect(try Self.filter(condition) == Parser.parseExpression(filter).sql())
    }

    @Test(
        "Without a beginning that only moves on all rows are asked for",
        arguments: [
            // Rows enter it as time goes by.
            "orderdate < current_date", "orderdate <= current_date - INTERVAL '30' DAY",
            "date_diff('day', orderdate, current_date) >= 90", "date_diff('day', current_date, orderdate) <= 90",
            "orderdate <> current_date", "orderdate NOT BETWEEN current_date - INTERVAL '7' DAY AND current_date",
            // Another one for each row, or one that comes round again.
            "orderdate >= date_add('day', custkey, current_date)", "month(orderdate) >= month(current_date)",
            "day(orderdate) = day(current_date)", "year(orderdate) >= 2000 - year(current_date)",
            "orderdate >= DATE '2024-01-01' + (current_timestamp - placed)",
            // Goes back now and then.
            "placed >= date_trunc('month', now() - INTERVAL '1' MONTH + INTERVAL '14' HOUR)",
            "placed >= CAST(localtime AS timestamp(6)) - INTERVAL '30' DAY",
            // Texts that don't grow with time, or whose letters end at some time.
            "status >= date_format(current_date, '%d.%m.%Y')", "status >= date_format(current_date, '%Y-%c-%d')",
            "status >= date_format(current_date, '%Y-%d')", "status >= date_format(current_date, '%y-%m-%d')",
            "status >= date_format(current_date, '%Y %M')", "status >= format_datetime(current_date, 'yyyy-M-d')",
            "status >= format_datetime(current_date, 'yyyy''-''MM')", "status >= date_format(current_date, status)",
            "status >= CAST(now() AS varchar)", "status <= CAST(current_date AS varchar)",
            "status >= CAST(current_date - INTERVAL '1500' YEAR AS varchar)",
            "custkey >= CAST(date_format(current_date, '%Y-%m') AS bigint)",
            "note >= CAST(current_date AS varchar)", "orderdate >= date(date_format(current_date, '%Y-%m-%d'))",
            // True of other rows too.
            "orderdate >= current_date OR status = 'F'", "coalesce(orderdate, current_date) >= current_date",
            // Can fail.
            "CAST(note AS date) >= current_date",
        ])
    func whole(condition: String) throws {
        #expect(try Self.filter(condition) == nil)
    }

    @Test(
        "An earlier copy serves the same window, and no wider one", arguments: [(30, true), (31, false), (29, false)])
    func reuse(days: Int, isServed: Bool) async throws {
        let condition = try #require(try Self.filter("orderdate >= current_date - INTERVAL '30' DAY"))
        let earlier = EarlierResult(
            ddl: ["CREATE SCHEMA lake.fast", "CREATE TABLE lake.fast.orders (orderkey bigint, orderdate date)"],
            migrations: [
                """
                INSERT INTO lake.fast.orders (orderkey, orderdate) SELECT orderkey, orderdate FROM lake.raw.orders
                WHERE \(condition)
                """
            ])
        let sql = "SELECT orderkey FROM orders WHERE orderdate >= current_date - INTERVAL '\(days)' DAY"
        let outcome = try await Lakehouse.outcome(of: [sql], over: earlier)
        #expect(
            outcome.queries[0].text.contains("lake.fast.orders") == isServed, "\(outcome.report.queries[0].reasons)")
    }

    @Test("Slices of such a copy are not compared by their counts: as many rows may have left as came")
    func refresh() throws {
        let column = NewTable.Column(name: "sold", storedType: .date, source: .column("sold"))
        func table(_ filter: String) throws -> NewTable {
            SliceExchangeTests.table([column], filter: try Parser.parseExpression(filter))
        }
        let slicing = Slicing(column: column, step: .calendar("month"), count: 14)
        let name = SliceExchangeTests.copyName
        let moving = try table("sold >= current_date - INTERVAL '30' DAY")
        #expect(SliceExchange(moving, name: name, slicing: slicing, comparison: .counts) == nil)
        #expect(SliceExchange(moving, name: name, slicing: slicing, comparison: .digests) != nil)
        let fixed = try table("sold >= DATE '2024-01-01'")
        #expect(SliceExchange(fixed, name: name, slicing: slicing, comparison: .counts) != nil)
    }

    /// Days on which months and years end, or months differ in length.
    private static let days = ["2023-12-31", "2024-01-01", "2024-02-29", "2024-03-01", "2024-03-31"]

    @Test(
        "On an engine: what is asked for at any later time, and a day before in another zone, was kept",
        .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
    func laterRuns() async throws {
        let conditions = [
            "orderdate >= current_date - INTERVAL '30' DAY", "orderdate > current_date - INTERVAL '1' MONTH",
            "orderdate = date_add('month', -1, current_date)", "placed >= date_add('month', -3, current_date)",
            "date_trunc('month', orderdate) = date_trunc('month', current_date)",
            "placed >= date_trunc('year', current_date)", "year(orderdate) = year(current_date) - 1",
            "date_diff('day', orderdate, current_date) <= 7", "date_diff('month', orderdate, current_date) = 1",
            "placed >= localtimestamp - INTERVAL '36' HOUR",
            "status >= date_format(date_add('month', -1, current_date), '%Y%m%d')",
            "status BETWEEN date_format(localtimestamp - INTERVAL '9' DAY, '%Y%m%d%H') AND '3'",
            "custkey >= CAST(date_format(current_date - INTERVAL '1' MONTH, '%Y%m') AS bigint)",
            "CAST(orderdate AS varchar) > CAST(current_date - INTERVAL '10' DAY AS varchar)",
        ]
        let trino = try await DevelopmentTrino.start()
        defer { trino.stop() }
        let engine = try LaboratoryEngine(trino)
        func at(_ day: String, _ sql: String) -> String {
            sql.replacing("CURRENT_DATE", with: "current_date").replacing("LOCALTIMESTAMP", with: "localtimestamp")
                .replacing("current_date", with: "DATE '\(day)'")
                .replacing("localtimestamp", with: "TIMESTAMP '\(day) 05:00:00'")
        }
        for condition in conditions {
            let kept = try #require(try Self.filter(condition), "\(condition)")
            let places = Self.days.flatMap { filled in
                [-1, 0, 1, 15, 40].map { later in
                    let clock = "date_add('day', \(later), DATE '\(filled)')"
                    let asked = condition.replacing("current_date", with: clock)
                        .replacing("localtimestamp", with: "(CAST(\(clock) AS timestamp(6)) + INTERVAL '5' HOUR)")
                    return "sum(CASE WHEN (\(asked)) AND NOT (\(at(filled, kept))) THEN 1 ELSE 0 END)"
                }
            }
            let result = try await engine.run(
                EngineStatement(
                    """
                    SELECT \(places.joined(separator: ", ")), sum(CASE WHEN \(at("2024-03-01", condition)) THEN 1 ELSE 0 END)
                    FROM (
                      SELECT d AS orderdate, CAST(d AS timestamp(6)) + INTERVAL '13' HOUR AS placed,
                        date_format(d, '%Y%m%d') AS status, year(d) * 100 + month(d) AS custkey
                      FROM UNNEST(sequence(DATE '2022-06-01', DATE '2024-07-01', INTERVAL '1' DAY)) AS t (d)
                    ) AS orders
                    """))
            let counts = try #require(result.rows.first)
            #expect(counts.dropLast().allSatisfy { $0.number == 0 }, "\(condition) against \(kept)")
            #expect((counts.last?.number ?? 0) > 0, "\(condition) asks for nothing")
        }
    }

    @Test(
        "A copy for such a window holds what is left of it, and gives the same rows",
        .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
    func copy() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let visits = "CREATE TABLE iceberg.raw.visits (id bigint, seen date, page varchar)"
        try await lake.run([
            visits,
            """
            INSERT INTO iceberg.raw.visits
            SELECT n, CAST(date_add('day', 5 - n % 500, current_date) AS date), 'page ' || CAST(n % 97 AS varchar)
            FROM UNNEST(sequence(1, 5000)) AS t (n)
            """,
        ])
        let queries = [
            "SELECT id, page FROM visits WHERE seen > current_date - INTERVAL '1' MONTH ORDER BY id",
            "SELECT id, seen FROM visits WHERE date_diff('day', seen, current_date) <= 20 AND page LIKE 'page 1%'",
        ]
        let outcome = try await lake.optimize(queries, ddl: [visits])
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(outcome.report.queries.map(\.evidence.label) == [.equalOnData, .equalOnData])
        #expect(try await lake.differing(outcome, from: queries) == [])
        let target = try #require(outcome.report.tables.first?.name)
        let kept = try await lake.rows("SELECT count(*), min(seen) >= current_date - INTERVAL '36' DAY FROM \(target)")
        #expect((kept.first?.first?.number ?? 0) > 300)
        #expect((kept.first?.first?.number ?? 0) < 500)
        #expect(kept.first?.last == .boolean(true))
    }
}
