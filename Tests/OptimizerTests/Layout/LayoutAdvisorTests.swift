import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Choosing a layout")
struct LayoutAdvisorTests {
    private func advise(
        bytes: Double?, offered: Set<String>? = nil, connector: ConnectorKind = .iceberg,
        days: (first: String, last: String) = ("2022-01-01", "2023-12-31"), only: Set<String>? = nil,
        formerKeys: Set<String> = [], demand: [String: ColumnDemand]
    ) -> TableLayout {
        let columns = Self.types.filter { only?.contains($0.0) ?? true }.map { name, type in
            NewTable.Column(name: name, storedType: type, source: .column(name))
        }
        let profile = TableProfile(
            rowCount: 100_000_000,
            columns: [
                "day": ColumnStatistics(distinctValues: 731, low: days.first, high: days.last),
                "region": ColumnStatistics(distinctValues: 8),
                "shop": ColumnStatistics(distinctValues: 8),
                "seen": ColumnStatistics(distinctValues: 90_000_000),
                "mail": ColumnStatistics(distinctValues: 5_000_000),
                "visitor": ColumnStatistics(distinctValues: 5_000_000),
            ])
        return LayoutAdvisor(
            connector: connector, offered: offered, profile: profile, columns: columns, demand: demand,
            formerKeys: formerKeys, estimatedBytes: bytes
        ).advise().layout
    }

    private static let types: [(String, SQLType)] = [
        ("day", .date), ("region", .varchar(nil)), ("shop", .integer), ("visitor", .bigint),
        ("seen", .timestamp(precision: 3, withTimeZone: false)), ("mail", .varchar(100)),
    ]

    /// What a catalog of Hive offers.
    private static let hive: Set = [
        "format", "partitioned_by", "sorted_by", "bucketed_by", "bucket_count", "parquet_bloom_filter_columns",
    ]

    private func ranges(_ benefit: Double) -> ColumnDemand {
        var demand = ColumnDemand()
        demand.rangeBenefit = benefit
        return demand
    }

    private func points(_ benefit: Double) -> ColumnDemand {
        var demand = ColumnDemand()
        demand.pointBenefit = benefit
        return demand
    }

    @Test("The finest transform whose partitions are no dust: months where days would be too small")
    func partitionTransform() {
        #expect(advise(bytes: 10e9, demand: ["day": ranges(1)]).partitioning == ["month(day)"])
        let quarter = ("2023-01-01", "2023-03-31")
        #expect(advise(bytes: 1e12, days: quarter, demand: ["day": ranges(1)]).partitioning == ["day(day)"])
        #expect(advise(bytes: 1e9, days: quarter, demand: ["day": ranges(1)]).partitioning == ["month(day)"])
    }

    @Test("However large a table is, one writer can keep all of its partitions open, that of NULL included")
    func partitionsOfOneWriter() {
        #expect(advise(bytes: 1e12, demand: ["day": ranges(1)]).partitioning == ["month(day)"])
        let decades = ("1992-01-01", "2023-12-31")
        #expect(advise(bytes: 1e12, days: decades, demand: ["day": ranges(1)]).partitioning == ["year(day)"])
        let visitors = advise(bytes: 1e12, demand: ["visitor": points(1)]).partitioning
        #expect(visitors == ["bucket(visitor, 90)"])
    }

    @Test("A small table, an unknown size or a column that nothing filters gives no partitions")
    func noPartitions() {
        #expect(advise(bytes: 100e6, demand: ["day": ranges(1)]).partitioning.isEmpty)
        #expect(advise(bytes: nil, demand: ["day": ranges(1)]).partitioning.isEmpty)
        #expect(advise(bytes: 10e9, demand: [:]).partitioning.isEmpty)
    }

