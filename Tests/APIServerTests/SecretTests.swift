import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("secrets stay where they belong")
struct SecretTests {
    /// Plants a canary wherever a client may put a secret.
    @Test("no canary comes back in an answer or lands in a log line, whatever goes wrong")
    func canaries() async throws {
        let service = try TestService(keys: ["canary-good-key"])
        let keyed: HTTPFields = [.contentType: "application/json", .apiKey: "canary-good-key"]
        let canaryURLs = [
            SampleBody.url, "jdbc:mysql://canary-user:canary-pass@canary-host/x",
            "jdbc:trino://h:443?SSL=true&password=canary&nope=canary", "jdbc:trino://h:443?password=canary",
            "jdbc:trino://canary@h:1", "jdbc:trino://h:1?SSL=true&SSLTrustStorePath=/canary", "canary", "canary://h",
            "jdbc:trino://h:canary/c", "jdbc:trino://h:1/canary/canary/canary?user=canary",
            "jdbc:trino://h:1?SSL=canary&accessToken=canary", "jdbc:trino://h:1?user=%canary",
        ]
        try await service.test { client in
            var answers: [TestResponse] = []
            for url in canaryURLs {
                answers.append(try await client.post(SampleBody.json(url: #""\#(url)""#), headers: keyed))
                // The same URL in a body that breaks elsewhere.
                answers.append(
                    try await client.post(SampleBody.json(url: #""\#(url)""#, queries: "[]"), headers: keyed))
                answers.append(try await client.post(#"{"url":"\#(url)",}"#, headers: keyed))
                answers.append(try await client.post(#"{"url":["\#(url)"]}"#, headers: keyed))
                answers.append(try await client.post(SampleBody.json(url: #""\#(url)""#), headers: [:]))
            }
            answers.append(try await client.get("/status?task_id=canary&password=canary", headers: keyed))
            answers.append(try await client.get("/canary?url=canary", headers: keyed))
            answers.append(try await client.get("/status", headers: [.authorization: "Bearer canary-bad-key"]))
            answers.append(try await client.get("/status", headers: [.requestID: "canary canary"]))
            service.store.fail(with: TaskStoreError.unavailable("locked"))
            answers.append(try await client.post(SampleBody.json(), headers: keyed))
            for answer in answers {
                #expect(!answer.text.contains("canary"))
                #expect(!answer.headers.contains { $0.value.contains("canary") })
            }
        }
        #expect(!service.log.lines.isEmpty)
        #expect(service.log.lines.filter { $0.contains("canary") } == [])
    }

    @Test("each request leaves one line, with its route and without its query string")
    func accessLog() async throws {
        let service = try TestService()
        try await service.test { client in
            _ = try await client.get("/status?task_id=x", headers: [.requestID: "r-1"])
        }
        let lines = service.log.lines.filter { $0.contains("http.route=/status") }
        #expect(lines.count == 1)
        #expect(lines.first?.contains("http.status=404") == true)
        #expect(lines.first?.contains("request.id=r-1") == true)
        #expect(lines.first?.contains("task_id") == false)
    }
}
