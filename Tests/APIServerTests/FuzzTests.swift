import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import Shared
import Testing

@testable import APIServer

/// Damaged input of every kind: each is answered, none with 500, and each refusal is a problem document.
@Suite("damaged requests")
struct FuzzTests {
    /// A generator that gives the same numbers for the same seed (SplitMix64), so that a failure can be repeated.
    private struct Seeded: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            state &+= 0x9E37_79B9_7F4A_7C15
            var mixed = state
            mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
            mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
            return mixed ^ (mixed >> 31)
        }
    }

    private static let pieces: [String] = [
        "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u0000", "\\ud800", "null", "true", "-", "1e999", "0.1", "\u{0}",
        "\u{FEFF}", "é", "\u{10FFFF}", " ", "\r\n", "\"url\"", "\"queries\"", "\"queryid\":\"q1\"", "{\"options\":{}}",
        String(repeating: "[", count: 40), "99999999999999999999", "jdbc:trino://", "%00", "%", "#", "@", "?", "&", "=",
        "//", "..", ";", "SSL=true", "password=x", "user=", "[::1]", "169.254.169.254", ":0", ":65536",
    ]

    private func damaged(_ text: String, _ generator: inout Seeded) -> String {
        var bytes = Array(text.utf8)
        for _ in 0..<Int.random(in: 1...6, using: &generator) {
            let place = Int.random(in: 0...bytes.count, using: &generator)
            switch Int.random(in: 0..<5, using: &generator) {
            case 0 where place < bytes.count: bytes[place] = UInt8.random(in: .min ... .max, using: &generator)
            case 1 where place < bytes.count: bytes.remove(at: place)
            case 2:
                let end = min(bytes.count, place + Int.random(in: 0...30, using: &generator))
                bytes.removeSubrange(place..<end)
            case 3:
                let end = min(bytes.count, place + Int.random(in: 0...30, using: &generator))
                bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
            default:
                let piece = Self.pieces.randomElement(using: &generator) ?? ""
                bytes.insert(contentsOf: Array(piece.utf8), at: place)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private func check(_ response: TestResponse, _ what: String) {
        #expect(response.status.code < 500, "\(response.status) for \(what)")
        if response.status.code >= 400 {
            #expect((try? response.problem()) != nil, "no problem document for \(what)")
        }
    }

    @Test("bodies", arguments: 0..<4 as Range<UInt64>)
    func bodies(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let bodies = (0..<200).map { _ in damaged(SampleBody.json(more: #","options":{"verify":"inline"}"#), &generator)
        }
        try await TestService().test { client in
            for body in bodies { check(try await client.post(body), body) }
        }
    }

    @Test("JDBC URLs", arguments: 0..<4 as Range<UInt64>)
    func urls(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let bodies = try (0..<200).map { _ in
            let url = String(decoding: try JSONEncoder().encode(damaged(SampleBody.url, &generator)), as: UTF8.self)
            return SampleBody.json(url: url)
        }
        let service = try TestService(keys: ["key"])
        try await service.test { client in
            for body in bodies {
                let response = try await client.post(
                    body, headers: [.contentType: "application/json", .apiKey: "key"])
                check(response, body)
            }
        }
    }

    @Test("header fields and query strings", arguments: 0..<4 as Range<UInt64>)
    func headers(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let names: [HTTPField.Name] = [
            .authorization, .apiKey, .contentType, .contentEncoding, .acceptEncoding, .idempotencyKey, .prefer,
            .ifNoneMatch, .origin, .accept, .requestID, .accessControlRequestMethod,
        ]
        let values = [
            "Bearer key", "Basic a2V5Og==", "key", "application/json", "gzip;q=0.5, *", "wait=5", "W/\"x\", *", "",
            "https://app.example", String(repeating: "x", count: 5000),
        ]
        let id = TaskID().description
        let targets = [
            "/status?task_id=\(id)&wait=0", "/getresult?task_id=\(id)", "/tasks?limit=3&status=DONE&cursor=\(id)",
            "/new", "/docs", "/openapi.json", "/healthz", "/tasks?created_from=2026-01-01T00:00:00Z",
        ]
        var requests: [(target: String, method: HTTPRequest.Method, fields: HTTPFields)] = []
        for _ in 0..<200 {
            var fields: HTTPFields = [:]
            for _ in 0..<Int.random(in: 0...4, using: &generator) {
                let name = names.randomElement(using: &generator) ?? .accept
                let value = values.randomElement(using: &generator) ?? ""
                fields.append(
                    HTTPField(name: name, value: Bool.random(using: &generator) ? value : damaged(value, &generator)))
            }
            // `Prefer: wait` is heeded, which is slow and no fault.
            fields[.prefer] = nil
            let target = targets.randomElement(using: &generator) ?? "/"
            let isDamaged = Bool.random(using: &generator)
            let path = isDamaged ? "/" + damaged(String(target.dropFirst()), &generator) : target
            let method = [HTTPRequest.Method.get, .post, .head, .options].randomElement(using: &generator) ?? .get
            requests.append((path.filter { $0.isASCII && !$0.isWhitespace && $0 != "\u{0}" }, method, fields))
        }
        var service = try TestService(keys: ["key"])
        service.settings.corsOrigins = ["https://app.example"]
        let sent = requests
        try await service.test { client in
            for request in sent {
                let response = try await client.execute(
                    uri: request.target, method: request.method, headers: request.fields)
                if request.method == .head {
                    #expect(response.status.code < 500)
                } else {
                    check(response, "\(request)")
                }
            }
        }
    }

    @Test("what is no HTTP at all", arguments: 0..<4 as Range<UInt64>)
    func bytes(seed: UInt64) async throws {
        var generator = Seeded(state: seed)
        let request =
            "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
            + "Content-Length: 2\r\n\r\n{}"
        let texts = (0..<50).map { _ in damaged(request, &generator) }
        try await TestService().test(.live) { client in
            let port = try #require(client.port)
            for text in texts {
                // Closing our half tells the server that no more comes.
                let answer = try await RawTCP.exchange(text, port: port, closingOwnHalf: true)
                let status = answer.split(separator: " ").dropFirst().first.flatMap { Int($0) }
                #expect(status.map { $0 < 500 } != false, "\(text)")
            }
            #expect(try await client.get("/healthz").status == .ok)
        }
    }
}
