import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Shared
import Testing

@testable import APIServer

@Suite("the security layer")
struct SecurityTests {
    @Test(
        "every answer carries the security headers, errors as well",
        arguments: ["/healthz", "/status?task_id=x", "/nothing", "/new"])
    func headers(path: String) async throws {
        for keys in [[], ["canary-key"]] {
            try await TestService(keys: keys).test { client in
                let headers = try await client.get(path).headers
                #expect(headers[.xContentTypeOptions] == "nosniff")
                #expect(headers[.frameOptions] == "DENY")
                #expect(headers[.contentSecurityPolicy] == "default-src 'none'; frame-ancestors 'none'")
                #expect(headers[.referrerPolicy] == "no-referrer")
                #expect(headers[.crossOriginResourcePolicy] == "same-origin")
                #expect(headers[.cacheControl] == "no-store")
                #expect(headers[.requestID] != nil)
                #expect(headers[.accessControlAllowOrigin] == nil)
                #expect(headers[.server] == nil)
            }
        }
    }

    static let key = "canary-key-1"

    @Test(
        "a key opens the API in each of the ways that clients have",
        arguments: [
            [.authorization: "Bearer \(key)"], [.authorization: "bearer   \(key)"], [.apiKey: key],
            [.authorization: "Basic " + Data("anybody:\(key)".utf8).base64EncodedString()],
            [.authorization: "Basic " + Data("\(key):".utf8).base64EncodedString()],
        ] as [HTTPFields])
    func goodKeys(headers: HTTPFields) async throws {
        try await TestService(keys: ["another", Self.key, "a third"]).test { client in
            let response = try await client.get("/status?task_id=\(TaskID())", headers: headers)
            #expect(response.status == .notFound)
            #expect(try response.problem().type == ProblemType.unknownTask.uri)
        }
    }

    @Test(
        "without a good key nothing is reached: 401 with how to send one",
        arguments: [
            [:], [.authorization: "Bearer"], [.authorization: "Bearer wrong"], [.apiKey: ""], [.apiKey: "wrong"],
            [.apiKey: key + " x"], [.apiKey: String(key.dropLast())], [.authorization: key],
            [.authorization: "Basic !!!"], [.authorization: "Basic " + Data("no colon".utf8).base64EncodedString()],
            [.authorization: "Basic " + Data(":".utf8).base64EncodedString()],
            [.authorization: "Digest username=x"], [.apiKey: TestService.digest(key)],
        ] as [HTTPFields])
    func badKeys(headers: HTTPFields) async throws {
        let service = try TestService(keys: [Self.key])
        let record = TaskRecord.sample()
        service.store.put(record, .unfinished)
        try await service.test { client in
            for path in ["/status?task_id=\(record.id)", "/getresult?task_id=\(record.id)", "/nothing", "/new"] {
                let response = try await client.get(path, headers: headers)
                #expect(response.status == .unauthorized)
                #expect(response.headers[.wwwAuthenticate]?.contains("Bearer") == true)
                #expect(try response.problem().type == ProblemType.unauthorized.uri)
            }
            var posted = headers
            posted[.contentType] = "application/json"
            #expect(try await client.post(SampleBody.json(), headers: posted).status == .unauthorized)
            #expect(service.store.tasks.isEmpty)
            // Probes carry no key.
            #expect(try await client.get("/healthz", headers: headers).status == .ok)
            #expect(try await client.get("/readyz", headers: headers).status == .ok)
        }
    }

    @Test("keys are told apart in the log by the beginning of their digest only")
    func principalInLog() async throws {
        let service = try TestService(keys: [Self.key])
        try await service.test { client in
            _ = try await client.get("/status?task_id=\(TaskID())", headers: [.apiKey: Self.key])
        }
        #expect(service.log.text.contains("principal=key-\(TestService.digest(Self.key).prefix(8))"))
        #expect(!service.log.text.contains(Self.key))
        #expect(!service.log.text.contains(TestService.digest(Self.key)))
    }

    @Test(
        "a list of keys that can't be right is refused, without showing it",
        arguments: ["canary-plain-key", String(repeating: "g", count: 64), String(repeating: "a", count: 63), "aa"])
    func malformedKeys(entry: String) throws {
        let good = TestService.digest("x")
        let error = #expect(throws: APIKeyRing.Malformed.self) { try APIKeyRing(hexDigests: [good, entry]) }
        #expect(error?.description.contains(entry) == false)
        #expect(error?.description.contains("API key 2") == true)
    }

    @Test(
        "a server without keys refuses to listen where others can reach it",
        arguments: [
            "0.0.0.0", "::", "192.168.1.7", "10.0.0.1", "example.org", "localhost.example.org", "", "128.0.0.1",
        ])
    func bindPolicy(host: String) throws {
        #expect(throws: BindPolicy.Refused.self) {
            try BindPolicy.check(host: host, hasKeys: false, allowInsecure: false)
        }
        try BindPolicy.check(host: host, hasKeys: true, allowInsecure: false)
        try BindPolicy.check(host: host, hasKeys: false, allowInsecure: true)
    }

    @Test("loopback is always allowed", arguments: ["127.0.0.1", "127.1.2.3", "::1", "localhost", "LOCALHOST"])
    func loopback(host: String) throws {
        try BindPolicy.check(host: host, hasKeys: false, allowInsecure: false)
    }

    @Test("the application itself refuses such an address")
    func applicationRefuses() throws {
        var service = try TestService()
        service.server.host = "0.0.0.0"
        #expect(throws: BindPolicy.Refused.self) { _ = try service.application() }
        service.settings.allowInsecureBind = true
        _ = try service.application()
    }

    @Test("a Host that isn't this machine is refused on loopback without keys: DNS rebinding")
    func hostHeader() async throws {
        try await TestService().test(.live) { client in
            let port = try #require(client.port)
            let tries: [(host: String, status: Int)] = [
                ("localhost", 200), ("localhost:\(port)", 200), ("127.0.0.1:\(port)", 200), ("[::1]:\(port)", 200),
                ("evil.example", 421), ("evil.example:\(port)", 421), ("localhost.evil.example", 421),
                ("127.0.0.1.evil.example", 421), ("127.evil.example", 421), ("0.0.0.0", 421), ("", 421),
                ("localhost:80@evil.example", 421), ("localhost:x", 421), ("[::1", 421), ("[::1]x", 421),
                ("[::2]", 421),
            ]
            for (host, status) in tries {
                let answer = try await RawTCP.status(
                    of: "GET /healthz HTTP/1.1\r\nHost: \(host)\r\nConnection: close\r\n\r\n", port: port)
                #expect(answer == status, "Host: \(host)")
            }
            let without = try await RawTCP.status(
                of: "GET /healthz HTTP/1.0\r\nConnection: close\r\n\r\n", port: port)
            #expect(without == 421)
        }
    }

    @Test("with keys any Host will do, since a page in a browser has none")
    func hostHeaderWithKeys() async throws {
        try await TestService(keys: [Self.key]).test(.live) { client in
            let answer = try await RawTCP.status(
                of: "GET /healthz HTTP/1.1\r\nHost: lake.example\r\nConnection: close\r\n\r\n",
                port: try #require(client.port))
            #expect(answer == 200)
        }
    }
}
