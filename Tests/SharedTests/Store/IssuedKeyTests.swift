import Foundation
import Shared
import Testing

@Suite struct IssuedKeyTests {
    private let folder: TemporaryFolder
    private let store: SQLiteTaskStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
    }

    @Test func aKeyIsKeptAsItsDigestAlone() async throws {
        let (key, issued) = try await store.issueKey(name: "ann")
        let kept = try await store.issuedKeys()
        #expect(kept.map(\.name) == ["ann"])
        #expect(kept.first?.digest.matches(KeyDigest(of: key.text)) == true)
        #expect(kept.first?.fingerprint == issued.fingerprint)
        #expect(kept.first?.revokedAt == nil)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
        let bytes = try files.reduce(into: Data()) {
            $0.append(try Data(contentsOf: URL(fileURLWithPath: folder.path($1))))
        }
        #expect(bytes.firstRange(of: Data("ann".utf8)) != nil)
        #expect(bytes.firstRange(of: Data(key.text.utf8)) == nil)
        #expect(bytes.firstRange(of: Data(key.text.dropFirst(4).utf8)) == nil)
    }

    @Test func aRevokedKeyStaysOnTheListAndItsTimeStands() async throws {
        let (_, issued) = try await store.issueKey(name: "ann")
        #expect(try await store.revokeKey(fingerprint: issued.fingerprint)?.revokedAt == nil)
        let first = try await store.issuedKeys().first?.revokedAt
        #expect(first != nil)
        #expect(try await store.revokeKey(fingerprint: issued.fingerprint)?.revokedAt == first)
        #expect(try await store.issuedKeys().first?.revokedAt == first)
        #expect(try await store.revokeKey(fingerprint: "00000000") == nil)
    }

    @Test func aFingerprintBelongsToOneKey() async throws {
        let (key, issued) = try await store.issueKey(name: "ann")
        let twin = IssuedKey(digest: key.digest, name: "ben", createdAt: Date())
        #expect(try await store.issue(twin) == false)
        #expect(try await store.issuedKeys().map(\.name) == ["ann"])
        #expect(twin.fingerprint == issued.fingerprint)
    }

    @Test func anotherProcessSeesAKeyAtOnce() async throws {
        let other = try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
        _ = try await store.issueKey(name: "ann")
        #expect(try await other.issuedKeys().map(\.name) == ["ann"])
    }
}
