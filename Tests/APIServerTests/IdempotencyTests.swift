import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("Idempotency-Key")
struct IdempotencyTests {
    private func headers(_ key: String, apiKey: String? = nil) -> HTTPFields {
        var headers: HTTPFields = [.contentType: "application/json", .idempotencyKey: key]
        headers[.apiKey] = apiKey
        return headers
    }

    @Test("the same key and body give the same task, once", arguments: ["order-7", "\"order-7\""])
    func repeated(key: String) async throws {
        let service = try TestService()
        try await service.test { client in
            let first = try await client.post(SampleBody.json(), headers: headers("order-7"))
            let again = try await client.post(SampleBody.json(), headers: headers(key))
            #expect(first.status == .accepted)
            #expect(again.status == .accepted)
            #expect(again.text == first.text)
            #expect(again.headers[.location] == first.headers[.location])
            #expect(first.headers[.idempotencyReplayed] == nil)
            #expect(again.headers[.idempotencyReplayed] == "true")
            let other = try await client.post(SampleBody.json(), headers: headers("order-8"))
            #expect(other.text != first.text)
        }
        #expect(service.store.tasks.count == 2)
        #expect(service.queue.pushes.count == 2)
    }

    @Test("another body under the same key is 422, and stores nothing")
    func anotherBody() async throws {
        let service = try TestService()
        try await service.test { client in
            _ = try await client.post(SampleBody.json(), headers: headers("k"))
            let other = try await client.post(SampleBody.json() + " ", headers: headers("k"))
            #expect(other.status == .unprocessableContent)
            #expect(try other.problem().type == ProblemType.idempotencyKeyReused.uri)
        }
        #expect(service.store.tasks.count == 1)
    }

    @Test("one tenant's keys are nothing to another")
    func tenants() async throws {
        let service = try TestService(keys: ["ann", "ben"])
        try await service.test { client in
            let ann = try await client.post(SampleBody.json(), headers: headers("k", apiKey: "ann"))
            let ben = try await client.post(SampleBody.json(), headers: headers("k", apiKey: "ben"))
            #expect(ben.status == .accepted)
            #expect(ben.text != ann.text)
        }
    }

    @Test("a key that is none is 400", arguments: ["", "\"\"", "a b", "é", String(repeating: "k", count: 256)])
    func malformed(key: String) async throws {
        let service = try TestService()
        try await service.test { client in
            let response = try await client.post(SampleBody.json(), headers: headers(key))
            #expect(response.status == .badRequest)
            #expect(try response.problem().errors?.first?.path == "Idempotency-Key")
        }
        #expect(service.store.tasks.isEmpty)
    }
}
