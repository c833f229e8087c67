import HTTPTransport
import TestSupport
import Testing

@testable import TrinoClient

/// Where the client may be sent on to: nowhere but to the server that it was told of.
@Suite struct OriginTests {
    @Test(arguments: [
        "http://127.0.0.1:1/v1/statement/executing/q1/y/0", "https://127.0.0.1:PORT/v1/statement/executing/q1/y/0",
        "http://localhost:PORT/v1/statement/executing/q1/y/0", "http://127.0.0.1.evil.example:PORT/x",
    ])
    func theNextPageIsAtTheSameOrigin(_ template: String) async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            guard request.index == 0 else { return .respond(404) }
            let port = String(request["Host"]?.split(separator: ":").last ?? "")
            let address = template.split(separator: "PORT", omittingEmptySubsequences: false).joined(separator: port)
            return .respond(200, body: #"{"id":"q1","stats":{},"nextUri":"\#(address)"}"#)
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .foreignOrigin(_, _, "q1") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test(arguments: ["ftp://127.0.0.1/x", "/v1/statement/x", "http://user@127.0.0.1/", "file:///etc/passwd", ""])
    func theNextPageIsAnHTTPAddress(_ address: String) async throws {
        let (server, connection) = try ScriptedTrino.connect { _ in
            .respond(200, body: #"{"id":"q1","stats":{},"nextUri":"\#(address)"}"#)
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .malformedAnswer = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func anAddressThatWasNotCheckedIsNotConnectedTo() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            configure: { $0.pinnedAddresses = ["127.0.0.2"] }, ScriptedTrino.threeRows)
        defer { server.stop() }
        // A pin stands in for the URL's host alone; another name must not lead past it.
        for host in ["127.0.0.1", "localhost"] {
            let request = try HTTPRequest(.get, HTTPURL("http://\(host):\(server.port)/"))
            await #expect(throws: HTTPTransportError.self, "\(host)") {
                try await connection.exchange.http.send(request)
            }
        }
        #expect(server.connectionsAccepted == 0)
    }

    @Test func laterPagesAreHeldToItToo() async throws {
        let other = try ScriptedHTTPServer { _ in .respond(200) }
        defer { other.stop() }
        let elsewhere = other.baseURL
        let (server, connection) = try ScriptedTrino.connect { request in
            guard request.method == "GET" else { return ScriptedTrino.threeRows(request) }
            return .respond(200, body: #"{"id":"q1","stats":{},"nextUri":"\#(elsewhere)/v1/x"}"#)
        }
        defer { server.stop() }
        guard case .foreignOrigin = await trinoError({ _ = try await connection.query("SELECT 1") }) else {
            Issue.record("it was followed")
            return
        }
        #expect(other.requests.isEmpty)
        // The statement isn't left running at the true server.
        #expect(server.requests.last?.method == "DELETE")
    }
}
