import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Testing

@testable import APIServer

@Suite("errors in a request")
struct RequestErrorTests {
    struct Case: Sendable, CustomTestStringConvertible {
        var body: String
        var path: String
        var testDescription: String { "\(path) in \(body.prefix(60))" }

        init(_ path: String, _ body: String) {
            self.path = path
            self.body = body
        }
    }

    static let wrongFields: [Case] = [
        Case("", "[]"),
        Case("", "7"),
        Case("url", #"{"ddl":[],"queries":[{"queryid":"q","query":"x"}]}"#),
        Case("url", SampleBody.json(url: "null")),
        Case("url", SampleBody.json(url: "7")),
        Case("ddl", #"{"url":"jdbc:trino://h:1","queries":[{"queryid":"q","query":"x"}]}"#),
        Case("ddl", SampleBody.json(ddl: "{}")),
        Case("ddl", SampleBody.json(ddl: "null")),
        Case("ddl[0]", SampleBody.json(ddl: #"["CREATE TABLE t (a int)"]"#)),
        Case("ddl[1].statement", SampleBody.json(ddl: #"[{"statement":"x"},{}]"#)),
        Case("ddl[1].statement", SampleBody.json(ddl: #"[{"statement":"x"},{"statement":null}]"#)),
        Case("ddl[0].statement", SampleBody.json(ddl: #"[{"statement":["x"]}]"#)),
        Case("queries", #"{"url":"jdbc:trino://h:1","ddl":[]}"#),
        Case("queries", SampleBody.json(queries: "[]")),
        Case("queries", SampleBody.json(queries: #""x""#)),
        Case("queries[0]", SampleBody.json(queries: "[7]")),
        Case("queries[0].query", SampleBody.json(queries: #"[{"queryid":"q"}]"#)),
        Case("queries[0].queryid", SampleBody.json(queries: #"[{"query":"x"}]"#)),
        Case("queries[0].queryid", SampleBody.json(queries: #"[{"queryid":"","query":"x"}]"#)),
        Case("queries[0].queryid", SampleBody.json(queries: #"[{"queryid":7,"query":"x"}]"#)),
        Case(
            "queries[3].queryid",
            SampleBody.json(
                queries: ##"[{"queryid":"a","query":"x"},{"queryid":"b","query":"x"},{"queryid":"c","query":"x"},{"##
                    + ##""query":"x"}]"##)),
        Case(
            "queries[1].queryid",
            SampleBody.json(queries: #"[{"queryid":"a","query":"x"},{"queryid":"a","query":"y"}]"#)),
        Case("queries[0].runquantity", SampleBody.json(queries: #"[{"queryid":"q","query":"x","runquantity":0}]"#)),
        Case("queries[0].runquantity", SampleBody.json(queries: #"[{"queryid":"q","query":"x","runquantity":-3}]"#)),
        Case("queries[0].runquantity", SampleBody.json(queries: #"[{"queryid":"q","query":"x","runquantity":"3"}]"#)),
        Case("queries[0].runquantity", SampleBody.json(queries: #"[{"queryid":"q","query":"x","runquantity":1.5}]"#)),
        Case("queries[0].runquantity", SampleBody.json(queries: #"[{"queryid":"q","query":"x","runquantity":1e30}]"#)),
        Case(
            "queries[0].executiontime", SampleBody.json(queries: #"[{"queryid":"q","query":"x","executiontime":-1}]"#)),
        Case(
            "queries[0].executiontime", SampleBody.json(queries: #"[{"queryid":"q","query":"x","executiontime":"1s"}]"#)
        ),
        Case("options", SampleBody.json(more: #","options":[]"#)),
        Case("options.no_such_option", SampleBody.json(more: #","options":{"no_such_option":1}"#)),
        Case("options.deadline_seconds", SampleBody.json(more: #","options":{"deadline_seconds":0}"#)),
        Case("options.verify", SampleBody.json(more: #","options":{"verify":"maybe"}"#)),
        Case("options.objective.speed_weight", SampleBody.json(more: #","options":{"objective":{"speed_weight":-1}}"#)),
    ]

    @Test("a missing or wrong field is 400 with the field's path, and nothing is stored", arguments: wrongFields)
    func wrongField(wrong: Case) async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post(wrong.body)
            #expect(response.status == .badRequest)
            let problem = try response.problem()
            #expect(problem.type == ProblemType.invalidRequest.uri)
            #expect(problem.errors?.map(\.path) == [wrong.path])
            #expect(problem.errors?.first?.message.isEmpty == false)
            #expect(service.store.tasks.isEmpty)
            #expect(service.queue.pushes.isEmpty)
        }
    }

    @Test("malformed JSON is 400 with line and column")
    func malformedJSON() async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post("{\n  \"url\": \"jdbc:trino://h\",\n  \"ddl\": [,]\n}")
            #expect(response.status == .badRequest)
            let problem = try response.problem()
            #expect(problem.type == ProblemType.malformedJSON.uri)
            #expect(problem.detail.contains("line 3, column 11"))
        }
    }

    @Test("an empty body is malformed JSON, not a crash")
    func emptyBody() async throws {
        try await TestService().test { client in
            let response = try await client.execute(
                uri: "/new", method: .post, headers: [.contentType: "application/json"])
            #expect(response.status == .badRequest)
            #expect(try response.problem().type == ProblemType.malformedJSON.uri)
        }
    }

    @Test("text that isn't UTF-8 is refused")
    func notUTF8() async throws {
        let service = try TestService()
        try await service.test { client in
            var body = ByteBuffer(string: #"{"url":"jdbc:trino://h","ddl":[],"queries":[{"queryid":""#)
            body.writeBytes([0xFF, 0xC0, 0x80])
            body.writeString(#"","query":"x"}]}"#)
            let response = try await client.execute(
                uri: "/new", method: .post, headers: [.contentType: "application/json"], body: body)
            #expect(response.status == .badRequest)
            #expect(service.store.tasks.isEmpty)
        }
    }

    @Test("a document that is too deep is refused before it is decoded")
    func tooDeep() async throws {
        try await TestService().test { client in
            for depth in [33, 100_000] {
                let deep = String(repeating: "[", count: depth) + String(repeating: "]", count: depth)
                let response = try await client.post(SampleBody.json(more: #","x":"# + deep))
                #expect(response.status == .badRequest)
                #expect(try response.problem().type == ProblemType.malformedJSON.uri)
            }
        }
    }

    @Test("every limit is told by its path, several at once")
    func limits() async throws {
        var limits = SubmissionLimits()
        limits.statements = 1
        limits.queries = 1
        limits.characters = 10
        let service = try TestService(limits: limits)
        try await service.test { client in
            let body = SampleBody.json(
                ddl: #"[{"statement":"a"},{"statement":"0123456789a"}]"#,
                queries: #"[{"queryid":"q","query":"éééééééééé"},{"queryid":"r","query":"ééééééééééx"}]"#)
            let response = try await client.post(body)
            #expect(response.status == .badRequest)
            #expect(
                try response.problem().errors?.map(\.path) == [
                    "ddl", "queries", "ddl[1].statement", "queries[1].query",
                ])
            #expect(service.store.tasks.isEmpty)
        }
    }

    @Test("a body over the limit is 413, whether its length is announced or not", arguments: [true, false])
    func bodyTooLarge(announced: Bool) async throws {
        var service = try TestService()
        service.server.bodyLimit = 2000
        let running = service
        try await running.test(.live) { client in
            let body = SampleBody.json(ddl: #"[{"statement":"\#(String(repeating: "x", count: 2000))"}]"#)
            let status: Int?
            if announced {
                status = try await client.post(body).status.code
            } else {
                let port = try #require(client.port)
                status = try await RawTCP.status(
                    of: "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                        + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                        + "\(String(body.utf8.count, radix: 16))\r\n\(body)\r\n0\r\n\r\n",
                    port: port)
            }
            #expect(status == 413)
            #expect(running.store.tasks.isEmpty)
            // The server serves on.
            let response = try await client.get("/healthz")
            #expect(response.status == .ok)
        }
    }

    @Test(
        "other media types are 415, so that a web page can't post here without asking first",
        arguments: [nil, "text/plain", "application/x-www-form-urlencoded", "application/jsonish"])
    func mediaType(type: String?) async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post(SampleBody.json(), headers: type.map { [.contentType: $0] } ?? [:])
            #expect(response.status == .unsupportedMediaType)
            #expect(response.headers[.accept] == "application/json")
            #expect(service.store.tasks.isEmpty)
        }
    }

    @Test("JSON with parameters and in any case is JSON; a compressed body is 415")
    func mediaTypeForms() async throws {
        try await TestService().test { client in
            let plain = try await client.post(
                SampleBody.json(), headers: [.contentType: "Application/JSON; charset=utf-8"])
            #expect(plain.status == .accepted)
            let zipped = try await client.post(
                SampleBody.json(), headers: [.contentType: "application/json", .contentEncoding: "gzip"])
            #expect(zipped.status == .unsupportedMediaType)
        }
    }

    @Test(
        "a URL that is no usable JDBC URL is 422 with the path url",
        arguments: [
            "", "x", "http://h:8080", "jdbc:mysql://h:3306/db", "jdbc:trino://", "jdbc:trino://h:port/c",
            "jdbc:trino://h:1/a/b/c", "jdbc:trino://h:1?noSuchParameter=1", "jdbc:trino://h:1?user=a&user=b",
            "jdbc:trino://h:1?httpProxy=proxy:3128", "jdbc:trino://h:1?socksProxy=proxy:1080",
            "jdbc:trino://h:443?SSL=true&SSLTrustStorePath=/etc/passwd",
            "jdbc:trino://h:443?SSL=true&SSLKeyStorePath=/etc/passwd",
        ])
    func unusableURL(url: String) async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post(SampleBody.json(url: #""\#(url)""#))
            #expect(response.status == .unprocessableContent)
            let problem = try response.problem()
            #expect(problem.type == ProblemType.unusableURL.uri)
            #expect(problem.errors?.map(\.path) == ["url"])
            #expect(service.store.tasks.isEmpty)
        }
    }

    @Test(
        "usable JDBC URLs are taken, with or without catalog, Trino's and Presto's",
        arguments: [
            "jdbc:trino://127.0.0.1:8080", "jdbc:trino://h:8080/c", "jdbc:trino://h:8080/c/s?user=a",
            "jdbc:presto://h:8080/c", "jdbc:trino://h:443/c?SSL=true&SSLVerification=NONE&user=a&password=b",
        ])
    func usableURL(url: String) async throws {
        try await TestService().test { client in
            let response = try await client.post(SampleBody.json(url: #""\#(url)""#))
            #expect(response.status == .accepted)
        }
    }
}
