import Foundation
import HTTPTransport
import TestSupport
import Testing

@testable import TrinoClient

@Suite struct RetryTests {
    @Test(arguments: [502, 503, 504])
    func fetchingAPageIsTriedAgain(_ status: Int) async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            [1, 3, 4].contains(request.index) ? .respond(status) : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        #expect(try await connection.query("SELECT n FROM t").rows.count == 3)
        #expect(server.requests[1].target == server.requests[2].target)
        #expect(server.requests.count == 8)
    }

    @Test func aDroppedConnectionIsTriedAgainAtTheSameAddress() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            switch request.index {
            case 1, 4: .drop
            case 2: .respondPartly(200, headers: [], body: Array(#"{"id":"#.utf8), length: 100)
            default: ScriptedTrino.threeRows(request)
            }
        }
        defer { server.stop() }
        #expect(try await connection.query("SELECT n FROM t").rows.count == 3)
        #expect(Set(server.requests[1...3].map(\.target)).count == 1)
    }

    @Test func anEmptyPageIsTransient() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.index == 2 ? .respond(200) : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        #expect(try await connection.query("SELECT n FROM t").rows.count == 3)
    }

    @Test func anOverloadedServerIsGivenTheTimeItAsksFor() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            switch request.index {
            case 0: .respond(429, headers: [("Retry-After", "1")])
            case 2: .respond(429, headers: [("Retry-After", "Wed, 21 Oct 2015 07:28:00 GMT")])
            case 3: .respond(429)
            default: ScriptedTrino.threeRows(request)
            }
        }
        defer { server.stop() }
        let start = ContinuousClock.now
        #expect(try await connection.query("SELECT n FROM t").rows.count == 3)
        // No sooner than it asked for: no machine is too slow for that.
        #expect(.now - start >= .seconds(1))
    }

    @Test func askingForMoreTimeThanThereIsEndsTheStatement() async throws {
        let (server, connection) = try ScriptedTrino.connect { _ in .respond(429, headers: [("Retry-After", "3600")]) }
        defer { server.stop() }
        guard case .overloaded(_, .seconds(3600), _) = await trinoError({ _ = try await connection.query("SELECT 1") })
        else {
            Issue.record("another error")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func aPostThatWasTurnedAwayIsSentAgain() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.index == 0 ? .respond(503) : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        #expect(try await connection.query("INSERT INTO t SELECT 1").rows.count == 3)
        #expect(server.requests.filter { $0.method == "POST" }.count == 2)
    }

    enum Doubt: CaseIterable {
        case badGateway, gatewayTimeout, dropped, halfAnswered, empty

        var reply: ScriptedReply {
            switch self {
            case .badGateway: .respond(502)
            case .gatewayTimeout: .respond(504)
            case .dropped: .drop
            case .halfAnswered: .respondPartly(200, headers: [], body: Array("{".utf8), length: 10)
            case .empty: .respond(200)
            }
        }
    }

    /// The server may have run it: then only a statement that may run twice is sent twice.
    @Test(arguments: Doubt.allCases)
    func aPostInDoubtIsSentAgainOnlyWhereThatDoesNoHarm(_ doubt: Doubt) async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.index == 0 ? doubt.reply : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("INSERT INTO t SELECT 1") }
        #expect(error != nil)
        #expect(server.requests.count == 1)
    }

    @Test(arguments: Doubt.allCases)
    func aPostInDoubtThatIsIdempotentIsSentAgain(_ doubt: Doubt) async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.index == 0 ? doubt.reply : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        let result = try await connection.query("SELECT n FROM t", options: StatementOptions(isIdempotent: true))
        #expect(result.rows.count == 3)
        #expect(server.requests.filter { $0.method == "POST" }.count == 2)
    }

    /// A kept connection that ends just as a statement is posted on it: libcurl must not post it again by itself.
    @Test func aWriteIsPostedOnceOnAConnectionThatEnds() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.text.hasPrefix("INSERT") ? .drop : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        _ = try await connection.query("SELECT n FROM t")
        let error = await trinoError { _ = try await connection.query("INSERT INTO t SELECT 1") }
        guard case .transport(let cause, _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(cause.requestMayHaveArrived)
        #expect(server.requests.filter { $0.text.hasPrefix("INSERT") }.count == 1)
    }

    @Test(arguments: [Duration.milliseconds(100), .seconds(3)])
    func aServerThatIsAwayIsAskedUntilTheLimit(_ limit: Duration) async throws {
        let (server, connection) = try ScriptedTrino.connect(
            configure: { $0.retry.limit = limit }, { _ in .respond(503, body: "starting up") })
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .status(503, "starting up", nil) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(!server.requests.isEmpty)
    }

    @Test func theTimeoutOfTheURLIsTheLimit() async throws {
        let (server, connection) = try ScriptedTrino.connect(parameters: "user=ann&timeout=50ms") { _ in .respond(503) }
        defer { server.stop() }
        #expect(await trinoError { _ = try await connection.query("SELECT 1") } != nil)
        #expect(server.requests.count < 40)
    }

    @Test(arguments: [400, 404, 410, 500, 302])
    func otherStatusesEndTheStatementAtOnce(_ status: Int) async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.method == "DELETE"
                ? .respond(204)
                : request.index == 1 ? .respond(status, body: "because") : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT n FROM t") }
        guard case .status(status, "because", "q1") = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(server.requests.map(\.method) == ["POST", "GET", "DELETE"])
    }

    @Test func pausesGrowAsTheDriversDo() {
        let policy = RetryPolicy()
        #expect(policy.pause(after: 1) == .milliseconds(100))
        #expect(policy.pause(after: 3) == .milliseconds(300))
        #expect(policy.pause(after: 1000) == policy.longestPause)
    }
}
