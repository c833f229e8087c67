import TrinoSQL

/// Lets through to the engine only what a run may say, by its ``StatementPolicy``. Every statement is read before it is sent,
/// whoever wrote it; what can't be read is refused.
struct GuardedEngine: QueryEngine {
    let engine: any QueryEngine
    let policy: StatementPolicy

    /// - Parameter scratch: the schema that may be written to; nil where nothing may.
    init(_ engine: any QueryEngine, scratch: LakehouseProfile.SchemaName? = nil) {
        self.engine = engine
        policy = StatementPolicy(scratch: scratch)
    }

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        let parsed: Statement
        do {
            parsed = try Parser.parseStatement(statement.sql)
        } catch {
            throw EngineError.refused("the statement could not be read: \(error)")
        }
        // defence: statement-policy
        guard policy.permits(parsed) else {
            throw EngineError.refused("only reads are allowed here, and writes inside the run's own scratch schema")
        }
        return try await engine.run(statement)
    }
}
