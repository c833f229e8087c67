import Foundation
import Shared
import Synchronization

/// Keys in memory.
final class StubIssuedKeys: IssuedKeys {
    private let keys = Mutex<[IssuedKey]>([])

    func issuedKeys() async throws -> [IssuedKey] { keys.withLock { $0 } }

    func issue(_ key: IssuedKey) async throws -> Bool {
        keys.withLock { keys in
            guard !keys.contains(where: { $0.fingerprint == key.fingerprint }) else { return false }
            keys.append(key)
            return true
        }
    }

    func revokeKey(fingerprint: String) async throws -> IssuedKey? {
        keys.withLock { keys in
            guard let index = keys.firstIndex(where: { $0.fingerprint == fingerprint }) else { return nil }
            let key = keys[index]
            keys[index] = IssuedKey(
                digest: key.digest, name: key.name, createdAt: key.createdAt, revokedAt: key.revokedAt ?? Date())
            return key
        }
    }
}
