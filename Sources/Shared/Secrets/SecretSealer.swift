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
///
/// While keys are changed there are several: the newest seals, each opens what it sealed.
public struct SecretSealer: Sendable {
    private let ring: SealingKeyRing

    /// - Parameter key: 256 bits; see ``SealingKeySource`` for where one comes from.
    public init(key: SymmetricKey) {
        ring = SealingKeyRing(keys: [key])
    }

    init(ring: SealingKeyRing) {
        self.ring = ring
    }

    /// - Throws: `CryptoKitError`, which in practice doesn't happen.
    public func seal(_ secret: String, for id: TaskID) throws -> SealedSecret {
        guard let key = ring.current else { throw SealingError.cannotSeal }
        let box = try AES.GCM.seal(Data(secret.utf8), using: key, authenticating: Self.context(id))
        guard let combined = box.combined else { throw SealingError.cannotSeal }
        return SealedSecret(bytes: combined)
    }

    /// - Throws: ``SealingError/cannotOpen`` when keys, task or bytes don't belong together.
    public func open(_ secret: SealedSecret, for id: TaskID) throws -> String {
        if let plain = Self.open(secret, for: id, with: ring.all) { return plain }
        // Perhaps sealed under a key that is a moment old.
        ring.lookForChange(atOnce: true)
        guard let plain = Self.open(secret, for: id, with: ring.all) else { throw SealingError.cannotOpen }
        return plain
    }

    /// Seals a secret anew where it was sealed under another key than the newest.
    ///
    /// - Returns: nil where it is under the newest already.
    /// - Throws: ``SealingError/cannotOpen``, and what ``seal(_:for:)`` throws.
    public func resealed(_ secret: SealedSecret, for id: TaskID) throws -> SealedSecret? {
        if let key = ring.current, Self.open(secret, for: id, with: [key]) != nil { return nil }
        return try seal(open(secret, for: id), for: id)
    }

    private static func open(_ secret: SealedSecret, for id: TaskID, with keys: [SymmetricKey]) -> String? {
        guard let box = try? AES.GCM.SealedBox(combined: secret.bytes) else { return nil }
        for key in keys {
            if let plain = try? AES.GCM.open(box, using: key, authenticating: context(id)) {
                return String(decoding: plain, as: UTF8.self)
            }
        }
        return nil
    }

    private static func context(_ id: TaskID) -> Data {
        var context = Data()
        // defence: sealed-for-its-task
        context.append(contentsOf: id.description.utf8)
        return context
    }
}
