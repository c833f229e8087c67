import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What may be said to the engine")
struct GuardedEngineTests {
    private func permits(_ sql: String, scratch: LakehouseProfile.SchemaName? = nil) throws -> Bool {
        GuardedEngine(SilentEngine(), scratch: scratch).permits(try Parser.parseStatement(sql))
    }

    @Test(
        "Reads pass",
        arguments: [
            "SELECT 1", "WITH a AS (SELECT 1 AS x) SELECT * FROM a", "VALUES 1, 2", "SHOW STATS FOR a.b.c",
            "SHOW CREATE SCHEMA a.b", "EXPLAIN SELECT 1", "EXPLAIN (TYPE VALIDATE) SELECT 1",
            "EXPLAIN ANALYZE SELECT 1",
        ])
    func reads(sql: String) throws {
        #expect(try permits(sql))
    }

    @Test(
        "Writes do not, nor what changes the session or calls procedures",
        arguments: [
            "INSERT INTO a.b.c SELECT 1", "DELETE FROM a.b.c", "UPDATE a.b.c SET x = 1", "TRUNCATE TABLE a.b.c",
            "CREATE TABLE a.b.c (x bigint)", "CREATE TABLE a.b.c AS SELECT 1 AS x", "DROP TABLE a.b.c",
            "CREATE SCHEMA a.b", "DROP SCHEMA a.b", "ALTER TABLE a.b.c ADD COLUMN y bigint",
            "GRANT SELECT ON a.b.c TO u",
            "CALL a.system.f()", "SET SESSION x = 1", "EXPLAIN ANALYZE INSERT INTO a.b.c SELECT 1",
            "MERGE INTO a.b.c AS t USING a.b.d AS s ON t.x = s.x WHEN MATCHED THEN DELETE",
            "SELECT * FROM TABLE(a.system.query(query => 'DROP TABLE x'))",
        ])
    func writes(sql: String) throws {
        #expect(try !permits(sql))
    }

    @Test("Inside the scratch schema tables may be made, filled and dropped, and nowhere else")
    func scratch() throws {
        let scratch = LakehouseProfile.SchemaName(catalog: "lake", schema: "trial")
        #expect(try permits("CREATE SCHEMA lake.trial", scratch: scratch))
        #expect(try permits("CREATE TABLE lake.trial.t (x bigint)", scratch: scratch))
        #expect(try permits("INSERT INTO lake.trial.t SELECT x FROM lake.raw.t", scratch: scratch))
        #expect(try permits("DROP TABLE LAKE.Trial.t", scratch: scratch))
        #expect(try !permits("INSERT INTO lake.raw.t SELECT x FROM lake.trial.t", scratch: scratch))
        #expect(try !permits("DROP TABLE trial.t", scratch: scratch))
        #expect(try !permits("DROP SCHEMA lake.raw", scratch: scratch))
        #expect(try !permits("DROP TABLE other.trial.t", scratch: scratch))
    }

    @Test("A refused statement never reaches the engine")
    func refusal() async throws {
        let engine = GuardedEngine(SilentEngine())
        await #expect(throws: EngineError.self) { _ = try await engine.run(EngineStatement("DROP TABLE a.b.c")) }
        await #expect(throws: EngineError.self) { _ = try await engine.run(EngineStatement("SELEC 1")) }
    }
}

/// An engine that must not be asked.
private struct SilentEngine: QueryEngine {
    func run(_ statement: EngineStatement) async throws -> EngineResult {
        Issue.record("reached the engine: \(statement.sql)")
        return EngineResult(columns: [], rows: [])
    }
}
