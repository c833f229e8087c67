import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Testing

@testable import APIServer

@Suite("web pages of other origins")
struct CORSTests {
    private let origin = "https://app.example"

    private func service(_ origins: Set<String>) throws -> TestService {
        var service = try TestService(keys: ["key"])
        service.settings.corsOrigins = origins
        return service
    }

    private func preflight(_ client: any TestClientProtocol, from origin: String) async throws -> TestResponse {
        try await client.execute(
            uri: "/new", method: .options, headers: [.origin: origin, .accessControlRequestMethod: "POST"])
    }

    @Test("a page of a configured origin may ask, its preflight without a key")
    func allowed() async throws {
        try await service([origin, "https://other.example"]).test { client in
            let preflight = try await preflight(client, from: origin)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowOrigin] == origin)
            #expect(preflight.headers[.accessControlAllowMethods] == "POST, OPTIONS")
            #expect(preflight.headers[.accessControlAllowHeaders]?.contains("Authorization") == true)
            let answer = try await client.get("/status?task_id=x", headers: [.origin: origin, .apiKey: "key"])
            #expect(answer.status == .notFound)
            #expect(answer.headers[.accessControlAllowOrigin] == origin)
            #expect(answer.headers[.vary] == "Origin")
            #expect(answer.headers[.accessControlAllowCredentials] == nil)
            // An error is for the page to read too.
            let refused = try await client.get("/status?task_id=x", headers: [.origin: origin])
            #expect(refused.status == .unauthorized)
            #expect(refused.headers[.accessControlAllowOrigin] == origin)
        }
    }

    @Test(
        "a page of another origin is told nothing",
        arguments: ["https://evil.example", "null", "https://app.example.evil.example", "http://app.example", ""])
    func refused(origin: String) async throws {
        try await service([self.origin]).test { client in
            let preflight = try await preflight(client, from: origin)
            #expect(preflight.status == .unauthorized)
            #expect(preflight.headers[.accessControlAllowOrigin] == nil)
            let answer = try await client.get("/status?task_id=x", headers: [.origin: origin, .apiKey: "key"])
            #expect(answer.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("without configuration no page of another origin may ask")
    func notConfigured() async throws {
        try await service([]).test { client async throws in
            #expect(try await preflight(client, from: origin).headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("* lets every page in")
    func everybody() async throws {
        try await service(["*"]).test { client async throws in
            #expect(try await preflight(client, from: "https://any.example").headers[.accessControlAllowOrigin] == "*")
        }
    }

    @Test(
        "what is no origin is refused at the start",
        arguments: ["app.example", "https://app.example/", "https://", "ftp://x", "https://App.example"])
    func malformed(entry: String) {
        #expect(throws: APISettings.Unusable.self) {
            try APISettings.read(environment: ["LAKEWRIGHT_CORS_ORIGINS": "https://ok.example, \(entry)"])
        }
    }
}
