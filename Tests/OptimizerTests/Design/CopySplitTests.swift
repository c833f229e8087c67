import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// Which queries share a copy of a base table.
@Suite("Copies for some readers of a table")
struct CopySplitTests {
    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")

    /// The copies that queries get, each as its readers and its columns.
    private static func copies(
        of queries: [String], options: OptimizerOptions = OptimizerOptions(), isKnown: Bool = true
    ) -> [(readers: Set<Int>, columns: [String], filter: String?)] {
        let input = Lakehouse.input(queries, options: options)
        let model = WorkloadModel(input)
        var profile = LakehouseProfile.none
        profile.accepted = Set(queries.indices)
        if isKnown {
            let columns = ["orderkey", "custkey", "price", "total", "note", "placed", "orderdate"].map { name in
                (name, ColumnStatistics(distinctValues: 100_000, nullsFraction: 0, low: "1", high: "1000000"))
            }
            profile.tables[orders] = TableProfile(
                rowCount: 1_000_000, bytes: 40_000_000, columns: Dictionary(uniqueKeysWithValues: columns))
        }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        return builder.copies(for: model.queries, in: builder.emptyDesign(), taken: []).map {
            ($0.readers, $0.candidate.table.columns.map(\.name), $0.candidate.table.definition.filter?.sql())
        }
    }

    private static let account = "SELECT * FROM orders WHERE custkey = 17"
    private static let narrow = "SELECT sum(price) FROM orders WHERE price > 5"

    @Test("A reader of few rows in all columns and one of many rows in one column read a copy each")
    func split() throws {
        let copies = Self.copies(of: [Self.account, Self.narrow])
        #expect(copies.map(\.readers) == [[1], [0]])
        #expect(copies.first?.columns == ["price"])
        #expect(copies.map(\.filter) == ["price > 5", "custkey = 17"])
    }

    @Test("Readers of much the same share one, and so do those of all rows")
    func shared() {
        let alike = Self.copies(of: [
            Self.account, Self.narrow, "SELECT max(price) FROM orders WHERE price > 6",
            "SELECT note FROM orders WHERE custkey = 18",
        ])
        #expect(alike.map(\.readers) == [[1, 2], [0, 3]])
        let many = (0..<24).map { "SELECT note FROM orders WHERE custkey = \($0)" }
        #expect(Self.copies(of: many + [Self.narrow]).count == 1, "too many to weigh who goes with whom")
        let whole = Self.copies(of: ["SELECT max(note) FROM orders", "SELECT sum(price) FROM orders"])
        #expect(whole.map(\.readers) == [[0, 1]])
    }

    @Test("Without statistics there is one, and so with all of a table's data retained")
    func single() {
        #expect(Self.copies(of: [Self.account, Self.narrow], isKnown: false).map(\.readers) == [[0, 1]])
        var options = OptimizerOptions()
        options.retention = .all
        #expect(Self.copies(of: [Self.account, Self.narrow], options: options).map(\.readers) == [[0, 1]])
    }

    @Test("An earlier design's copies serve whom they have the rows and columns for")
    func reuse() async throws {
        let earlier = EarlierResult(
            ddl: [
                "CREATE SCHEMA lake.fast", "CREATE TABLE lake.fast.orders (price double)",
                "CREATE TABLE lake.fast.orders_2 (custkey bigint, price double, status varchar)",
            ],
            migrations: [
                "INSERT INTO lake.fast.orders (price) SELECT price FROM lake.raw.orders WHERE price > 5",
                """
                INSERT INTO lake.fast.orders_2 (custkey, price, status) SELECT custkey, price, status
                FROM lake.raw.orders WHERE custkey = 17
                """,
            ])
        let outcome = try await Lakehouse.outcome(
            of: [
                "SELECT sum(price) FROM orders WHERE price > 5", "SELECT price FROM orders WHERE 17 = custkey",
                "SELECT status, price FROM orders WHERE custkey = 17 AND price > 5", "SELECT status FROM orders",
            ], over: earlier)
        let texts = outcome.queries.map(\.text)
        #expect(texts[0].contains("lake.fast.orders "), "\(texts[0])")
        #expect(texts[1].contains("lake.fast.orders_2"), "\(texts[1])")
        #expect(texts[2].contains("lake.fast.orders_2"), "\(texts[2])")
        #expect(!texts[3].contains("lake.fast"), "\(texts[3])")
    }

    @Test(
        "On an engine: each reader gets its rows from its own copy", .timeLimit(.minutes(3)),
        .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
    func rows() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let bookings =
            "CREATE TABLE iceberg.raw.bookings (id bigint, account bigint, day date, amount double, text varchar)"
        try await lake.run([
            bookings,
            """
            INSERT INTO iceberg.raw.bookings
            SELECT n, n % 500, CAST(date_add('day', -(n % 700), current_date) AS date), CAST(n * 7919 % 100003 AS double) / 8,
              'booking ' || CAST(n * 7919 % 1000003 AS varchar)
            FROM UNNEST(sequence(1, 100000)) AS t (n)
            """,
        ])
        let queries = [
            "SELECT * FROM bookings WHERE account = 17 AND day >= current_date - INTERVAL '690' DAY ORDER BY id",
            "SELECT count(DISTINCT amount) AS d, count(*) AS n, max(amount) AS m FROM bookings WHERE day >= current_date - INTERVAL '400' DAY AND amount > 1",
        ]
        let outcome = try await lake.optimize(
            queries, options: OptimizerOptions(candidates: [.layout]), ddl: [bookings])
        #expect(outcome.migrations.count == 2, "\(outcome.migrations)")
        #expect(outcome.report.queries.allSatisfy { $0.changed })
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: queries) == [])
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: queries) == [])
    }
}