    @Test("Few values that are looked up one by one are partitions of their own, many are buckets")
    func pointPartitions() {
        #expect(advise(bytes: 10e9, demand: ["region": points(1)]).partitioning == ["region"])
        #expect(
            advise(bytes: 10e9, demand: ["visitor": points(1)]).partitioning.first?.hasPrefix("bucket(visitor, ")
                == true)
    }

    @Test("A time that ranges are cut out of is sorted by first, however much more another filter cuts")
    func timeFirst() {
        let layout = advise(bytes: 1e6, demand: ["day": ranges(1), "visitor": points(100)])
        #expect(layout.sortedBy == ["day", "visitor"])
    }

    @Test("A property that the catalog does not offer is not used")
    func offered() {
        let layout = advise(bytes: 10e9, offered: ["format"], demand: ["day": ranges(1), "visitor": points(5)])
        #expect(layout == TableLayout(properties: ["format": .text("PARQUET")]))
    }

    @Test(
        "Hive sorts within buckets only, so there a sorted table is bucketed, by what is looked up where that is another column"
    )
    func hive() {
        let layout = advise(
            bytes: 10e9, offered: Self.hive, connector: .hive,
            demand: ["day": ranges(1), "shop": points(1), "visitor": points(2)])
        #expect(layout.partitioning == ["shop"])
        #expect(layout.sortedBy == ["day", "visitor"])
        #expect(layout.properties["bucketed_by"] == .texts(["visitor"]))
        guard case .number(let count)? = layout.properties["bucket_count"] else {
            Issue.record("no number of buckets")
            return
        }
        // Eight shops' buckets, at 128 MB each.
        #expect(count == 9)
        let plain = advise(
            bytes: 10e9, offered: ["format", "sorted_by"], connector: .hive, demand: ["day": ranges(1)])
        #expect(plain.sortedBy.isEmpty)
    }

    @Test("However large a table of Hive is, one writer can keep every bucket of every partition open")
    func hiveBucketsOfOneWriter() {
        let layout = advise(
            bytes: 1e12, offered: Self.hive, connector: .hive, demand: ["day": ranges(1), "shop": points(1)])
        #expect(layout.partitioning == ["shop"])
        #expect(layout.properties["bucket_count"] == .number(11))
        let whole = advise(bytes: 1e12, offered: Self.hive, connector: .hive, demand: ["day": ranges(1)])
        #expect(whole.partitioning.isEmpty)
        #expect(whole.properties["bucket_count"] == .number(90))
    }

    @Test(
        "A text is no partition where partitions are folders, for there an empty one is NULL; unless the source has it as one",
        arguments: [ConnectorKind.hive, .deltaLake])
    func textsInFolders(connector: ConnectorKind) {
        let demand = ["region": points(1)]
        #expect(advise(bytes: 10e9, connector: connector, demand: demand).partitioning.isEmpty)
        let former = advise(bytes: 10e9, connector: connector, formerKeys: ["region"], demand: demand)
        #expect(former.partitioning == ["region"])
        #expect(advise(bytes: 10e9, connector: connector, demand: ["shop": points(1)]).partitioning == ["shop"])
    }

    @Test("A table of one column is not partitioned by it where partition columns are none of the file's")
    func partitionColumnsAlone() {
        let demand = ["shop": points(1)]
        #expect(advise(bytes: 10e9, connector: .hive, only: ["shop"], demand: demand).partitioning.isEmpty)
        #expect(advise(bytes: 10e9, connector: .deltaLake, only: ["shop"], demand: demand).partitioning.isEmpty)
        #expect(advise(bytes: 10e9, only: ["shop"], demand: demand).partitioning == ["shop"])
    }

    @Test("Hive is bucketed by no time, and neither sorted nor bucketed where there is nothing else")
    func hiveBucketsOfTimes() {
        let alone = advise(bytes: 10e9, offered: Self.hive, connector: .hive, demand: ["seen": ranges(1)])
        #expect(alone.sortedBy.isEmpty)
        #expect(alone.properties["bucketed_by"] == nil)
        let both = advise(
            bytes: 10e9, offered: Self.hive, connector: .hive, demand: ["seen": ranges(2), "visitor": ranges(1)])
        #expect(both.sortedBy == ["seen", "visitor"])
        #expect(both.properties["bucketed_by"] == .texts(["visitor"]))
    }

    @Test("Bloom filters are for texts without a bound and for whole numbers")
    func bloomFilters() {
        let layout = advise(
            bytes: 10e9, offered: Self.hive, connector: .hive,
            demand: ["day": ranges(1), "mail": points(1), "visitor": points(1)])
        #expect(layout.properties["parquet_bloom_filter_columns"] == .texts(["visitor"]))
    }

    @Test("Hive's partition columns are the last ones of the table")
    func partitionColumnsLast() throws {
        let base = TableSchema(
            name: TableName(catalog: "hive", schema: "raw", table: "visits"),
            columns: [ColumnSchema(name: "region", type: .varchar(nil)), ColumnSchema(name: "visitor", type: .bigint)],
            // Without it a text would be no partition.
            properties: ["partitioned_by": try Parser.parseExpression("ARRAY['region']")])
        let profile = TableProfile(
            rowCount: 1_000_000_000, bytes: 20_000_000_000, columns: ["region": ColumnStatistics(distinctValues: 8)])
        let candidate = try LayoutCandidate(
            base: base, name: "visits", needed: ["region", "visitor"], connector: .hive, offered: nil,
            profile: profile, demand: ["region": points(1)])
        #expect(candidate.table.layout.partitioning == ["region"])
        #expect(candidate.table.columns.map(\.name) == ["visitor", "region"])
    }
}
