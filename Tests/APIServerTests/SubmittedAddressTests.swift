import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("addresses in a submitted url")
struct SubmittedAddressTests {
    private func post(_ client: any TestClientProtocol, host: String, key: String? = nil) async throws -> TestResponse {
        var headers: HTTPFields = [.contentType: "application/json"]
        headers[.apiKey] = key
        return try await client.post(SampleBody.json(url: #""jdbc:trino://\#(host):8080/c""#), headers: headers)
    }

    @Test(
        "a metadata or link-local address is refused at once, even on loopback without keys",
        arguments: ["169.254.169.254", "[fe80::1]", "[::ffff:169.254.169.254]", "0.0.0.0"])
    func metadata(host: String) async throws {
        let service = try TestService()
        try await service.test { client async throws in
            let response = try await post(client, host: host)
            #expect(response.status == .unprocessableContent)
            #expect(try response.problem().type == ProblemType.unusableURL.uri)
            #expect(try response.problem().errors?.map(\.path) == ["url"])
        }
        #expect(service.store.tasks.isEmpty)
    }

    @Test(
        "with keys a private or loopback address is refused unless it is on the allow-list",
        arguments: ["127.0.0.1", "10.1.2.3", "[::1]", "192.168.0.9"])
    func privateAddress(host: String) async throws {
        var service = try TestService(keys: ["key"])
        try await service.test { client async throws in
            #expect(try await post(client, host: host, key: "key").status == .unprocessableContent)
        }
        service.allowedNetworks = try NetworkAllowList("127.0.0.1, 10.0.0.0/8, ::1, 192.168.0.0/16")
        try await service.test { client async throws in
            #expect(try await post(client, host: host, key: "key").status == .accepted)
        }
        #expect(service.store.tasks.map(\.reach) == [.public])
    }

    @Test("on loopback without keys they are allowed, and the task says so; a name is left to the worker")
    func local() async throws {
        let service = try TestService()
        try await service.test { client async throws in
            #expect(try await post(client, host: "127.0.0.1").status == .accepted)
            #expect(try await post(client, host: "trino.example").status == .accepted)
        }
        #expect(service.store.tasks.map(\.reach) == [.local, .local])
    }

    @Test("a server that others can reach without keys gives no such reach")
    func open() async throws {
        var service = try TestService()
        service.server.host = "0.0.0.0"
        service.settings.allowInsecureBind = true
        try await service.test { client async throws in
            #expect(try await post(client, host: "127.0.0.1").status == .unprocessableContent)
            #expect(try await post(client, host: "trino.example").status == .accepted)
        }
        #expect(service.store.tasks.map(\.reach) == [.public])
    }
}
