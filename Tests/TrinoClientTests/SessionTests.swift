import HTTPTransport
import TestSupport
import Testing

@testable import TrinoClient

@Suite struct SessionTests {
    private static func script(setting headers: [(String, String)]) -> ScriptedHTTPServer.Script {
        { request in
            guard request.index == 0 else { return ScriptedTrino.answer(request, state: "FINISHED") }
            return .respond(200, headers: headers, body: #"{"id":"q1","stats":{"state":"FINISHED"}}"#)
        }
    }

    @Test func theURLSaysWhatIsSent() async throws {
        let parameters =
            "user=ann&source=me&clientInfo=info&clientTags=a,b&path=p&traceToken=t&timezone=Europe/Rome&locale=de-DE"
            + "&sessionProperties=query_max_run_time:1s;iceberg.x:a%2Cb&roles=system:all;iceberg:admin;hive:none"
            + "&resourceEstimates=cpu:1h&extraCredentials=k:v%3D1&extraHeaders=X-My:1"
        let (server, connection) = try ScriptedTrino.connect(
            parameters: parameters, path: "/cat/sch", Self.script(setting: []))
        defer { server.stop() }
        _ = try await connection.query("SELECT 1")
        let request = try #require(server.requests.first)
        let expected = [
            "User": "ann", "Source": "me", "Client-Info": "info", "Client-Tags": "a,b", "Path": "p", "Trace-Token": "t",
            "Time-Zone": "Europe/Rome", "Language": "de-DE", "Catalog": "cat", "Schema": "sch",
            "Resource-Estimate": "cpu=1h", "Extra-Credential": "k=v%3D1", "Transaction-Id": "NONE",
        ]
        for (name, value) in expected { #expect(request["X-Trino-" + name] == value, "\(name)") }
        #expect(request.values(of: "X-Trino-Session") == ["iceberg.x=a%2Cb", "query_max_run_time=1s"])
        #expect(
            request.values(of: "X-Trino-Role") == ["hive=NONE", "iceberg=ROLE%7Badmin%7D", "system=ALL"])
        #expect(request["X-Trino-Client-Capabilities"]?.contains("PARAMETRIC_DATETIME") == true)
        #expect(request["X-My"] == "1")
        #expect(request["Authorization"] == nil)
    }

    @Test func aTraceIsJoinedByEachStatement() async throws {
        let (server, connection) = try ScriptedTrino.connect(parameters: "user=ann", path: "", Self.script(setting: []))
        defer { server.stop() }
        connection.updateSession { $0.traceParent = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01" }
        _ = try await connection.query("SELECT 1")
        #expect(server.requests.first?["traceparent"] == "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01")
    }

    @Test func aURLThatSaysLittleSendsLittle() async throws {
        let server = try ScriptedHTTPServer(Self.script(setting: []))
        defer { server.stop() }
        let url = try TrinoJDBCURL(parsing: "jdbc:trino://127.0.0.1:\(server.port)", policy: .remote)
        _ = try await TrinoConnection(url).query("SELECT 1")
        let request = try #require(server.requests.first)
        #expect(request["X-Trino-User"] == "lakewright")
        #expect(request["X-Trino-Source"] == "lakewright")
        #expect(request["X-Trino-Catalog"] == nil)
        #expect(request["X-Trino-Time-Zone"] == nil)
    }

    @Test func presto() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            path: "/c", dialect: "presto", Self.script(setting: [("X-Presto-Set-Schema", "s")]))
        defer { server.stop() }
        _ = try await connection.query("USE s")
        #expect(server.requests[0]["X-Presto-User"] == "ann")
        #expect(server.requests[0]["X-Presto-Catalog"] == "c")
        #expect(!server.requests[0].headers.contains { $0.name.lowercased().hasPrefix("x-trino") })
        #expect(connection.session.schema == "s")
    }

