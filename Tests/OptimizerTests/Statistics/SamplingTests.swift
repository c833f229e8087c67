import Testing
import TrinoSQL

@testable import Optimizer

/// How much is read of a table to know it, whatever its size, and what is made of it.
@Suite("Samples of tables")
struct SamplingTests {
    private static let table = TableName(catalog: "iceberg", schema: "raw", table: "sales")

    private func engine(_ rows: [[EngineValue]]) -> ScriptedEngine {
        ScriptedEngine { _, _ in EngineResult(columns: [], rows: rows) }
    }

    private func profile(bytes: Int64?) -> LakehouseProfile {
        var profile = LakehouseProfile.none
        profile.tables[Self.table] = TableProfile(
            rowCount: 1_000_000, bytes: bytes, liveColumns: [.init(name: "id", type: "bigint")])
        return profile
    }

    @Test(
        "Of a table too large to be read whole, values that most rows have of their own are as many more as it is larger; fewer aren't",
        arguments: [(900, 900_000.0), (3, 3)])
    func distinctValues(drawn: Int64, expected: Double) async throws {
        let engine = self.engine([[.integer(1_000), .integer(drawn), .integer(1_000), .integer(1), .integer(9)]])
        var profile = self.profile(bytes: 1 << 40)
        await StatisticsGaps(engine: engine, deadline: Deadline(seconds: 3_600)).fill(
            [Self.table: ["id"]], into: &profile)
        #expect(profile.tables[Self.table]?.columns["id"]?.distinctValues == expected)
        #expect(profile.tables[Self.table]?.rowCount == 1_000_000)
    }

    @Test("Columns that no query reads aren't drawn row by row from a table of unknown size, those that some read are")
    func unknownSize() async throws {
        let input = OptimizationInput(ddl: LiveLake.ddl, queries: [], label: "test")
        for (isOthers, method) in [(false, "BERNOULLI"), (true, "SYSTEM")] {
            let engine = self.engine(Array(repeating: [.integer(7)], count: 1_000))
            let collector = SampleCollector(
                engine: engine, deadline: Deadline(seconds: 3_600), catalog: WorkloadModel(input).catalog)
            let sample = await (isOthers ? collector.ofOthers() : collector).collect(
                [Self.table: ["id"]], profile(bytes: nil))
            #expect(sample[Self.table]?.drawnRows == 1_000)
            #expect(engine.statements.first?.contains("TABLESAMPLE \(method)") == true)
        }
    }
}
