import HTTPTransport
import TestSupport
import Testing

@testable import TrinoClient

@Suite struct AuthenticationTests {
    @Test func refusedCredentialsAreSaidSo() async throws {
        let (server, connection) = try ScriptedTrino.connect { _ in
            .respond(
                401, headers: [("WWW-Authenticate", "Basic realm=\"Trino\""), ("WWW-Authenticate", "Bearer")],
                body: "Unauthorized")
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .accessDenied(401, "Unauthorized", ["Basic realm=\"Trino\"", "Bearer"]) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func whatTheServerRepeatsIsBlottedOut() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            parameters: "user=ann&extraCredentials=key:s3cret-value&extraHeaders=X-Key:other-s3cret"
        ) { request in
            .respond(400, body: "bad: \(request.headers.map { "\($0.name)=\($0.value)" }.joined(separator: " "))")
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        #expect(!"\(String(describing: error))".contains("s3cret"))
    }

    @Test func whatAQueryErrorRepeatsIsBlottedOut() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            parameters: "user=ann&extraCredentials=key:s3cret-value"
        ) { request in
            ScriptedTrino.answer(
                request, state: "FAILED",
                further: """
                    "error":{"message":"bad s3cret-value","errorCode":1,"errorName":"X","errorType":"EXTERNAL",
                    "failureInfo":{"type":"T","message":"s3cret-value","cause":{"message":"no s3cret-value"}}}
                    """)
        }
        defer { server.stop() }
        guard case .query(let error) = await trinoError({ _ = try await connection.query("SELECT 1") }) else {
            Issue.record("another error")
            return
        }
        var dumped = ""
        dump(error, to: &dumped)
        #expect(!dumped.contains("s3cret"))
        #expect(error.message == "bad ***")
        #expect(error.failure?.cause?.message == "no ***")
    }

    @Test func aFailedStatementIsAnErrorOfTheQuery() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            ScriptedTrino.answer(
                request, next: "/v1/x", state: "FAILED",
                further: #""error":{"message":"no","errorCode":1,"errorName":"SYNTAX_ERROR","errorType":"USER_ERROR"}"#)
        }
        defer { server.stop() }
        guard case .query(let error) = await trinoError({ _ = try await connection.query("SELEC") }) else {
            Issue.record("another error")
            return
        }
        #expect(error.name == "SYNTAX_ERROR")
        #expect(server.requests.count == 1)
    }

    @Test func whatIsNotTrinoIsSaidSo() async throws {
        let (server, connection) = try ScriptedTrino.connect { _ in .respond(200, body: "<html>Welcome</html>") }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .malformedAnswer = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect("\(String(describing: error))".contains("coordinator"))
    }
}
