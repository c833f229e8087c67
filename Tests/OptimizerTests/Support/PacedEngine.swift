@testable import Optimizer

/// An engine on which what queries take is told by their texts: a measurement that can be foreseen.
struct PacedEngine: QueryEngine {
    let base: any QueryEngine
    /// Seconds of a query, where they are not to be measured.
    let pace: @Sendable (String) -> Double?

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        var result = try await base.run(statement)
        if let seconds = pace(statement.sql) { result.statistics.wallSeconds = seconds }
        return result
    }
}
