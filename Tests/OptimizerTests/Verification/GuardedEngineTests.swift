import Testing
import TrinoSQL

@testable import Optimizer

@Suite("What may be said to the engine")
struct GuardedEngineTests {
    private func permits(_ sql: String, scratch: LakehouseProfile.SchemaName? = nil) throws -> Bool {
        StatementPolicy(scratch: scratch).permits(try Parser.parseStatement(sql))
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

    @Test(
        "No table function passes, wherever in a statement it stands: it may hand text to another system",
        arguments: [
            "EXPLAIN SELECT * FROM TABLE(a.system.query(query => 'DROP TABLE x'))",
            "SELECT (SELECT max(x) FROM TABLE(a.system.query(query => 'x')))",
            "WITH t AS (SELECT * FROM TABLE(a.system.query(query => 'x'))) SELECT 1",
            "DELETE FROM lake.trial.t WHERE x IN (SELECT y FROM TABLE(a.system.query(query => 'x')))",
            "INSERT INTO lake.trial.t SELECT * FROM TABLE(a.system.query(query => 'x'))",
            "SHOW STATS FOR (SELECT * FROM TABLE(a.system.query(query => 'x')))",
        ])
    func tableFunctions(sql: String) throws {
        #expect(try !permits(sql, scratch: LakehouseProfile.SchemaName(catalog: "lake", schema: "trial")))
    }

    @Test("A location has to lie in a folder of the scratch schema's name, or files could go among another table's")
    func locations() throws {
        let scratch = LakehouseProfile.SchemaName(catalog: "lake", schema: "trial")
        #expect(try permits("CREATE SCHEMA lake.trial WITH (location = 's3://bucket/trial')", scratch: scratch))
        #expect(try permits("CREATE TABLE lake.trial.t (x bigint) WITH (format = 'PARQUET')", scratch: scratch))
        for sql in [
            "CREATE SCHEMA lake.trial WITH (location = 's3://bucket/sales')",
            "CREATE SCHEMA lake.trial WITH (location = 's3://bucket/trial/../sales')",
            "CREATE SCHEMA lake.trial WITH (location = concat('s3://bucket/', 'trial'))",
            "CREATE TABLE lake.trial.t (x bigint) WITH (external_location = 's3://bucket/sales/t')",
            "CREATE TABLE lake.trial.t (LIKE lake.raw.t INCLUDING PROPERTIES)",
        ] { #expect(try !permits(sql, scratch: scratch), "\(sql)") }
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
