import Foundation
import Shared
import Testing

@Suite struct AnswerTests {
    private let id = TaskID()

    private func object(_ answer: some Encodable) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: WireJSON.encode(answer))
    }

    @Test func whileRunningTheListsAreAbsentAndTheResultIsNull() throws {
        let answer = try object(ResultAnswer(id, .unfinished))
        #expect(answer == ["taskid": .string(id.description), "status": "RUNNING", "result": nil])
    }

    @Test func whenDoneEverythingIsThere() throws {
        let result = OptimizationResult(
            ddl: [SQLStatement("CREATE SCHEMA a.b")], migrations: [SQLStatement("INSERT")],
            queries: [.init(queryid: "q", query: "SELECT 1")], meta: ResultMeta(tokensUsed: 5, extra: ["x": 1.5]),
            report: ["z": 2])
        let answer = try object(ResultAnswer(id, .done(result)))
        #expect(answer["status"] == "DONE")
        #expect(answer["ddl"]?[0]?["statement"] == "CREATE SCHEMA a.b")
        #expect(answer["queries"] == [["queryid": "q", "query": "SELECT 1"]])
        #expect(answer["result"] == ["ok": true, "meta": ["tokens_used": 5, "x": 1.5], "report": ["z": 2]])
        let back = try JSONDecoder().decode(ResultAnswer.self, from: WireJSON.encode(ResultAnswer(id, .done(result))))
        #expect(back == ResultAnswer.done(id, result))
    }

    @Test func whenFailedTheErrorIsThere() throws {
        let answer = try object(ResultAnswer(id, .failed(TaskFailure(code: "c", message: "m"), meta: ResultMeta())))
        #expect(answer["result"] == ["ok": false, "error": ["code": "c", "message": "m"], "meta": ["tokens_used": 0]])
        #expect(answer["ddl"] == nil)
    }

    private static let kinds: [(String, JSONValue)] = [
        ("9223372036854775807", JSONValue.integer(.max)), ("-1", -1), ("1.5", 1.5), ("true", true), ("null", nil),
        (#""true""#, "true"), ("[]", .array([])), (#"{"a": [1, {"b": null}]}"#, ["a": [1, ["b": nil]]]),
    ]

    @Test(arguments: kinds)
    func jsonKeepsItsKinds(text: String, value: JSONValue) throws {
        #expect(try JSONDecoder().decode(JSONValue.self, from: Data(text.utf8)) == value)
        #expect(try JSONDecoder().decode(JSONValue.self, from: WireJSON.encode(value)) == value)
    }
}
