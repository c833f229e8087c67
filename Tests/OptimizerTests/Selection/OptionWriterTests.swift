import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What each way of a query costs")
struct OptionWriterTests {
    /// Seconds of the query today and over copies, where days are the original's partitions.
    /// - Parameter others: queries beside it.
    private func seconds(
        rows: Int64, bytes: Int64, beside others: [String] = []
    ) throws -> (today: Double, copies: Double) {
        let sql = "SELECT sum(total) FROM orders WHERE orderdate = DATE '2024-03-05'"
        let days = "WITH (partitioning = ARRAY['orderdate'])"
        let input = Lakehouse.input([sql] + others, ddl: [Lakehouse.ddl[0] + days])
        let model = WorkloadModel(input)
        var profile = LakehouseProfile.none
        profile.accepted = Set(model.queries.map(\.index))
        for schema in model.catalog.tables.values {
            var table = TableProfile(rowCount: rows, bytes: bytes)
            for column in schema.columns { table.columns[column.name] = ColumnStatistics(distinctValues: 60) }
            profile.tables[schema.name] = table
        }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        let attempts = model.queries.map { PlannedQuery($0) }
        var writer = OptionWriter(
            attempts, builder: builder, cost: WorkloadCost(model, profile: profile), target: builder.emptyDesign(),
            results: [:],
            advice: SummaryAdvice(), usesLayouts: true)
        let options = writer.write(try #require(attempts.first)).map(\.option)
        func seconds(_ family: String) throws -> Double {
            try #require(options.first(where: { $0.family == family })).seconds
        }
        return try (seconds("original"), seconds("layout"))
    }

    @Test("A copy that is too small for the original's partitions is read whole, and priced so")
    func copyWithoutPartitions() throws {
        let small = try seconds(rows: 1_000_000, bytes: 100_000_000, beside: ["SELECT sum(total) FROM orders"])
        #expect(small.copies > 2 * small.today)
    }

    @Test("A copy that holds only the rows of its query costs no more than the original's partition")
    func copyOfOneDay() throws {
        let small = try seconds(rows: 1_000_000, bytes: 100_000_000)
        #expect(small.copies <= small.today)
    }

    @Test("A copy that keeps them costs no more than the original")
    func copyWithPartitions() throws {
        let large = try seconds(rows: 1_000_000_000, bytes: 100_000_000_000)
        #expect(large.copies <= large.today)
    }
}
