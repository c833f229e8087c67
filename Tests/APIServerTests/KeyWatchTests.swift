import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import Testing

@testable import APIServer

@Suite("keys that change while the server runs")
struct KeyWatchTests {
    @Test("a key that is made opens the API, and closes it to everybody else; revoked it opens nothing")
    func life() async throws {
        let service = try TestService()
        let record = TaskRecord.sample()
        service.store.put(record, .unfinished)
        try await service.test { client in
            let path = "/status?task_id=\(record.id)"
            #expect(try await client.get(path).status == .ok)

            let (key, issued) = try await service.issued.issueKey(name: "ann")
            try await service.keys.reload()
            #expect(try await client.get(path).status == .unauthorized)
            // The task was made before there were keys: it is nobody's among them.
            #expect(try await client.get(path, headers: [.apiKey: key.text]).status == .notFound)

            _ = try await service.issued.revokeKey(fingerprint: issued.fingerprint)
            try await service.keys.reload()
            #expect(try await client.get(path, headers: [.apiKey: key.text]).status == .unauthorized)
            #expect(try await client.get(path).status == .unauthorized, "the last key's end doesn't open the server")
        }
    }

    @Test("keys of the configuration and of the store hold side by side")
    func bothKinds() async throws {
        let service = try TestService(keys: ["configured"])
        let (key, _) = try await service.issued.issueKey(name: "ann")
        try await service.keys.reload()
        #expect(service.keys.ring.principal(forKey: "configured") != nil)
        #expect(service.keys.ring.principal(forKey: key.text) != nil)
        #expect(service.keys.ring.principal(forKey: "neither") == nil)
    }

    @Test("a key is 256 random bits, and shows itself to nobody by accident")
    func shape() {
        let keys = (0..<100).map { _ in APIKey() }
        #expect(Set(keys.map(\.text)).count == 100)
        for key in keys {
            #expect(key.text.hasPrefix("lkw_"))
            let bits = key.text.dropFirst(4).replacing("-", with: "+").replacing("_", with: "/") + "="
            #expect(Data(base64Encoded: String(bits))?.count == 32)
            #expect(!"\(key)".contains(key.text.dropFirst(4)))
            #expect(!String(reflecting: key).contains(key.text.dropFirst(4)))
        }
    }

    @Test("digests are the same only where every byte is")
    func comparison() throws {
        let digest = KeyDigest(of: "key")
        #expect(digest.matches(KeyDigest(of: "key")))
        #expect(digest.matches(try #require(KeyDigest(hexadecimal: TestService.digest("key").uppercased()))))
        #expect(digest.matches(try #require(KeyDigest(bytes: digest.bytes))))
        for place in 0..<32 {
            var bytes = digest.bytes
            bytes[place] ^= 1
            #expect(!digest.matches(try #require(KeyDigest(bytes: bytes))))
        }
        #expect(KeyDigest(of: "a").tenant != KeyDigest(of: "b").tenant)
    }
}
