import Testing

@testable import TrinoClient

@Suite struct AnswerTests {
    @Test func rowsMayComeBeforeTheirColumns() throws {
        let body = #"{"data":[[1]],"id":"q","columns":[{"name":"c","type":"bigint"}],"stats":{}}"#
        #expect(try Answer(decoding: Array(body.utf8), columns: nil).rows == [[.integer(1)]])
    }

    @Test func columnsOfEarlierPagesCount() throws {
        let columns = [TrinoColumn(name: "c", type: .varchar(length: nil))]
        let body = #"{"id":"q","data":[["x"]],"stats":{}}"#
        #expect(try Answer(decoding: Array(body.utf8), columns: columns).rows == [[.varchar("x")]])
    }

    @Test(arguments: [
        #"{"stats":{}}"#, #"{"id":"q","data":[[1]],"stats":{}}"#, "[]", #""q""#,
        #"{"id":"q","columns":[{"type":"bigint"}]}"#, #"{"id":"q","columns":[{"name":"c"}]}"#,
        #"{"id":"q","columns":[{"name":"c","type":"bigint"}],"data":[[1,2]]}"#,
        #"{"id":"q","columns":[{"name":"c","type":"bigint"}],"data":[[]]}"#,
        #"{"id":"q","columns":[{"name":"c","type":"bigint"}],"data":{"encoding":"json+zstd","segments":[]}}"#,
    ])
    func refusesWhatTheProtocolDoesNotSay(_ body: String) {
        #expect(throws: JSONError.self) { try Answer(decoding: Array(body.utf8), columns: nil) }
    }

    @Test(arguments: [
        #"{"id":"q","stats":{}}"#, #"{"id":"q","data":null,"error":null,"nextUri":null,"new":{"a":[1]}}"#,
    ])
    func takesWhatIsSparseOrNew(_ body: String) throws {
        let answer = try Answer(decoding: Array(body.utf8), columns: nil)
        #expect(answer.rows.isEmpty && answer.error == nil && answer.nextURI == nil)
    }

    @Test func errorsHaveAllTheirFields() throws {
        let body = """
            {"id":"q7","stats":{"state":"FAILED"},"error":{"message":"line 1:8: Column 'x' cannot be resolved",
            "sqlState":"42","errorCode":47,"errorName":"COLUMN_NOT_FOUND","errorType":"USER_ERROR",
            "errorLocation":{"lineNumber":1,"columnNumber":8},
            "failureInfo":{"type":"io.trino.spi.TrinoException","message":"m","cause":{"type":"c","suppressed":[],"stack":[]},
            "suppressed":[{"type":"s"}],"stack":["a.b(C.java:1)"]}}}
            """
        let error = try #require(try Answer(decoding: Array(body.utf8), columns: nil).error)
        #expect(error.statementID == "q7")
        #expect(error.sqlState == "42")
        #expect(error.code == 47)
        #expect(error.name == "COLUMN_NOT_FOUND")
        #expect(error.kind == .user)
        #expect(error.location?.line == 1 && error.location?.column == 8)
        #expect(error.failure?.type == "io.trino.spi.TrinoException")
        #expect(error.failure?.cause?.type == "c")
        #expect(error.description.contains("line 1, column 8"))
    }

    @Test func anErrorOfFewWordsIsStillOne() throws {
        let error = try #require(try Answer(decoding: Array(#"{"id":"q","error":{}}"#.utf8), columns: nil).error)
        #expect(error.kind == .internal)
        #expect(error.location == nil)
    }
}
