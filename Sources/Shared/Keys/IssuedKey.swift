import Foundation

/// What is kept of an API key that was made here.
public struct IssuedKey: Sendable {
    public let digest: KeyDigest
    /// Whose it is, for people. Holds no secret.
    public let name: String
    public let createdAt: Date
    /// Nil while it is good.
    public let revokedAt: Date?

    public init(digest: KeyDigest, name: String, createdAt: Date, revokedAt: Date? = nil) {
        self.digest = digest
        self.name = name
        self.createdAt = createdAt
        self.revokedAt = revokedAt
    }

    /// Names the key in lists, in logs and to `keys revoke`.
    public var fingerprint: String { digest.fingerprint }
}

/// Where the API keys are kept that were made here.
public protocol IssuedKeys: Sendable {
    /// Every key, revoked ones too, oldest first.
    func issuedKeys() async throws -> [IssuedKey]

    /// Keeps a new key.
    ///
    /// - Returns: False, with nothing kept, where another key has this fingerprint.
    func issue(_ key: IssuedKey) async throws -> Bool

    /// Ends a key for good.
    ///
    /// - Returns: The key as it was before; nil where no key has this fingerprint.
    func revokeKey(fingerprint: String) async throws -> IssuedKey?
}

extension IssuedKeys {
    /// Makes a key.
    ///
    /// - Returns: The key, which is never to be had again, and what is kept of it.
    public func issueKey(name: String) async throws -> (APIKey, IssuedKey) {
        while true {
            let key = APIKey()
            let issued = IssuedKey(digest: key.digest, name: name, createdAt: Date())
            if try await issue(issued) { return (key, issued) }
        }
    }
}
