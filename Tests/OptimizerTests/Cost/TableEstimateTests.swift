import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What reading a table costs")
struct TableEstimateTests {
    private let day = ColumnStatistics(distinctValues: 730, low: "2020-01-01", high: "2021-12-31")
    private let key = ColumnStatistics(distinctValues: 1_000_000)

    /// 1,000,000 rows; day takes 400 MB on disk, key 800 MB, price 800 MB.
    private func table(_ layout: TableLayout = TableLayout()) -> TableEstimate {
        TableEstimate(
            rows: 1_000_000,
            columns: [
                "day": .init(bytes: 400e6, statistics: day), "key": .init(bytes: 800e6, statistics: key),
                "price": .init(bytes: 800e6, statistics: nil),
            ], layout: layout)
    }

    private func reading(_ columns: Set<String>, _ conditions: String...) throws -> TableEstimate.Reading {
        TableEstimate.Reading(
            columns: columns,
            filters: try conditions.map { text in
                let (operand, filter) = try #require(ColumnFilter.reading(try Parser.parseExpression(text)))
                guard case .column(let name) = operand.kind else { throw CancellationError() }
                return (name.last.canonical, filter)
            })
    }

    @Test("Only the columns that are read count, those of filters too")
    func columns() throws {
        #expect(table().work(of: try reading(["price"])) == Work(bytes: 800e6, rows: 1_000_000))
        let filtered = table().work(of: try reading(["price"], "day > DATE '2021-01-01'"))
        #expect(filtered == Work(bytes: 1_200e6, rows: 1_000_000))
    }

    @Test(
        "What each file of a table has beside its values is not copied, up to half of it; partitions have files in a copy, too",
        arguments: [
            (1, "", 9_730.0), (10, "", 7_300), (1_000, "", 5_000), (10, "k", 9_730),
        ])
    func files(files: Int64, partitions: String, bytes: Double) throws {
        let profile = TableProfile(rowCount: 100, bytes: 10_000, fileCount: files)
        let schema = TableSchema(
            name: TableName(catalog: "lake", schema: "raw", table: "t"), columns: [.init(name: "k", type: .bigint)])
        let layout = TableLayout(partitioning: partitions.isEmpty ? [] : [partitions])
        let estimate = TableEstimate(schema, profile: profile, layout: layout)
        #expect(estimate.columns["k"]?.bytes == bytes)
    }

    @Test("Partitions of a month pass over all but the range and one more")
    func partitions() throws {
        let monthly = table(TableLayout(partitioning: ["month(day)"]))
        let work = monthly.work(of: try reading(["price"], "day >= DATE '2021-12-01'"))
        // 30 of 730 days, and one partition of 25.
        let share = 30.0 / 730 + 1.0 / 25
        #expect(abs(work.bytes / (1_200e6 * share) - 1) < 0.01)
        #expect(abs(work.rows / (1_000_000 * share) - 1) < 0.01)
    }

    @Test("Single values read their partitions; buckets don't help a range")
    func points() throws {
        let buckets = table(TableLayout(partitioning: ["bucket(key, 16)"]))
        #expect(abs(buckets.work(of: try reading(["key"], "key = 7")).bytes - 50e6) < 1)
        #expect(buckets.work(of: try reading(["key"], "key > 7")).bytes == 800e6)
    }

    @Test("The first column of a sort order passes over row groups, the second does not")
    func sorting() throws {
        let sorted = table(TableLayout(sortedBy: ["day", "key"]))
        let groups = (2_000e6 / TableEstimate.rowGroup).rounded(.up)
        let work = sorted.work(of: try reading(["price"], "day >= DATE '2021-12-01'"))
        #expect(abs(work.bytes / (1_200e6 * (30.0 / 730 + 1 / groups)) - 1) < 0.01)
        #expect(sorted.work(of: try reading(["price"], "key = 7")).bytes == 1_600e6)
    }

    @Test("A bloom filter passes over row groups that don't hold the value")
    func bloom() throws {
        let properties = ["parquet_bloom_filter_columns": PropertyValue.texts(["key"])]
        let work = table(TableLayout(properties: properties)).work(of: try reading(["price"], "key = 7"))
        // 15 row groups of 66,667 rows; a value of 1,000,000 is in one with a chance of 6.4 %.
        #expect(work.bytes < 0.07 * 1_600e6)
        #expect(work.bytes > 0.06 * 1_600e6)
    }

