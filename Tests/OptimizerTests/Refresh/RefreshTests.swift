import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// The whole run on a real engine, its originals changed afterwards.
@Suite("Refreshing a design", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct RefreshTests {
    static let workload = [
        "SELECT region, count(*) AS n, sum(amount) AS total, avg(weight) AS w FROM iceberg.raw.sales GROUP BY region ORDER BY total DESC, region",
        "SELECT region, shop, count(*) AS n, sum(amount) AS total FROM sales WHERE sold >= DATE '2024-06-01' GROUP BY region, shop ORDER BY 1, 2",
        "SELECT date_trunc('month', sold) AS m, count(*) AS n, max(amount) AS dearest FROM sales GROUP BY 1 ORDER BY 1",
        "SELECT p.city, count(*) AS n, sum(s.amount) AS total FROM sales s JOIN shops p ON s.shop = p.shop GROUP BY p.city ORDER BY 1",
        "SELECT s.shop, p.name, p.city, count(*) AS n FROM sales s FULL JOIN shops p ON s.shop = p.shop GROUP BY s.shop, p.name, p.city ORDER BY n, s.shop, p.name",
        "SELECT p.name, (SELECT count(*) FROM sales s WHERE s.shop = p.shop AND s.region IS NULL) AS nulls FROM shops p ORDER BY p.name",
        "SELECT id, shop, rank() OVER (PARTITION BY shop ORDER BY amount DESC, id) AS place FROM sales WHERE id > 2900 ORDER BY shop, place, id LIMIT 40",
        "SELECT count(*) AS none FROM returns WHERE reason IN (SELECT note FROM sales)",
    ]

    /// Late and future rows, NULL keys, duplicates; changed and added dimension rows.
    static let load = [
        """
        INSERT INTO iceberg.raw.sales VALUES (9001, NULL, NULL, 99.99, 1e3, DATE '2030-01-01', NULL, 'new'), \
        (9001, NULL, NULL, 99.99, 1e3, DATE '2030-01-01', NULL, 'new'), (NULL, 'north', 1, NULL, NULL, DATE '1999-01-01', NULL, 'late')
        """,
        "INSERT INTO iceberg.raw.sales SELECT * FROM iceberg.raw.sales WHERE id BETWEEN 1000 AND 1030",
        "INSERT INTO iceberg.raw.returns VALUES (1, 'note 1')",
        "UPDATE iceberg.raw.shops SET city = 'Paris', name = 'moved' WHERE shop = 2",
        "INSERT INTO iceberg.raw.shops VALUES (4, 'four', 'Bonn', NULL)",
    ]

    @Test(
        "Refreshed twice after a load, every query equals its original; rollback leaves the originals alone",
        arguments: [
            OptimizerOptions(), OptimizerOptions(freshness: .static), OptimizerOptions(freshness: .strict),
            OptimizerOptions(candidates: [.layout, .summary]), OptimizerOptions(retention: .all, candidates: [.layout]),
        ])
    func refreshAndRollback(options: OptimizerOptions) async throws {
        let lake = try await LiveLake()
        let outcome = try await lake.optimize(Self.workload, options: options)
        #expect(outcome.report.queries.contains { $0.changed })
        try await lake.run(outcome.ddl + outcome.migrations)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(Self.load)
        #expect(try await lake.differing(outcome, from: Self.workload) != [], "the load changes what queries give")
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(outcome.report.refresh)
        #expect(try await lake.differing(outcome, from: Self.workload) == [])
        try await lake.run(outcome.report.rollback)
        let schemas = try await lake.rows("SHOW SCHEMAS FROM iceberg")
        #expect(!schemas.contains { $0.first?.text?.hasPrefix("lakewright_") ?? false })
        try await lake.run(Self.workload)
        lake.stop()
    }

    @Test(
        "A table that is filled anew has its old rows until the new ones are there, and keeps them where they can't be computed"
    )
    func replacedAtOnce() async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let table = NewTable(
            name: "shares", kind: .layout,
            columns: [
                .init(name: "shop", storedType: .integer, source: .column("shop")),
                .init(name: "city", storedType: .unboundedVarchar, source: .column("city")),
                .init(name: "share", storedType: .bigint, source: try Parser.parseExpression("100 / (shop + 1)")),
            ],
            definition: Select(
                items: [], from: [Relation(.table(TableReference(QualifiedName("iceberg", "raw", "shops"))))]),
            sources: [TableName(catalog: "iceberg", schema: "raw", table: "shops")],
            layout: TableLayout(
                partitioning: ["city"], sortedBy: ["shop"],
                properties: ["format": .text("PARQUET"), "compression_codec": .text("ZSTD")]), reasons: [])
        let design = Design(catalog: "iceberg", schema: "kept", connector: .iceberg, tables: [table])
        let refresh = RefreshPlanner(design, profile: .none, freshness: .append).plan().flatMap(\.statements)
        #expect(refresh.count == 1)
        try await lake.run((design.ddl + design.migrations).map { $0.sql() })
        let shown = try await lake.rows("SHOW CREATE TABLE iceberg.kept.shares")

        func expectEqual() async throws {
            let wanted = try await lake.rows(table.filling(casts: true).sql())
            #expect(RowComparison().compare(wanted, try await lake.rows("SELECT * FROM iceberg.kept.shares")) == .equal)
        }
        try await lake.run(["INSERT INTO iceberg.raw.shops VALUES (4, 'four', NULL, NULL), (4, 'four', NULL, NULL)"])
        for _ in 0..<2 {
            try await lake.run(refresh.map { $0.sql() })
            try await expectEqual()
        }
        #expect(try await lake.rows("SHOW CREATE TABLE iceberg.kept.shares") == shown)
        let before = try await lake.rows("SELECT * FROM iceberg.kept.shares")
        try await lake.run(["INSERT INTO iceberg.raw.shops VALUES (-1, 'fails', NULL, NULL)"])
        await #expect(throws: (any Error).self) { try await lake.run(refresh.map { $0.sql() }) }
        #expect(
            RowComparison().compare(before, try await lake.rows("SELECT * FROM iceberg.kept.shares")) == .equal,
            "nothing was taken away")
    }

    @Test("Every new table says how it is refreshed, why so, and what that costs")
    func report() async throws {
        let lake = try await LiveLake()
        let outcome = try await lake.optimize(Self.workload)
        #expect(!outcome.report.tables.isEmpty)
        for table in outcome.report.tables {
            #expect(table.refresh.method == "full")
            #expect(table.refresh.reason.hasPrefix("filled anew"))
            #expect(!table.refresh.statements.isEmpty)
            #expect(table.refresh.statements.last?.hasPrefix("CREATE OR REPLACE TABLE") == true, "\(table.name)")
            #expect((table.refresh.bytesRead ?? 0) > 0, "\(table.name)")
            #expect((table.refresh.bytesWritten ?? 0) > 0, "\(table.name)")
        }
        #expect(outcome.report.refresh == outcome.report.tables.flatMap(\.refresh.statements))
        #expect(outcome.report.queries[0].scans.first?.table == "iceberg.raw.sales")
        lake.stop()
    }

    @Test("A view's tables move, and the rewritten query is compared with the live view; another live text is seen")
    func views() async throws {
        let lake = try await LiveLake()
        let ddl = [
            "CREATE VIEW iceberg.raw.northern AS SELECT id, amount FROM iceberg.raw.sales WHERE region = 'north'",
            "CREATE VIEW iceberg.raw.southern AS SELECT id, amount FROM iceberg.raw.sales WHERE region = 'south'",
        ]
        try await lake.run([ddl[0], ddl[1].replacing("'south'", with: "'north'")])
        let queries = ["northern", "southern"].map { "SELECT max(v.id) AS last, sum(v.amount) AS total FROM \($0) v" }
        let options = OptimizerOptions(freshness: .strict)
        let moved = try await lake.optimize([queries[0]], options: options, ddl: ddl)
        #expect(moved.report.queries[0].evidence.label == .equalOnData)
        #expect(!moved.queries[0].text.contains("northern"))
        try await lake.run(moved.ddl + moved.migrations)
        #expect(try await lake.differing(moved, from: [queries[0]]) == [])
        let seen = try await lake.optimize([queries[1]], options: options, ddl: ddl)
        #expect(seen.report.queries[0].evidence.label == .original)
        #expect(seen.queries[0].text == queries[1])
        lake.stop()
    }
}