    @Test func aSessionUserStandsInForTheUser() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            parameters: "user=ann&sessionUser=bob", Self.script(setting: []))
        defer { server.stop() }
        _ = try await connection.query("SELECT 1")
        #expect(server.requests[0]["X-Trino-User"] == "bob")
    }

    @Test func whatStatementsChangeIsKept() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            Self.script(setting: [
                ("X-Trino-Set-Catalog", "c2"), ("X-Trino-Set-Schema", "s2"), ("X-Trino-Set-Path", "p2"),
                ("X-Trino-Set-Session", "a=1%2C2"), ("X-Trino-Set-Session", "b=x+y"),
                ("X-Trino-Set-Role", "system=ROLE%7Badmin%7D"), ("X-Trino-Added-Prepare", "p+1=SELECT+%3F"),
                ("X-Trino-Started-Transaction-Id", "tx1"),
            ]))
        defer { server.stop() }
        _ = try await connection.query("anything")
        let session = connection.session
        #expect(session.catalog == "c2")
        #expect(session.schema == "s2")
        #expect(session.path == "p2")
        #expect(session.properties == ["a": "1,2", "b": "x y"])
        #expect(session.roles == ["system": "ROLE{admin}"])
        #expect(session.preparedStatements["p 1"]?.sql == "SELECT ?")
        #expect(session.transactionID == "tx1")
        _ = try await connection.query("next")
        let request = server.requests[1]
        #expect(request["X-Trino-Catalog"] == "c2")
        #expect(request.values(of: "X-Trino-Session") == ["a=1%2C2", "b=x%20y"])
        #expect(request["X-Trino-Prepared-Statement"] == "p%201=SELECT+%3F")
        #expect(request["X-Trino-Transaction-Id"] == "tx1")
    }

    @Test func whatStatementsClearIsGone() {
        var session = TrinoSession(user: "ann")
        session.properties = ["a": "1", "b": "2", "c": "3"]
        session.preparedStatements = ["p": .init(sql: "SELECT 1")]
        session.transactionID = "tx"
        session.apply(
            [
                "x-trino-clear-session": "a, b", "X-Trino-Deallocated-Prepare": "p",
                "X-Trino-Clear-Transaction-Id": "true",
            ], .trino)
        #expect(session.properties == ["c": "3"])
        #expect(session.preparedStatements.isEmpty)
        #expect(session.transactionID == nil)
    }

    @Test func compressedPreparedStatementsGoBackAsTheyCame() {
        var session = TrinoSession()
        session.apply(["X-Trino-Added-Prepare": "p=%24zstd%3AKLUv_Q%3D%3D"], .trino)
        #expect(session.preparedStatements["p"]?.sql == nil)
        #expect(session.statementHeaders(.trino)["X-Trino-Prepared-Statement"] == "p=%24zstd%3AKLUv_Q%3D%3D")
    }

    @Test func sessionAuthorizationNamesBothUsers() {
        var session = TrinoSession(user: "ann")
        session.roles = ["system": "ALL"]
        session.apply(["X-Trino-Set-Authorization-User": "bob", "X-Trino-Set-Original-Roles": "system=ALL"], .trino)
        let headers = session.statementHeaders(.trino)
        #expect(headers["X-Trino-User"] == "bob")
        #expect(headers["X-Trino-Original-User"] == "ann")
        #expect(headers["X-Trino-Original-Roles"] == "system=ALL")
        #expect(headers["X-Trino-Role"] == nil)
        session.apply(["X-Trino-Reset-Authorization-User": "true"], .trino)
        #expect(session.statementHeaders(.trino)["X-Trino-User"] == "ann")
        #expect(session.statementHeaders(.trino)["X-Trino-Original-User"] == nil)
    }

    @Test func aStatementWithItsOwnSessionLeavesTheConnectionsAlone() async throws {
        let (server, connection) = try ScriptedTrino.connect(Self.script(setting: [("X-Trino-Set-Schema", "other")]))
        defer { server.stop() }
        var own = connection.session
        own.timeZone = "UTC"
        let statement = try await connection.execute("USE other", options: StatementOptions(session: own))
        for try await _ in statement {}
        #expect(server.requests[0]["X-Trino-Time-Zone"] == "UTC")
        #expect(statement.session.schema == "other")
        #expect(connection.session.schema == nil)
        #expect(connection.session.timeZone == nil)
    }

    @Test func aConnectionIsValidatedOnceWhereTheURLAsksForIt() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            parameters: "user=ann&validateConnection=true", Self.script(setting: []))
        defer { server.stop() }
        _ = try await connection.query("SELECT 2")
        _ = try await connection.query("SELECT 3")
        #expect(server.requests.map(\.text) == ["SELECT 1", "SELECT 2", "SELECT 3"])
    }

    @Test func headerValuesCanNotSmuggle() async throws {
        let (server, connection) = try ScriptedTrino.connect(Self.script(setting: []))
        defer { server.stop() }
        connection.updateSession { $0.catalog = "a\r\nX-Trino-User: root" }
        #expect(await trinoError { _ = try await connection.query("SELECT 1") } != nil)
        #expect(server.requests.isEmpty)
    }
}
