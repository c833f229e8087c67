import Testing
import TrinoSQL

@testable import Optimizer

/// What becomes of a query over its kept result, by what the comparison shows.
@Suite("Checking a kept result")
struct KeptResultTests {
    private static let sql = "SELECT custkey, approx_percentile(price, 0.5) AS p FROM orders GROUP BY custkey"

    private static func rows(_ rows: [(Int64, Double)], isCut: Bool = false) -> EngineResult {
        EngineResult(
            columns: [.init(name: "custkey", type: "bigint"), .init(name: "p", type: "double")],
            rows: rows.map { [.integer($0), .double($1)] }, isCut: isCut)
    }

    /// The query over its result, after a check in which the engine gives these rows.
    private func checked(
        original: EngineResult, rewritten: EngineResult, rowLimit: Int = 10
    ) async throws -> PlannedQuery {
        let model = WorkloadModel(Lakehouse.input([Self.sql]))
        var design = Design(catalog: "lake", schema: "fast", location: nil, connector: .iceberg, tables: [])
        var query = PlannedQuery(try #require(model.queries.first))
        let candidate = try ResultCandidate(try #require(query.analysed.flat), name: "result_q", design: design)
        design.tables = [candidate.table]
        query.rewritten = candidate.rewritten
        query.tables = [design.name(of: candidate.table)]
        let engine = ScriptedEngine { sql, _ in sql.contains("WITH") ? rewritten : original }
        let round = VerificationRound(
            engine: GuardedEngine(engine), profile: .none, deadline: Deadline(seconds: 3_600), reserve: 3,
            allowsUnverified: false, limits: VerificationLimits())
        _ = try await round.verifyResult(&query, design: design, rowLimit: rowLimit)
        return query
    }

    @Test("Where estimates alone differ it stands, and says so")
    func estimates() async throws {
        let query = try await checked(original: Self.rows([(1, 5), (2, 7)]), rewritten: Self.rows([(1, 5.1), (2, 7)]))
        #expect(query.rewritten != nil)
        #expect(query.evidence.label == .provenByRule)
        #expect(query.evidence.detail.contains("equal rows, but for what any two runs may give differently (p)"))
        #expect(query.evidence.rowsCompared == 2)
    }

    @Test("What stands beside an estimate may not differ")
    func keys() async throws {
        let query = try await checked(original: Self.rows([(1, 5), (2, 7)]), rewritten: Self.rows([(1, 5), (3, 7)]))
        #expect(query.rewritten == nil)
    }

    @Test("More rows than are kept are not kept for being estimates")
    func manyRows() async throws {
        let original = Self.rows([(1, 5), (2, 7)]), rewritten = Self.rows([(1, 5.1), (2, 7)])
        let query = try await checked(original: original, rewritten: rewritten, rowLimit: 1)
        #expect(query.rewritten == nil)
        #expect(query.reasons.contains { $0.contains("more than 1") })
    }
}
