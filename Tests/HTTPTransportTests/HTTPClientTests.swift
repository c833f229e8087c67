import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPClientTests {
    @Test func sendsMethodPathHeadersAndBody() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(201, headers: [("X-A", "1"), ("x-a", "2")], body: "done") }
        defer { server.stop() }
        let client = try HTTPClient()
        let response = try await client.send(
            HTTPRequest(
                .post, HTTPURL(server.baseURL + "/a/b?c=d"),
                headers: ["X-Twice": "1", "X-Twice": "2", "X-Empty": "", "Content-Type": "text/plain"],
                body: Array("über".utf8)))
        #expect(response.status == 201)
        #expect(response.text == "done")
        #expect(response.headers.values(of: "X-A") == ["1", "2"])
        let request = try #require(server.requests.first)
        #expect(request.method == "POST")
        #expect(request.target == "/a/b?c=d")
        #expect(request.text == "über")
        #expect(request.values(of: "X-Twice") == ["1", "2"])
        #expect(request["X-Empty"] == "")
        #expect(request["Content-Type"] == "text/plain")
        #expect(request["User-Agent"] == "lakewright")
        #expect(request["Expect"] == nil)
    }

    @Test(arguments: [HTTPRequest.Method.get, .head, .put, .delete, .post])
    func everyMethodArrivesAsItself(_ method: HTTPRequest.Method) async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: "ok") }
        defer { server.stop() }
        let client = try HTTPClient()
        let response = try await client.send(HTTPRequest(method, HTTPURL(server.baseURL)))
        #expect(server.requests.map(\.method) == [method.rawValue])
        #expect(response.text == (method == .head ? "" : "ok"))
    }

    @Test func largeBodiesTravelBothWays() async throws {
        let body = [UInt8]((0..<3_000_000).map { UInt8(truncatingIfNeeded: $0 &* 31) })
        let server = try ScriptedHTTPServer { .respond(200, headers: [], body: $0.body) }
        defer { server.stop() }
        let client = try HTTPClient()
        for isIdempotent in [true, false] {
            let request = try HTTPRequest(.post, HTTPURL(server.baseURL), body: body, isIdempotent: isIdempotent)
            #expect(try await client.send(request).body == body)
        }
    }

    @Test func aClientThatWasNeverAskedEndsAtOnceAndRefusesWhatComesLate() async throws {
        let client = try HTTPClient()
        await client.shutDown()
        await client.shutDown()
        await #expect(throws: HTTPTransportError.clientIsShutDown) {
            try await client.send(HTTPRequest(.get, HTTPURL("http://127.0.0.1:9/")))
        }
    }

    @Test func connectionsAreKept() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: "ok") }
        defer { server.stop() }
        let client = try HTTPClient()
        for _ in 0..<5 { _ = try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        #expect(server.connectionsAccepted == 1)
    }

    @Test func manyRequestsRunAtOnce() async throws {
        let server = try ScriptedHTTPServer { .respond(200, body: $0.target) }
        defer { server.stop() }
        let client = try HTTPClient()
        let targets = try await withThrowingTaskGroup(of: String.self) { group in
            for index in 0..<200 {
                group.addTask { try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL + "/\(index)"))).text }
            }
            return try await group.reduce(into: Set<String>()) { $0.insert($1) }
        }
        #expect(targets == Set((0..<200).map { "/\($0)" }))
        #expect(server.connectionsAccepted <= client.configuration.maximumConnectionsPerHost)
    }

    @Test func compressedBodiesAreUnpackedOnRequest() async throws {
        let packed: [UInt8] = [
            0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xCB, 0x48, 0xCD, 0xC9, 0xC9, 0x57, 0x48, 0xAF,
            0xCA, 0x2C, 0xC8, 0x18, 0xD2, 0x2C, 0x00, 0xFA, 0x7A, 0x50, 0x40, 0xC8, 0x00, 0x00, 0x00,
        ]
        let server = try ScriptedHTTPServer { request in
            guard request["Accept-Encoding"] == "gzip" else { return .respond(200, body: "plain") }
            return .respond(200, headers: [("Content-Encoding", "gzip")], body: packed)
        }
        defer { server.stop() }
        let url = try HTTPURL(server.baseURL)
        let text = String(repeating: "hello gzip", count: 20)
        #expect(try await HTTPClient().send(HTTPRequest(.get, url)).text == text)
        #expect(
            try await HTTPClient(HTTPClientConfiguration(acceptsCompression: false)).send(HTTPRequest(.get, url)).text
                == "plain")
        // The limit holds for what is unpacked, so that a small answer can't fill the memory.
        let small = try HTTPClient(HTTPClientConfiguration(maximumResponseBytes: 100))
        await #expect(throws: HTTPTransportError.responseTooLarge(limit: 100)) {
            try await small.send(HTTPRequest(.get, url))
        }
    }

    @Test func redirectsAreAnswersLikeOthers() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(302, headers: [("Location", "/elsewhere")]) }
        defer { server.stop() }
        let response = try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL)))
        #expect(response.status == 302)
        #expect(response.headers["location"] == "/elsewhere")
        #expect(server.requests.count == 1)
    }

    @Test func interimResponsesLeaveNoHeaders() async throws {
        let text =
            "HTTP/1.1 103 Early Hints\r\nX-Early: 1\r\n\r\nHTTP/1.1 200 OK\r\nX-True: 1\r\nContent-Length: 2\r\n\r\nok"
        let server = try ScriptedHTTPServer { _ in .raw(Array(text.utf8)) }
        defer { server.stop() }
        let response = try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL)))
        #expect(response.status == 200)
        #expect(response.headers["X-Early"] == nil)
        #expect(response.headers["X-True"] == "1")
    }

    @Test func aGivenProxyIsUsed() async throws {
        let proxy = try ScriptedHTTPServer { .respond(200, body: "proxied \($0.target)") }
        defer { proxy.stop() }
        let client = try HTTPClient(HTTPClientConfiguration(proxy: "127.0.0.1:\(proxy.port)"))
        let response = try await client.send(HTTPRequest(.get, HTTPURL("http://host.invalid/x")))
        #expect(response.text == "proxied http://host.invalid/x")
    }

    @Test func anAddressThatIsNotPinnedIsNotConnectedTo() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: "here") }
        defer { server.stop() }
        let pin = PinnedHost(host: "trino.example", port: server.port, addresses: ["127.0.0.1"])
        var configuration = HTTPClientConfiguration(pinnedHosts: [pin])
        configuration.connectsToPinnedAddressesOnly = true
        let client = try HTTPClient(configuration)
        let pinned = try HTTPURL("http://trino.example:\(server.port)/")
        #expect(try await client.send(HTTPRequest(.get, pinned)).text == "here")
        // Another name for the machine, and another address of its loopback interface, lead past what was checked.
        configuration.pinnedHosts[0].addresses = ["127.0.0.2"]
        let strict = try HTTPClient(configuration)
        for host in ["localhost", "127.0.0.1", "[::1]"] {
            let url = try HTTPURL("http://\(host):\(server.port)/")
            await #expect(throws: HTTPTransportError.self, "\(host)") { try await strict.send(HTTPRequest(.get, url)) }
        }
        #expect(server.connectionsAccepted == 1)
    }

    @Test func pinnedAddressesStandForTheName() async throws {
        let server = try ScriptedHTTPServer { .respond(200, body: $0["Host"] ?? "") }
        defer { server.stop() }
        let pin = PinnedHost(host: "trino.invalid", port: server.port, addresses: ["127.0.0.1"])
        let client = try HTTPClient(HTTPClientConfiguration(pinnedHosts: [pin]))
        let response = try await client.send(HTTPRequest(.get, HTTPURL("http://trino.invalid:\(server.port)/")))
        #expect(response.text == "trino.invalid:\(server.port)")
    }
}
