import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import TrinoClient

/// Against the development Trino: a real engine behind the real protocol.
@Suite(
    .serialized, .withDevelopmentTrino(["memory": "memory", "iceberg": "iceberg"]),
    .enabled(
        if: DevelopmentTrino.isAvailable, "the development Trino's Python environment is missing: make trino_start"))
struct DevelopmentTrinoTests {
    private func connect(
        _ trino: DevelopmentTrino, path: String = "/memory/default", parameters: String = "user=ann"
    ) throws -> TrinoConnection {
        let url = "jdbc:trino://\(trino.hostAndPort)\(path)?\(parameters)"
        return try TrinoConnection(TrinoJDBCURL(parsing: url, policy: .local))
    }

    @Test func valuesOfEveryKindArriveAsTheyAre() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino, parameters: "user=ann&timezone=Europe/Rome")
        let result = try await connection.query(
            """
            SELECT cast(1.50 AS decimal(10,2)), nan(), -infinity(), DATE '2020-01-02',
              TIMESTAMP '2020-01-02 03:04:05.123456', to_utf8('ab'), ARRAY[1, null], MAP(ARRAY['a'], ARRAY[2]),
              true, cast(null AS bigint), cast(9007199254740993 AS bigint), cast('abc' AS char(5)), 'ü"\\'
            """)
        let row = try #require(result.rows.first)
        #expect(row[0] == .decimal(try #require(TrinoDecimal("1.50"))))
        #expect(row[1].double?.isNaN == true)
        #expect(row[2] == .double(-.infinity))
        #expect(row[3] == .date("2020-01-02"))
        #expect(row[4] == .timestamp("2020-01-02 03:04:05.123456"))
        #expect(row[5] == .varbinary(Array("ab".utf8)))
        #expect(row[6] == .array([.integer(1), .null]))
        #expect(row[7] == .map([TrinoMapEntry(key: .varchar("a"), value: .integer(2))]))
        #expect(row[8] == .boolean(true))
        #expect(row[9] == .null)
        #expect(row[10] == .integer(9_007_199_254_740_993))
        #expect(row[11] == .varchar("abc  "))
        #expect(row[12] == .varchar("ü\"\\"))
        #expect(result.columns[0].type == .decimal(precision: 10, scale: 2))
        #expect(result.columns[4].type == .timestamp(precision: 6))
        await connection.close()
    }

    @Test func tablesAreMadeFilledAndRead() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino, path: "/iceberg")
        _ = try await connection.query("CREATE SCHEMA iceberg.s")
        let made = try await connection.query(
            "CREATE TABLE iceberg.s.t AS SELECT n FROM UNNEST(sequence(1, 10000)) AS u(n)")
        #expect(made.updateCount == 10_000)
        _ = try await connection.query("USE iceberg.s")
        #expect(connection.session.schema == "s")
        let all = try await connection.query("SELECT n FROM t ORDER BY n")
        #expect(all.rows.count == 10_000)
        #expect(all.rows.last == [.integer(10_000)])
        #expect((all.statistics.processedRows ?? 0) >= 10_000)
        let some = try await connection.query("SELECT n FROM t", limits: ResultLimits(maximumRows: 7))
        #expect(some.rows.count == 7)
        #expect(some.truncated)
        await connection.close()
    }

    @Test func errorsAreTheEnginesOwn() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino)
        let cases = [
            ("SELECT * FROM nowhere", "TABLE_NOT_FOUND"), ("SELEC 1", "SYNTAX_ERROR"),
            ("SELECT 1/0", "DIVISION_BY_ZERO"),
        ]
        for (sql, name) in cases {
            guard case .query(let error) = await trinoError({ _ = try await connection.query(sql) }) else {
                Issue.record("no error for \(sql)")
                continue
            }
            #expect(error.name == name)
            #expect(error.kind == .user)
        }
        await connection.close()
    }

    @Test func faultsOnTheWayAreOutlived() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let faults = """
            [{"method":"POST","path":"/v1/statement","status":503,"count":2},
             {"method":"GET","path":"/executing/","close":true,"count":1},
             {"method":"GET","path":"/executing/","status":502,"count":2},
             {"method":"GET","path":"/executing/","status":429,"headers":{"Retry-After":"0"},"count":1}]
            """
        try await trino.setFaults(faults)
        let connection = try connect(trino)
        let result = try await connection.query("SELECT n FROM UNNEST(sequence(1, 5000)) AS u(n)")
        #expect(result.rows.count == 5000)
        await connection.close()
    }

    @Test func aLongStatementIsCancelledOnTheServer() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino)
        let sql = """
            SELECT count(*) FROM UNNEST(sequence(1, 100000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 100000)) AS b(y)
            WHERE sqrt(x * y) < 0
            """
        // On a busy machine a short time can be over before the server has answered with the statement's id.
        var known: String?
        for limit in [Duration.seconds(1), .seconds(5), .seconds(20)] where known == nil {
            let error = await trinoError {
                _ = try await connection.query(sql, options: StatementOptions(timeLimit: limit))
            }
            guard case .timeLimitExceeded(_, let id) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            known = id
        }
        let id = try #require(known)
        var state: String?
        for _ in 0..<1200 where state != "FAILED" {
            state = try await trino.statements().first { $0.queryID == id }?.state
            try await Task.sleep(for: .milliseconds(50))
        }
        #expect(state == "FAILED")
        await connection.close()
    }

    @Test func theServerSeesUserSourceAndText() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino, parameters: "user=ann&source=who%20asks")
        _ = try await connection.query("SELECT 'seen by the server, ü'")
        let statement = try #require(try await trino.statements().last { $0.sql.contains("seen by the server, ü") })
        #expect(statement.user == "ann")
        #expect(statement.source == "who asks")
        #expect(statement.kind == "SELECT")
        await connection.close()
    }

    @Test func aStatementIsCancelledByItsId() async throws {
        let connection = try connect(try DevelopmentTrinoTrait.shared())
        let statement = try await connection.execute(
            "SELECT x FROM UNNEST(sequence(1, 200000)) AS a(x) CROSS JOIN UNNEST(sequence(1, 100)) AS b(y)")
        #expect(try await connection.cancelStatement(id: statement.id))
        guard case .query(let error) = await trinoError({ for try await _ in statement {} }) else {
            Issue.record("it went on")
            return
        }
        #expect(error.name == "USER_CANCELED")
        #expect(try await connection.cancelStatement(id: "20200101_000000_00000_aaaaa") == false)
        await connection.close()
    }

    @Test func theServerTellsItsVersion() async throws {
        let connection = try connect(try DevelopmentTrinoTrait.shared())
        let info = try await connection.serverInfo()
        #expect(!info.version.isEmpty)
        #expect(info.isCoordinator == true)
        await connection.close()
    }

    @Test func preparedStatementsAreKept() async throws {
        let trino = try DevelopmentTrinoTrait.shared()
        let connection = try connect(trino)
        _ = try await connection.query("PREPARE p FROM SELECT ? + 1")
        #expect(try await connection.query("EXECUTE p USING 5").rows == [[.integer(6)]])
        _ = try await connection.query("DEALLOCATE PREPARE p")
        #expect(connection.session.preparedStatements.isEmpty)
        await connection.close()
    }

    @Test func passwordsAndTokensTravelOverTLS() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("trino-tls-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        try await makeCertificate(in: folder)
        var options = DevelopmentTrino.Options()
        options.users = [("ann", "s3cret&pass")]
        options.tokens = [("t0ken-value", "bob")]
        options.tls = (folder.appendingPathComponent("c.pem").path, folder.appendingPathComponent("k.pem").path)
        let trino = try await DevelopmentTrino.start(options)
        defer { trino.stop() }
        let port = trino.hostAndPort.split(separator: ":").last.map(String.init) ?? ""
        let trust = "SSL=true&SSLTrustStorePath=\(folder.path)/c.pem"
        for credentials in ["user=ann&password=s3cret%26pass", "accessToken=t0ken-value"] {
            let url = try TrinoJDBCURL(
                parsing: "jdbc:trino://localhost:\(port)?\(trust)&\(credentials)", policy: .local)
            let connection = try TrinoConnection(url)
            #expect(try await connection.query("SELECT 1").rows == [[.integer(1)]])
            await connection.close()
        }
        let wrong = try TrinoJDBCURL(
            parsing: "jdbc:trino://localhost:\(port)?\(trust)&user=ann&password=wrong-s3cret", policy: .local)
        let refused = await trinoError { _ = try await TrinoConnection(wrong).query("SELECT 1") }
        guard case .accessDenied(401, _, _) = refused else {
            Issue.record("\(String(describing: refused))")
            return
        }
        #expect(!"\(String(describing: refused))".contains("s3cret"))
        let distrusted = try TrinoJDBCURL(
            parsing: "jdbc:trino://localhost:\(port)?SSL=true&user=ann&password=s3cret%26pass", policy: .remote)
        guard
            case .transport(.tls, _) = await trinoError({ _ = try await TrinoConnection(distrusted).query("SELECT 1") })
        else {
            Issue.record("an unknown certificate was trusted")
            return
        }
    }

    private func makeCertificate(in folder: URL) async throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/openssl")
        process.currentDirectoryURL = folder
        process.arguments = [
            "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "2",
            "-subj",
            "/CN=localhost", "-addext", "subjectAltName=DNS:localhost", "-keyout", "k.pem", "-out", "c.pem",
        ]
        process.standardError = FileHandle.nullDevice
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            process.terminationHandler = { _ in continuation.resume() }
            do {
                try process.run()
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}
