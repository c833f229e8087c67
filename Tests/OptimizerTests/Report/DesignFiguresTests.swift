import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Figures of a design")
struct DesignFiguresTests {
    private static let orders = TableName(catalog: "lake", schema: "raw", table: "orders")
    private static let customers = TableName(catalog: "lake", schema: "raw", table: "customers")

    /// A connection whose engine knows both tables; the queries take a second each.
    private func figures(_ queries: [String], rehearsal: Rehearsal.Result? = nil) -> DesignFigures {
        let input = Lakehouse.input(queries)
        let model = WorkloadModel(input)
        var profile = LakehouseProfile.none
        profile.isConnected = true
        profile.roundTripSeconds = 0.1
        profile.connectors = ["lake": .iceberg]
        for (name, schema) in model.catalog.tables {
            profile.tables[name] = TableProfile(
                rowCount: 1_000_000, bytes: 100_000_000, fileCount: 1,
                liveColumns: schema.columns.map { .init(name: $0.name, type: "varchar") })
        }
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        return DesignFigures(input: input, model: model, profile: profile, built: built, rehearsal: rehearsal)
    }

    @Test("A copy that a query reads whole is as fast as the original, and smaller")
    func copy() throws {
        let figures = figures(["SELECT status, count(*) AS n FROM orders GROUP BY status"])
        let planned = figures.built.queries[0]
        let after = try #require(figures.after(planned)?.seconds)
        #expect(abs(after - 1) < 1e-6)
        let score = try #require(figures.score(measured: false))
        #expect(abs(score.x - 1) < 1e-6)
        #expect(score.y > 4)
        #expect(figures.score(measured: true) == nil)
    }

    @Test("Originals that an unchanged query still reads count in C")
    func keptOriginals() {
        let ledger = figures([
            "SELECT status, count(*) AS n FROM orders GROUP BY status",
            "SELECT count(*) FROM customers FOR VERSION AS OF 5",
        ]).ledger
        let roles = Dictionary(uniqueKeysWithValues: ledger.entries.map { ($0.table, $0.role) })
        #expect(roles["lake.raw.orders"] == .original)
        #expect(roles["lake.raw.customers"] == .keptOriginal)
        #expect(ledger.bytesBefore == 200_000_000)
        #expect(ledger.bytesAfter > 100_000_000 && ledger.bytesAfter < 135_000_000)
    }

    @Test("The migration reads the columns that it copies, and takes the rehearsal's time where there was one")
    func migration() throws {
        let query = "SELECT status, count(*) AS n FROM orders GROUP BY status"
        let estimated = try #require(figures([query]).migration)
        #expect(!estimated.isMeasured)
        #expect(estimated.bytesToRead > 0 && estimated.bytesToRead < 40_000_000)
        #expect(estimated.breakEvenRuns == nil)
        let table = try #require(figures([query]).built.design.tables.first?.name)
        let measured = try #require(
            figures([query], rehearsal: .init(bytes: [table: 5_000], migrationSeconds: 12)).migration)
        #expect(measured.isMeasured && measured.seconds == 12)
        #expect(measured.bytesToWrite == 5_000)
    }

    @Test("Break-even counts runs of the whole workload: 75 s saved by 10 runs earn 40 s back in 6")
    func breakEven() {
        let cost = MigrationCost(
            bytesToRead: 1, bytesToWrite: 1, seconds: 40, isMeasured: true, secondsSavedPerRound: 75, runs: 10)
        #expect(cost.breakEvenRuns == 6)
        let never = MigrationCost(
            bytesToRead: 1, bytesToWrite: 1, seconds: 40, isMeasured: true, secondsSavedPerRound: -1, runs: 10)
        #expect(never.breakEvenRuns == nil)
    }

    @Test("Without a connection there are no figures of storage, nor made-up seconds")
    func withoutConnection() {
        let input = Lakehouse.input(["SELECT status FROM orders"])
        let model = WorkloadModel(input)
        let builder = DesignBuilder(input: input, model: model, profile: .none)
        let built = builder.build(on: builder.emptyDesign(), model.queries.map { PlannedQuery($0) })
        let figures = DesignFigures(input: input, model: model, profile: .none, built: built, rehearsal: nil)
        #expect(figures.score(measured: false) == nil)
        #expect(figures.migration == nil)
        #expect(figures.bytes(of: built.design.tables[0]).bytes == nil)
    }
}
