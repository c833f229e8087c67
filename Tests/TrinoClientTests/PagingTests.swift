import TestSupport
import Testing

@testable import TrinoClient

@Suite struct PagingTests {
    @Test func pagesAreFetchedToTheEnd() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        let result = try await connection.query("SELECT n FROM t")
        #expect(result.rows == [[.integer(1)], [.integer(2)], [.integer(3)]])
        #expect(result.columns.map(\.name) == ["n"])
        #expect(result.columns.map(\.type) == [.bigint])
        #expect(result.statementID == "q1")
        #expect(result.infoURI == "http://ui/q1")
        #expect(result.statistics.state == "FINISHED")
        #expect(!result.truncated)
        #expect(server.requests.map(\.method) == ["POST", "GET", "GET", "GET", "GET"])
        #expect(server.requests[0].text == "SELECT n FROM t")
        #expect(server.requests[0]["Content-Type"] == "text/plain; charset=utf-8")
    }

    @Test func pagesComeOneByOne() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        var counts: [Int] = []
        let statement = try await connection.execute("SELECT n FROM t")
        for try await page in statement { counts.append(page.rows.count) }
        #expect(counts == [2, 1])
        #expect(statement.statistics.state == "FINISHED")
        var iterator = statement.makeAsyncIterator()
        #expect(try await iterator.next() == nil)
    }

    @Test func everyAnswerIsProgress() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        let (stream, continuation) = AsyncStream.makeStream(of: TrinoProgress.self)
        _ = try await connection.query(
            "SELECT n FROM t", options: StatementOptions(onProgress: { continuation.yield($0) }))
        continuation.finish()
        let states = await stream.reduce(into: [String]()) { $0.append($1.statistics.state ?? "") }
        #expect(states == ["QUEUED", "RUNNING", "RUNNING", "RUNNING", "FINISHED"])
    }

    @Test func aRowLimitCutsAndCancels() async throws {
        let (server, connection) = try ScriptedTrino.connect {
            $0.method == "DELETE" ? .respond(204) : ScriptedTrino.threeRows($0)
        }
        defer { server.stop() }
        let result = try await connection.query("SELECT n FROM t", limits: ResultLimits(maximumRows: 1))
        #expect(result.rows == [[.integer(1)]])
        #expect(result.truncated)
        #expect(server.requests.last?.method == "DELETE")
        #expect(server.requests.last?.target == "/v1/statement/executing/q1/y/1")
    }

    @Test func aRowLimitThatIsJustReachedCutsNothing() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        let result = try await connection.query("SELECT n FROM t", limits: ResultLimits(maximumRows: 3))
        #expect(result.rows.count == 3)
        #expect(!result.truncated)
        #expect(!server.requests.contains { $0.method == "DELETE" })
    }

    @Test func aByteLimitCutsAndCancels() async throws {
        let (server, connection) = try ScriptedTrino.connect {
            $0.method == "DELETE" ? .respond(204) : ScriptedTrino.threeRows($0)
        }
        defer { server.stop() }
        let result = try await connection.query("SELECT n FROM t", limits: ResultLimits(maximumBytes: 5))
        #expect(result.truncated)
        #expect(result.rowBytes == 9)
        #expect(server.requests.last?.method == "DELETE")
    }

    @Test func anAnswerThatIsTooLargeIsGivenUp() async throws {
        let (server, connection) = try ScriptedTrino.connect(configure: { $0.maximumAnswerBytes = 1000 }) {
            ScriptedTrino.answer($0, further: #""x":"\#(String(repeating: "x", count: 2000))""#)
        }
        defer { server.stop() }
        let error = await trinoError { _ = try await connection.query("SELECT 1") }
        guard case .transport(.responseTooLarge(limit: 1000), _) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func definitionsHaveNoRowsAndUpdatesACount() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.text.hasPrefix("CREATE")
                ? ScriptedTrino.answer(
                    request, columns: "[]", state: "FINISHED", further: #""updateType":"CREATE TABLE""#)
                : ScriptedTrino.answer(
                    request, columns: #"[{"name":"rows","type":"bigint"}]"#, data: "[[7]]", state: "FINISHED",
                    further: #""updateType":"INSERT","updateCount":7"#)
        }
        defer { server.stop() }
        let created = try await connection.query("CREATE TABLE t (a bigint)")
        #expect(created.updateType == "CREATE TABLE")
        #expect(created.columns.isEmpty && created.rows.isEmpty)
        let inserted = try await connection.query("INSERT INTO t SELECT 1")
        #expect(inserted.updateCount == 7)
        #expect(inserted.rows == [[.integer(7)]])
    }

    @Test func warningsAndStatisticsAreKept() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            .respond(
                200,
                body: """
                    {"id":"q9","stats":{"state":"FINISHED","queued":false,"progressPercentage":100.0,"nodes":3,
                    "cpuTimeMillis":12,"physicalInputBytes":9007199254740993,"peakMemoryBytes":null,"somethingNew":[1],
                    "rootStage":{"stageId":"0","done":true,"subStages":[{"stageId":"1","processedRows":5,"subStages":[]}]}},
                    "warnings":[{"warningCode":{"code":1,"name":"OLD"},"message":"it is old"}]}
                    """)
        }
        defer { server.stop() }
        let result = try await connection.query("SELECT 1")
        #expect(result.warnings.map(\.name) == ["OLD"])
        #expect(result.warnings.map(\.message) == ["it is old"])
        #expect(result.statistics.physicalInputBytes == 9_007_199_254_740_993)
        #expect(result.statistics.peakMemoryBytes == nil)
        #expect(result.statistics.progressPercentage == 100)
        #expect(result.statistics.rootStage?.subStages.first?.processedRows == 5)
    }

    @Test func twoTasksCanNotShareAStatement() async throws {
        let (server, connection) = try ScriptedTrino.connect { request in
            request.method == "GET" ? .hang : ScriptedTrino.threeRows(request)
        }
        defer { server.stop() }
        let statement = try await connection.execute("SELECT n FROM t")
        let first = Task { for try await _ in statement {} }
        #expect(await server.reaches { $0.requests.count == 2 })
        let error = await trinoError { for try await _ in statement {} }
        guard case .invalidRequest = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        first.cancel()
        _ = try? await first.value
    }

    @Test func anEmptyStatementIsNotSent() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        guard case .invalidRequest = await trinoError({ _ = try await connection.query(" \n") }) else {
            Issue.record("it was sent")
            return
        }
        #expect(server.requests.isEmpty)
    }

    @Test func aClosedConnectionSaysSo() async throws {
        let (server, connection) = try ScriptedTrino.connect { ScriptedTrino.threeRows($0) }
        defer { server.stop() }
        await connection.close()
        guard case .closed = await trinoError({ _ = try await connection.query("SELECT 1") }) else {
            Issue.record("it was sent")
            return
        }
    }
}
