import Crypto
import Foundation

/// A secret that only the holder of the sealing key can read, and only for the task that it was sealed for.
public struct SealedSecret: Sendable, Hashable {
    /// Nonce (12 bytes), ciphertext and tag (16 bytes) of AES-GCM.
    public let bytes: Data

    public init(bytes: Data) {
        self.bytes = bytes
    }
}

/// Seals secrets with AES-GCM under a 256-bit key, the task's id as associated data, so that a sealed URL that is
/// moved to another task's row doesn't open.
public struct SecretSealer: Sendable {
    private let key: SymmetricKey

    /// - Parameter key: 256 bits; see ``SealingKeySource`` for where one comes from.
    public init(key: SymmetricKey) {
        self.key = key
    }

    /// - Throws: `CryptoKitError`, which in practice doesn't happen.
    public func seal(_ secret: String, for id: TaskID) throws -> SealedSecret {
        let box = try AES.GCM.seal(Data(secret.utf8), using: key, authenticating: Data(id.description.utf8))
        guard let combined = box.combined else { throw SealingError.cannotSeal }
        return SealedSecret(bytes: combined)
    }

    /// - Throws: ``SealingError/cannotOpen`` when key, task or bytes don't belong together.
    public func open(_ secret: SealedSecret, for id: TaskID) throws -> String {
        do {
            let box = try AES.GCM.SealedBox(combined: secret.bytes)
            let plain = try AES.GCM.open(box, using: key, authenticating: Data(id.description.utf8))
            return String(decoding: plain, as: UTF8.self)
        } catch {
            throw SealingError.cannotOpen
        }
    }
}
