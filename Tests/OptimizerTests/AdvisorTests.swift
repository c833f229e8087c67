import Testing

@testable import Optimizer

@Suite("A run without a connection")
struct AdvisorTests {
    private let queries = ["SELECT status, count(*) AS n FROM orders GROUP BY status", "SELECT FROM orders"]

    @Test("New tables keep what is read, every query comes back in order, and nothing is called verified")
    func workloadColumns() async throws {
        let outcome = try await Advisor(Lakehouse.input(queries), engine: nil).run()
        #expect(outcome.ddl.count == 2)
        #expect(outcome.ddl[0].hasPrefix("CREATE SCHEMA lake.lakewright_raw_test"))
        #expect(outcome.report.tables.first?.columns == 1)
        #expect(outcome.report.tables.first?.columnsNotCarried.contains("price") == true)
        #expect(outcome.queries.map(\.id) == ["q0", "q1"])
        #expect(outcome.queries[1].text == queries[1])
        #expect(outcome.report.queries.map(\.evidence.label) == [.unverified, .original])
    }

    @Test("Asked to retain all columns, they keep all")
    func allColumns() async throws {
        let input = Lakehouse.input([queries[0]], options: OptimizerOptions(retention: .all))
        let outcome = try await Advisor(input, engine: nil).run()
        #expect(outcome.report.tables.first?.columns == 8)
        #expect(outcome.report.tables.first?.columnsNotCarried == [])
    }

    @Test("An engine that is away matters only where a query reads a table")
    func engineAway() async throws {
        let nothing = try await Advisor(Lakehouse.input(["SELECT 1", "SELECT FROM orders"]), engine: AwayEngine()).run()
        #expect(nothing.report.queries.map(\.evidence.label) == [.original, .original])
        await #expect(throws: EngineError.self) {
            try await Advisor(Lakehouse.input(queries), engine: AwayEngine()).run()
        }
    }
}

private struct AwayEngine: QueryEngine {
    func run(_ statement: EngineStatement) async throws -> EngineResult {
        throw EngineError.unreachable("scripted")
    }
}
