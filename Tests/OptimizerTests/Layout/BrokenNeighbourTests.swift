import TestSupport
import Testing

@testable import Optimizer

/// A query that the engine refuses takes nothing from those that read the same table.
@Suite(
    "A broken query beside others", .enabled(if: DevelopmentTrino.isAvailable, "run deploy/dev-trino/setup.sh first"))
struct BrokenNeighbourTests {
    /// The live lake, but that it refuses each statement in which a condition stands: when asked about it, or only when it runs.
    private struct Refusing: QueryEngine {
        let engine: any QueryEngine
        let condition: String
        let saysSo: Bool

        func run(_ statement: EngineStatement) async throws -> EngineResult {
            guard !statement.sql.contains(condition) || statement.sql.hasPrefix("EXPLAIN") && !saysSo else {
                throw EngineError.failed(name: "FUNCTION_NOT_FOUND", message: "refused")
            }
            return try await engine.run(statement)
        }
    }

    @Test(
        "Its condition is none of the copy's, or leaves it again, and the others read that", .timeLimit(.minutes(3)),
        arguments: [true, false])
    func conditionOfABrokenQuery(saysSo: Bool) async throws {
        let lake = try await LiveLake()
        defer { lake.stop() }
        let texts = [
            "SELECT id, note FROM sales WHERE region = 'north' AND sold < current_date",
            "SELECT id, note FROM sales WHERE shop = 3 AND sold < current_date",
        ]
        let outcome = try await lake.optimize(
            texts, options: OptimizerOptions(candidates: [.layout]),
            engine: Refusing(engine: lake.engine, condition: "shop = 3", saysSo: saysSo))
        #expect(outcome.migrations.count == 1)
        #expect(outcome.report.notCarried.contains { $0.rows == "region = 'north'" })
        #expect(outcome.migrations.first?.hasSuffix("WHERE region = 'north'") == true, "\(outcome.migrations)")
        #expect(outcome.report.queries.map(\.evidence.label) == [.equalOnData, .original])
        #expect(outcome.queries[1].text == texts[1])
        #expect(outcome.report.queries[1].evidence.detail.contains("the original does not run"))
    }
}
