import Crypto
import Foundation

/// A client's own name for one submission, by which a request that is sent again is known.
public struct Idempotency: Sendable, Hashable {
    /// As the client gave it. One tenant's keys are nothing to another.
    public let key: String

    /// The SHA-256 of the request's body, sealed: the body may hold a password, which could be guessed from a bare digest.
    public let sealedDigest: SealedSecret

    /// - Parameter id: The task that the digest is sealed for.
    /// - Throws: What the sealer throws.
    public init(key: String, body: some Collection<UInt8>, id: TaskID, sealer: SecretSealer) throws {
        self.key = key
        sealedDigest = try sealer.seal(Self.digest(of: body), for: id)
    }

    /// Whether a body is the one that the sealed digest was made of.
    ///
    /// - Throws: ``SealingError/cannotOpen``.
    public static func isSame(
        _ body: some Collection<UInt8>, as sealedDigest: SealedSecret, of id: TaskID, sealer: SecretSealer
    ) throws -> Bool {
        try sealer.open(sealedDigest, for: id) == digest(of: body)
    }

    private static func digest(of body: some Collection<UInt8>) -> String {
        Data(SHA256.hash(data: Array(body))).base64EncodedString()
    }
}

/// What a store did with a new task.
public enum Admission: Sendable, Hashable {
    /// It is stored.
    case accepted
    /// The tenant has used the idempotency key before, for this task. Nothing was stored.
    case repeated(TaskID, sealedDigest: SealedSecret)
    /// The tenant has as many unfinished tasks as it may have. Nothing was stored.
    case tooManyOpen
}
