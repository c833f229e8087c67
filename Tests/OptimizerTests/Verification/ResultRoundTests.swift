import Testing
import TrinoSQL

@testable import Optimizer

@Suite("Trying to keep results")
struct ResultRoundTests {
    /// 600 orders of a few customers, as they come.
    private static func orders(isCut: Bool) -> EngineResult {
        var generator = SplitMix(seed: 4)
        let customers = (0..<600).map { _ in Int64.random(in: 0..<13, using: &generator) }
        return EngineResult(
            columns: [.init(name: "custkey", type: "bigint"), .init(name: "status", type: "varchar")],
            rows: customers.map { [.integer($0), .text("status \($0 / 5)")] }, isCut: isCut)
    }

    /// Those of the original and those of the rewritten query.
    private static func bothSides(isCut: Bool) -> EngineResult {
        let orders = orders(isCut: isCut)
        return EngineResult(
            columns: [.init(name: "side", type: "integer")] + orders.columns,
            rows: (0...1).flatMap { side in orders.rows.map { [.integer(side)] + $0 } }, isCut: isCut)
    }

    /// None of 700 rows differ.
    private static let none = EngineResult(
        columns: [.init(name: "differing", type: "bigint"), .init(name: "originals", type: "bigint")],
        rows: [[.integer(0), .integer(700)]])

    private func kept(
        _ sql: String = "SELECT custkey, status FROM orders", in connector: ConnectorKind, offered: Set<String>? = nil,
        isCut: Bool = false
    ) async throws -> NewTable {
        let model = WorkloadModel(Lakehouse.input([sql]))
        let engine = ScriptedEngine { sql, _ in
            if sql.contains("AS differing") { return Self.none }
            return sql.contains("AS side") ? Self.bothSides(isCut: isCut) : Self.orders(isCut: isCut)
        }
        var profile = LakehouseProfile.none
        if let offered { profile.tableProperties["lake"] = offered }
        let round = ResultRound(
            verification: VerificationRound(
                engine: GuardedEngine(engine), profile: profile, deadline: Deadline(seconds: 3_600), reserve: 3,
                allowsUnverified: false, limits: VerificationLimits()), progress: { _, _ in })
        let design = Design(catalog: "lake", schema: "fast", location: nil, connector: connector, tables: [])
        let outcome = try await round.run(model.queries.map { PlannedQuery($0) }, design: design)
        return try #require(outcome.kept[0], "\(outcome.queries.map(\.reasons))").table
    }

    @Test("A result that was seen whole lies in the order in which it takes the least room")
    func sorted() async throws {
        let table = try await kept(in: .iceberg)
        #expect(table.layout.sortedBy == ["custkey"])
        #expect(table.reasons.contains { $0.hasPrefix("sorted by custkey: tried on its rows") })
        let unsorted = try await kept(in: .memory)
        let (now, then) = (try #require(unsorted.columnBytes["status"]), try #require(table.columnBytes["status"]))
        #expect(then < now)
    }

    @Test("Connectors that don't sort any table, catalogs that don't offer it and results seen in part get no order")
    func unsorted() async throws {
        #expect(try await kept(in: .memory).layout.sortedBy.isEmpty)
        #expect(try await kept(in: .hive).layout.sortedBy.isEmpty)
        #expect(try await kept(in: .iceberg, offered: ["format"]).layout.sortedBy.isEmpty)
        #expect(try await kept(in: .iceberg, isCut: true).layout.sortedBy.isEmpty)
    }

    /// 3,000 orders with prices of two decimals.
    private static let priced: EngineResult = {
        return EngineResult(
            columns: [.init(name: "side", type: "integer"), .init(name: "price", type: "double")],
            rows: (0..<6_000).map { row in
                [.integer(row < 3_000 ? 0 : 1), .double(Double(row % 3_000 * 7_919 % 100_003) / 100)]
            })
    }()

    @Test(
        "Columns that take less room as whole numbers are checked as such; where that fails they stay as they were",
        arguments: [true, false])
    func coded(holds: Bool) async throws {
        let model = WorkloadModel(Lakehouse.input(["SELECT price FROM orders"]))
        let engine = ScriptedEngine { sql, _ in
            var rows = Self.priced
            if sql.contains("price_else"), !holds { rows.rows.removeLast() }
            guard !sql.contains("AS side") else { return rows }
            return EngineResult(columns: [rows.columns[1]], rows: rows.rows.prefix(3_000).map { [$0[1]] })
        }
        let round = ResultRound(
            verification: VerificationRound(
                engine: GuardedEngine(engine), profile: .none, deadline: Deadline(seconds: 3_600), reserve: 3,
                allowsUnverified: false, limits: VerificationLimits()), progress: { _, _ in })
        let design = Design(catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])
        let outcome = try await round.run(model.queries.map { PlannedQuery($0) }, design: design)
        let kept = try #require(outcome.kept[0], "\(outcome.queries.map(\.reasons))")
        #expect(engine.statements.contains { $0.contains("price_else") })
        #expect(kept.table.columns.map(\.name) == (holds ? ["price_e2", "price_else"] : ["price"]))
        #expect(kept.table.reasons.contains { $0.hasPrefix("column price_e2 holds whole numbers") } == holds)
        #expect(kept.query.evidence.label == .equalOnData)
        #expect(outcome.queries[0].reasons.isEmpty)
    }
}
