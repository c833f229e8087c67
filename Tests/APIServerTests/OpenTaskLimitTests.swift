import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("the limit on unfinished tasks")
struct OpenTaskLimitTests {
    @Test("a key with too many unfinished tasks gets 429; when one ends there is room; others are unaffected")
    func limit() async throws {
        let service = try TestService(keys: ["ann", "ben"], limits: SubmissionLimits(openTasks: 2))
        try await service.test { client in
            func post(_ key: String) async throws -> TestResponse {
                try await client.post(SampleBody.json(), headers: [.contentType: "application/json", .apiKey: key])
            }
            let first = try #require(try await post("ann").json()["taskid"]?.stringValue.flatMap { TaskID($0) })
            #expect(try await post("ann").status == .accepted)
            let refused = try await post("ann")
            #expect(refused.status == .tooManyRequests)
            #expect(try refused.problem().type == ProblemType.tooManyOpenTasks.uri)
            #expect(refused.headers[.retryAfter] != nil)
            #expect(service.store.tasks.count == 2)
            #expect(try await post("ben").status == .accepted)

            service.store.put(.sample(id: first, tenant: KeyDigest(of: "ann").tenant, state: .done), .unfinished)
            #expect(try await post("ann").status == .accepted)
        }
    }

    @Test("on loopback without keys there is no such limit")
    func loopback() async throws {
        let service = try TestService(limits: SubmissionLimits(openTasks: 1))
        try await service.test { client async throws in
            for _ in 0..<3 { #expect(try await client.post(SampleBody.json()).status == .accepted) }
        }
    }
}
