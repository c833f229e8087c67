import Foundation
import Shared
import Testing

@Suite struct OptimizationRequestTests {
    private func defect(_ body: String) -> RequestDefect? {
        do {
            _ = try OptimizationRequest.decode(Data(body.utf8))
            return nil
        } catch {
            return error as? RequestDefect
        }
    }

    @Test func aFullRequestKeepsEverything() throws {
        let body = """
            {"url": "jdbc:trino://h:8080/c/s?user=u&password=p", "ddl": [{"statement": "CREATE TABLE a.b.c (d int)"}],
             "queries": [{"queryid": "q1", "query": "SELECT 1", "runquantity": 12, "executiontime": 1.5},
                         {"queryid": "é \\u0000", "query": ""}], "comment": "passed over"}
            """
        let request = try OptimizationRequest.decode(Data(body.utf8))
        #expect(request.ddl == [SQLStatement("CREATE TABLE a.b.c (d int)")])
        #expect(
            request.queries[0] == WorkloadQuery(queryid: "q1", query: "SELECT 1", runquantity: 12, executiontime: 1.5))
        #expect(request.queries[1].runquantity == 1)
        #expect(request.queries[1].executiontime == nil)
        #expect(request.options == OptimizationOptions())
        #expect(try OptimizationRequest.decode(WireJSON.encode(request)) == request)
    }

    @Test func optionsAreWrittenDownOnlyWhereSomethingIsChosen() throws {
        var request = OptimizationRequest(url: "u", ddl: [], queries: [WorkloadQuery(queryid: "a", query: "b")])
        #expect(try JSONValue(encoding: request)["options"] == nil)
        request.options.llm = false
        #expect(try JSONValue(encoding: request)["options"]?["llm"] == false)
        #expect(try OptimizationRequest.decode(WireJSON.encode(request)) == request)
    }

    @Test(arguments: [
        (#"{"ddl": [], "queries": [{"queryid": "a", "query": "b"}]}"#, "url"),
        (#"{"url": "", "ddl": [], "queries": [{"queryid": "a", "query": "b"}]}"#, "url"),
        (#"{"url": "u", "queries": [{"queryid": "a", "query": "b"}]}"#, "ddl"),
        (#"{"url": "u", "ddl": [{"sql": "x"}], "queries": []}"#, "ddl[0].statement"),
        (#"{"url": "u", "ddl": "x", "queries": []}"#, "ddl"),
        (#"{"url": "u", "ddl": [], "queries": []}"#, "queries"),
        (
            #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b"}, {"query": "c"}]}"#,
            "queries[1].queryid"
        ),
        (#"{"url": "u", "ddl": [], "queries": [{"queryid": 7, "query": "b"}]}"#, "queries[0].queryid"),
        (#"{"url": "u", "ddl": [], "queries": [{"queryid": "", "query": "b"}]}"#, "queries[0].queryid"),
        (
            #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b", "runquantity": 0}]}"#,
            "queries[0].runquantity"
        ),
        (
            #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b", "runquantity": 1.5}]}"#,
            "queries[0].runquantity"
        ),
        (
            #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b", "executiontime": -1}]}"#,
            "queries[0].executiontime"
        ),
        (
            #"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b"}, {"queryid": "a", "query": "c"}]}"#,
            "queries[1].queryid"
        ),
        (#"{"url": "u", "ddl": [], "queries": [null]}"#, "queries[0]"),
        (#"{"url": "u", "ddl": [], "queries": [{"queryid": "a", "query": "b"}], "options": []}"#, "options"),
    ])
    func eachDefectIsNamedByItsPath(body: String, path: String) {
        #expect(defect(body)?.path == path)
    }

    @Test(arguments: ["", "{", "[1", #"{"url": "jdbc:secret" "#, "\u{0}"])
    func whatIsNoJSONIsSaidWithoutQuotingIt(body: String) {
        let found = defect(body)
        #expect(found?.path == "")
        #expect(found?.message.contains("not valid JSON") == true)
        #expect(found?.message.contains("secret") == false)
    }

    @Test func aRequestOnACommandLineMayLackItsURL() throws {
        let body = Data(#"{"ddl": [], "queries": [{"queryid": "a", "query": "b"}]}"#.utf8)
        #expect(try OptimizationRequest.decode(body, url: .optional).url == nil)
    }
}
