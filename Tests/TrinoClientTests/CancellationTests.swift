import TestSupport
import Testing

@testable import TrinoClient

@Suite struct CancellationTests {
    /// Answers all but the pages from `hanging` on, and accepts cancelling.
    private static func script(hangingFrom hanging: String) -> ScriptedHTTPServer.Script {
        { request in
            if request.method == "DELETE" { return .respond(204) }
            return request.target == hanging ? .hang : ScriptedTrino.threeRows(request)
        }
    }

    @Test func cancellingTheTaskCancelsTheStatement() async throws {
        let page = "/v1/statement/executing/q1/y/1"
        let (server, connection) = try ScriptedTrino.connect(Self.script(hangingFrom: page))
        defer { server.stop() }
        let task = Task { try await connection.query("SELECT n FROM t") }
        #expect(await server.reaches { $0.requests.last?.target == page })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        // It was sent before the task ended, from a task that isn't cancelled.
        #expect(server.requests.last?.method == "DELETE")
        #expect(server.requests.last?.target == page)
        #expect(server.requests.last?["X-Trino-User"] == "ann")
    }

    /// A limit that is long enough for the statement to have started: how long that takes, a busy machine decides.
    private static let limits: [Duration] = [.milliseconds(300), .seconds(2), .seconds(10), .seconds(60)]

    @Test func theTimeLimitCancelsTheStatement() async throws {
        let page = "/v1/statement/executing/q1/y/1"
        let (server, connection) = try ScriptedTrino.connect(Self.script(hangingFrom: page))
        defer { server.stop() }
        for limit in Self.limits where server.requests.last?.method != "DELETE" {
            let error = await trinoError {
                _ = try await connection.query("SELECT n FROM t", options: StatementOptions(timeLimit: limit))
            }
            guard case .timeLimitExceeded(limit, _) = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(server.requests.last?.method == "DELETE")
    }

    @Test func theTimeLimitHoldsWhileTryingAgain() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            configure: { $0.retry.limit = .seconds(600) },
            { request in
                switch request.method {
                case "GET": .respond(503)
                case "DELETE": .respond(204)
                default: ScriptedTrino.threeRows(request)
                }
            })
        defer { server.stop() }
        for limit in Self.limits where server.requests.last?.method != "DELETE" {
            let error = await trinoError {
                _ = try await connection.query("SELECT 1", options: StatementOptions(timeLimit: limit))
            }
            guard case .timeLimitExceeded = error else {
                Issue.record("\(String(describing: error))")
                return
            }
        }
        #expect(server.requests.last?.method == "DELETE")
    }

    @Test func aStatementTakenJustThenIsCancelledToo() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            switch request.method {
            case "POST": .after(0.3, ScriptedTrino.threeRows(request))
            case "DELETE": .respond(204)
            default: .respond(500)
            }
        }
        defer { server.stop() }
        let task = Task { try await connection.query("SELECT n FROM t") }
        #expect(await server.reaches { $0.requests.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(server.requests.map(\.method) == ["POST", "DELETE"])
    }

    @Test func aServerThatNeverTakesTheStatementIsNotWaitedFor() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            configure: { $0.cancelTimeLimit = .milliseconds(50) }, { _ in .hang })
        defer { server.stop() }
        let task = Task { try await connection.query("SELECT 1") }
        #expect(await server.reaches { $0.requests.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
    }

    @Test func leavingTheLoopCancelsTheStatement() async throws {
        let (server, connection) = try ScriptedTrino.connect(Self.script(hangingFrom: ""))
        defer { server.stop() }
        for try await _ in try await connection.execute("SELECT n FROM t") { break }
        #expect(await server.reaches { $0.requests.last?.method == "DELETE" })
    }

    @Test func aFinishedStatementIsNotCancelled() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        let statement = try await connection.execute("SELECT n FROM t")
        for try await _ in statement {}
        await statement.cancel()
        #expect(!server.requests.contains { $0.method == "DELETE" })
    }

    @Test func cancellingASilentServerEnds() async throws {
        let (server, connection) = try ScriptedTrino.connect(
            configure: { $0.cancelTimeLimit = .seconds(2) },
            { $0.method == "DELETE" ? .hang : ScriptedTrino.threeRows($0) })
        defer { server.stop() }
        let statement = try await connection.execute("SELECT n FROM t")
        await statement.cancel()
        #expect(await server.reaches { $0.requests.last?.method == "DELETE" })
        var iterator = statement.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
    }
}