    @Test("A base table's bytes are shared out by the sizes of its columns")
    func sharing() throws {
        let schema = TableSchema(
            name: TableName(catalog: "c", schema: "s", table: "t"),
            columns: [
                .init(name: "a", type: .bigint), .init(name: "b", type: .integer), .init(name: "c", type: .bigint),
            ])
        let profile = TableProfile(
            rowCount: 1_000, bytes: 11_000, columns: ["c": ColumnStatistics(distinctValues: 1_000, nullsFraction: 1)])
        let estimate = TableEstimate(schema, profile: profile)
        let a = try #require(estimate.columns["a"]?.bytes)
        let b = try #require(estimate.columns["b"]?.bytes)
        #expect(abs(a - 2 * b) < 1e-6)
        #expect(abs(estimate.bytes - 11_000) < 1e-6)
        #expect(estimate.columns["c"]?.bytes == 0)
        #expect(
            abs(estimate.copy(of: ["b"], layout: TableLayout()).bytes - ColumnSize.file - ColumnSize.column - b) < 1e-6)
    }

    @Test("What the DDL says of partitions and order is read")
    func declared() throws {
        let iceberg = TableLayout(declared: [
            "partitioning": try Parser.parseExpression("ARRAY['Month(d)', 'region']"),
            "sorted_by": try Parser.parseExpression("ARRAY['d DESC']"),
        ])
        #expect(iceberg == TableLayout(partitioning: ["month(d)", "region"], sortedBy: ["d"]))
        #expect(
            TableLayout(declared: ["partitioned_by": try Parser.parseExpression("ARRAY['r']")]).partitioning == ["r"])
        #expect(
            PartitionTransform("bucket(k, 16)") == PartitionTransform(column: "k", transform: "bucket", argument: 16))
        #expect(PartitionTransform("month(d") == nil)
    }

    @Test("A table's bytes are shared out by what its columns take, where that is known")
    func shares() {
        let schema = TableSchema(
            name: TableName(catalog: "c", schema: "s", table: "t"),
            columns: [
                ColumnSchema(name: "id", type: .bigint), ColumnSchema(name: "note", type: .varchar(nil)),
                ColumnSchema(name: "tags", type: .array(.varchar(nil))),
            ])
        let beside = Int64(ColumnSize.file + 3 * ColumnSize.column)
        var profile = TableProfile(rowCount: 1_000, bytes: beside + 200_000)
        profile.columnBytes = ["id": 4_000, "note": 92_000, "tags": 4_000]
        let table = TableEstimate(schema, profile: profile)
        #expect(table.columns["id"]?.bytes == 8_000)
        #expect(table.columns["note"]?.bytes == 184_000)
        #expect(table.bytes == Double(beside) + 200_000)
        profile.bytes = nil
        #expect(TableEstimate(schema, profile: profile).columns["note"]?.bytes == 92_000)
        profile.columnBytes = ["id": 4_000, "note": 92_000]
        let usual = TableEstimate(schema, profile: profile)
        #expect(usual.columns["tags"]?.bytes == 48 * 1_000 * ColumnSize.compression)
    }

    @Test("A column that is looked up costs each row what it costs its own, or its own and bits")
    func lookups() {
        // 100 names of 20 bytes: 2,000 bytes and 7 bits for each of 80,000 rows, not 20 bytes each.
        #expect(ColumnSize.lookedUp(2_000, rows: 100, distinctValues: 100, by: 80_000) == 2_000 + 80_000 * 7 / 8)
        // More than a dictionary holds is written down for each row.
        #expect(ColumnSize.lookedUp(2e9, rows: 1e6, distinctValues: 1e6, by: 3e6) == 6e9)
        // 5 values, 1/4 of a byte each, for as many rows as there are.
        #expect(ColumnSize.lookedUp(250, rows: 1_000, distinctValues: 5, by: 1_000) == 250)
    }

    @Test("A self-join reads its table twice, each reference with its own filters")
    func selfJoin() throws {
        let resolved = try Lakehouse.resolve(
            "SELECT a.price FROM orders a JOIN orders b ON a.orderkey = b.custkey WHERE a.orderdate > DATE '2020-01-01'"
        )
        let readings = QueryReadings(resolved).readings
        #expect(readings.map(\.reading.columns) == [["price", "orderkey", "orderdate"], ["custkey"]])
        #expect(readings.map { $0.reading.filters.map(\.column) } == [["orderdate"], []])
    }

    @Test(
        "A common table is evaluated at each reference, those inside it as often, and not at all where nobody refers to it",
        arguments: [
            ("WITH c AS (SELECT price FROM orders) SELECT * FROM c", [1]),
            ("WITH c AS (SELECT price FROM orders) SELECT * FROM c JOIN c AS d ON c.price = d.price", [2]),
            (
                """
                WITH a AS (SELECT price FROM orders), b AS (SELECT x.price FROM a x JOIN a y ON x.price = y.price)
                SELECT * FROM b UNION ALL SELECT * FROM b
                """, [4]
            ),
            (
                """
                WITH o AS (WITH i AS (SELECT price FROM orders) SELECT * FROM i UNION ALL SELECT * FROM i)
                SELECT * FROM o UNION ALL SELECT * FROM o UNION ALL SELECT price FROM orders
                """, [4, 1]
            ),
            ("WITH c AS (SELECT price FROM orders) SELECT 1 FROM customers", [0, 1]),
        ] as [(String, [Double])])
    func evaluations(sql: String, expected: [Double]) throws {
        #expect(QueryReadings(try Lakehouse.resolve(sql)).readings.map(\.times) == expected)
    }
}
