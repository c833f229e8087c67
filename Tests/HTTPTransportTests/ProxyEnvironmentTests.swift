import Foundation
import HTTPTransport
import TestSupport
import Testing

/// Environment variables are the whole process's: set for the length of one request, harmless to other tests as no client
/// reads them.
@Suite(.serialized) struct ProxyEnvironmentTests {
    @Test func proxyVariablesAreIgnored() async throws {
        let proxy = try ScriptedHTTPServer { _ in .respond(200, body: "proxied") }
        let server = try ScriptedHTTPServer { _ in .respond(200, body: "direct") }
        defer {
            proxy.stop()
            server.stop()
        }
        setenv("http_proxy", proxy.baseURL, 1)
        setenv("ALL_PROXY", proxy.baseURL, 1)
        defer {
            unsetenv("http_proxy")
            unsetenv("ALL_PROXY")
        }
        let response = try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL)))
        #expect(response.text == "direct")
        #expect(proxy.requests.isEmpty)
    }
}
