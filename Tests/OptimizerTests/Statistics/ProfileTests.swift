import TestSupport
import Testing
import TrinoSQL

@testable import Optimizer

/// What is found out of tables on a real engine, whatever their connector tells by itself.
@Suite("Profiles of live tables", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct ProfileTests {
    private func profile(
        _ lakehouse: LiveLake, _ table: TableName, columns: [String]
    ) async throws -> LakehouseProfile {
        let engine = GuardedEngine(lakehouse.engine)
        let deadline = Deadline(seconds: 3_600)
        var profile = try await ProfileCollector(engine: engine, deadline: deadline).collect(tables: [table]) { _ in }
        await StatisticsGaps(engine: engine, deadline: deadline).fill([table: columns], into: &profile)
        return profile
    }

    @Test("A Hive table that nobody analysed gets distinct values, bounds and NULLs from its rows")
    func gaps() async throws {
        let lakehouse = try await LiveLake()
        try await lakehouse.run([
            "CREATE SCHEMA hive.plain",
            "CREATE TABLE hive.plain.sales (id bigint, sold date, region varchar) WITH (partitioned_by = ARRAY['region'])",
            "INSERT INTO hive.plain.sales SELECT id, sold, region FROM iceberg.raw.sales WHERE region IS NULL OR region <> ''",
        ])
        let table = TableName(catalog: "hive", schema: "plain", table: "sales")
        let known = try #require(
            try await profile(lakehouse, table, columns: ["id", "region", "sold"]).tables[table])
        #expect(known.rowCount == 2440)
        let sold = try #require(known.columns["sold"])
        #expect(sold.low == "2023-11-20" && sold.high == "2024-12-22")
        #expect((280...360).contains(sold.distinctValues ?? 0))
        let region = try #require(known.columns["region"])
        #expect(region.distinctValues == 3)
        #expect(abs((region.nullsFraction ?? 0) - 0.25) < 0.01)
        #expect(known.partitions?.count == 4)
        lakehouse.stop()
    }

    @Test("An Iceberg table tells its partitions and whether it only ever grew")
    func history() async throws {
        let lakehouse = try await LiveLake()
        let table = TableName(catalog: "iceberg", schema: "raw", table: "sales")
        var known = try #require(try await profile(lakehouse, table, columns: ["id", "sold"]).tables[table])
        #expect(known.partitions?.count == 1)
        #expect(known.history?.onlyAppends == true)
        #expect(known.history?.newest.hasSuffix("UTC") == true)
        let engine = GuardedEngine(lakehouse.engine)
        let found = try await profile(lakehouse, table, columns: ["id"])
        let input = OptimizationInput(ddl: LiveLake.ddl, queries: [], label: "test")
        let collector = SampleCollector(
            engine: engine, deadline: Deadline(seconds: 3_600), catalog: WorkloadModel(input).catalog)
        let sample = try #require(await collector.collect([table: ["id", "sold"]], found)[table])
        #expect(sample.drawnRows == 3050)
        #expect(sample.neighbouringRows == 2000)
        try await lakehouse.run(["UPDATE iceberg.raw.sales SET shop = 1 WHERE id = 1"])
        known = try #require(try await profile(lakehouse, table, columns: ["id"]).tables[table])
        #expect(known.history?.onlyAppends == false)
        lakehouse.stop()
    }

    @Test("What a column takes is known from the files' statistics, and rows that are drawn show nearly as much")
    func columnBytes() async throws {
        let lakehouse = try await LiveLake()
        let table = TableName(catalog: "iceberg", schema: "raw", table: "sales")
        let found = try await profile(lakehouse, table, columns: ["id", "sold", "region"])
        let known = try #require(found.tables[table])
        let columns = known.liveColumns.map(\.name)
        #expect(Set(known.columnBytes.keys) == Set(columns))
        let all = known.columnBytes.values.reduce(0, +)
        #expect(all > 0.5 * Double(known.bytes ?? 0) && all < Double(known.bytes ?? 0))
        // Of two files the larger one stands for both.
        let files = try await lakehouse.rows(
            """
            SELECT file_size_in_bytes, readable_metrics FROM iceberg.raw."sales$files" ORDER BY file_size_in_bytes DESC
            """)
        #expect(files.count == 2)
        let metrics = try #require(files[0][1].text.flatMap { ReadableMetrics(json: $0) })
        let weight = try #require(metrics.bytes(of: "weight")) / (files[0][0].number ?? 0) * Double(known.bytes ?? 0)
        #expect(abs((known.columnBytes["weight"] ?? 0) - weight) < 1e-6 * weight)
        let input = OptimizationInput(ddl: LiveLake.ddl, queries: [], label: "test")
        let collector = SampleCollector(
            engine: GuardedEngine(lakehouse.engine), deadline: Deadline(seconds: 3_600),
            catalog: WorkloadModel(input).catalog)
        for collector in [collector, collector.ofOthers()] {
            let sample = try #require(await collector.collect([table: columns], found)[table])
            #expect(Set(sample.sizes.keys) == Set(columns))
            let sampled = sample.sizes.values.reduce(0) { $0 + $1.natural }
            #expect(sampled > 0.6 * all && sampled < 1.6 * all)
        }
        lakehouse.stop()
    }

    @Test("Each query's scan is known before it runs, and whether the engine takes it; one that does not plan has none")
    func scans() async throws {
        let lakehouse = try await LiveLake()
        let queries = [
            "SELECT count(*) FROM iceberg.raw.sales WHERE sold > DATE '2024-06-01'", "SELECT 1 FROM nowhere",
            "SELECT no_such_function(id) AS f FROM sales",
        ]
        let input = OptimizationInput(
            ddl: LiveLake.ddl,
            queries: queries.enumerated().map { InputQuery(id: "q\($0.offset)", text: $0.element) },
            defaultCatalog: "iceberg", defaultSchema: "raw", label: "test")
        let engine = GuardedEngine(lakehouse.engine)
        var answers = LakehouseProfile.none
        await ScanCollector(engine: engine, deadline: Deadline(seconds: 3_600))
            .collect(WorkloadModel(input).queries, into: &answers)
        #expect(answers.scans.keys.sorted() == [0])
        #expect(answers.accepted == [0])
        #expect(answers.refused.keys.sorted() == [2])
        let scan = try #require(answers.scans[0]?.first)
        #expect(scan.table.table == "sales")
        #expect(scan.constrainedColumns == ["sold"])
        #expect((scan.bytes ?? 0) > 0)
        lakehouse.stop()
    }
}
