import HTTPTransport
import TestSupport
import Testing

@Suite struct HTTPClientFaultTests {
    @Test func aPortThatNobodyListensOnIsRefused() async throws {
        let server = try ScriptedHTTPServer { _ in .drop }
        server.stop()
        let error = try #require(
            await failure { try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL))) })
        guard case .connectionRefused = error else {
            Issue.record("\(error)")
            return
        }
        #expect(!error.requestMayHaveArrived)
        #expect(error.isTransient)
    }

    @Test func aNameThatDoesNotExistIsNotFound() async throws {
        let error = await failure {
            try await HTTPClient().send(HTTPRequest(.get, HTTPURL("http://no-such-host.invalid/")))
        }
        guard case .hostNotFound = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func aDroppedConnectionIsLostAndMayHaveArrived() async throws {
        let server = try ScriptedHTTPServer { _ in .drop }
        defer { server.stop() }
        let error = try #require(
            await failure { try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL))) })
        guard case .connectionLost = error else {
            Issue.record("\(error)")
            return
        }
        #expect(error.requestMayHaveArrived)
    }

    @Test func halfABodyIsNoResponse() async throws {
        let server = try ScriptedHTTPServer { _ in .respondPartly(200, headers: [], body: Array("half".utf8), length: 8)
        }
        defer { server.stop() }
        let error = await failure { try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        guard case .connectionLost = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func whatIsNotHTTPIsMalformed() async throws {
        let server = try ScriptedHTTPServer { _ in .raw(Array("SSH-2.0-OpenSSH\r\n".utf8)) }
        defer { server.stop() }
        let error = await failure { try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        guard case .malformedResponse = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func endlessHeadersAreCutOff() async throws {
        let line = "X-Long: " + String(repeating: "a", count: 50_000) + "\r\n"
        let text = "HTTP/1.1 200 OK\r\n" + String(repeating: line, count: 100)
        let server = try ScriptedHTTPServer { _ in .raw(Array(text.utf8)) }
        defer { server.stop() }
        #expect(await failure { try await HTTPClient().send(HTTPRequest(.get, HTTPURL(server.baseURL))) } != nil)
    }

    @Test func silenceEndsWithTheTimeLimit() async throws {
        let server = try ScriptedHTTPServer { _ in .hang }
        defer { server.stop() }
        let client = try HTTPClient()
        // On a busy machine a short time can be over before the request has left.
        for limit in [Duration.milliseconds(200), .seconds(2), .seconds(20)] {
            let error = await failure {
                try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL), timeLimit: limit))
            }
            if case .timedOut(.connecting, _) = error { continue }
            guard case .timedOut(.exchanging, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
            #expect(await server.reaches { $0.clientsGone >= 1 })
            return
        }
        Issue.record("the request never left")
    }

    @Test func cancellingTheTaskAbortsTheTransfer() async throws {
        let server = try ScriptedHTTPServer { _ in .hang }
        defer { server.stop() }
        let client = try HTTPClient()
        let task = Task { try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        #expect(await server.reaches { $0.requests.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await server.reaches { $0.clientsGone == 1 })
    }

    @Test func aCancelledTaskSendsNothing() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200) }
        defer { server.stop() }
        let client = try HTTPClient()
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL)))
        }
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.isEmpty)
    }

    /// On a kept connection that ends without an answer, libcurl by itself would send the request again.
    @Test(arguments: [true, false])
    func onlyIdempotentRequestsAreSentAgainOnAStaleConnection(_ isIdempotent: Bool) async throws {
        let server = try ScriptedHTTPServer { $0.index == 1 ? .drop : .respond(200, body: "ok") }
        defer { server.stop() }
        let client = try HTTPClient()
        let url = try HTTPURL(server.baseURL)
        _ = try await client.send(HTTPRequest(.get, url))
        let request = HTTPRequest(.post, url, body: Array("once".utf8), isIdempotent: isIdempotent)
        if isIdempotent {
            #expect(try await client.send(request).text == "ok")
            #expect(server.requests.count == 3)
        } else {
            let error = try #require(await failure { try await client.send(request) })
            #expect(error.requestMayHaveArrived)
            #expect(server.requests.count == 2)
        }
    }

    @Test func shuttingDownLetsRunningRequestsEnd() async throws {
        let server = try ScriptedHTTPServer { _ in .after(0.3, .respond(200, body: "late")) }
        defer { server.stop() }
        let client = try HTTPClient()
        let task = Task { try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        #expect(await server.reaches { $0.requests.count == 1 })
        await client.shutDown()
        #expect(try await task.value.text == "late")
        await #expect(throws: HTTPTransportError.clientIsShutDown) {
            try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL)))
        }
        await client.shutDown()
    }

    @Test func shuttingDownAbortsWhatOutlastsTheGrace() async throws {
        let server = try ScriptedHTTPServer { _ in .hang }
        defer { server.stop() }
        let client = try HTTPClient()
        let task = Task { try await client.send(HTTPRequest(.get, HTTPURL(server.baseURL))) }
        #expect(await server.reaches { $0.requests.count == 1 })
        await client.shutDown(grace: .zero)
        await #expect(throws: HTTPTransportError.clientIsShutDown) { try await task.value }
    }

    @Test(arguments: [
        ("X-A\r\nX-B", "1"), ("X-A", "1\r\nX-B: 2"), ("X-A", "1\u{0}2"), ("", "1"), ("X A", "1"), ("X:A", "1"),
    ])
    func headersCanNotSmuggle(_ name: String, _ value: String) async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200) }
        defer { server.stop() }
        var headers = HTTPHeaders()
        headers.add(name, value)
        let request = try HTTPRequest(.get, HTTPURL(server.baseURL), headers: headers)
        guard case .invalidRequest = await failure({ try await HTTPClient().send(request) }) else {
            Issue.record("it was sent")
            return
        }
        #expect(server.requests.isEmpty)
    }
}

/// The transport error that an operation ends with; nil where it succeeds or fails otherwise.
func failure(_ operation: () async throws -> HTTPResponse) async -> HTTPTransportError? {
    do {
        _ = try await operation()
        return nil
    } catch {
        return error as? HTTPTransportError
    }
}
