import Shared

/// The API keys that the server accepts, held as SHA-256 digests: the keys themselves are nowhere on the server.
struct APIKeyRing: Sendable {
    /// Why a list of keys can't be used.
    struct Malformed: Error, CustomStringConvertible {
        let description: String
    }

    private let keys: [(digest: KeyDigest, principal: Principal)]

    /// Whether requests need a key. Where every key has been revoked they still do, and none gets in.
    let isRequired: Bool

    /// A ring from digests in hexadecimal, 64 digits each. Without any no key is asked for.
    ///
    /// - Throws: ``Malformed``, naming the entry by its place and never by its text: somebody may have put the key
    ///   itself there.
    init(hexDigests: [String] = []) throws {
        let digests = try hexDigests.enumerated().map { index, text in
            guard let digest = KeyDigest(hexadecimal: text) else {
                throw Malformed(
                    description: "API key \(index + 1) is not a SHA-256 digest in hexadecimal (64 digits). "
                        + "Make one with: printf %s \"$KEY\" | sha256sum")
            }
            return digest
        }
        self.init(digests, isRequired: !digests.isEmpty)
    }

    private init(_ digests: [KeyDigest], isRequired: Bool) {
        keys = digests.map { ($0, Principal($0)) }
        self.isRequired = isRequired
    }

    /// This ring with those keys of the store that are good.
    func adding(_ issued: [IssuedKey]) -> APIKeyRing {
        let good =
            issued
            // defence: revoked-keys
            .filter { $0.revokedAt == nil }
            .map(\.digest)
        let isRequired =
            isRequired
            // defence: closed-after-the-last-key
            || !issued.isEmpty
        return APIKeyRing(keys.map(\.digest) + good, isRequired: isRequired)
    }

    /// The digests in a list, separated by commas, blanks or line ends. `#` starts a comment that runs to the line's end.
    static func entries(in text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).flatMap { line in
            line.prefix { $0 != "#" }.split { $0 == "," || $0.isWhitespace }.map(String.init)
        }
    }

    /// Who a key belongs to, or nil for a key that isn't on the ring.
    ///
    /// Compares against every key, each in constant time, so that the time taken tells nothing.
    func principal(forKey key: String) -> Principal? {
        let presented = KeyDigest(of: key)
        var found: Int?
        for index in keys.indices where keys[index].digest.matches(presented) {
            found = index
        }
        return found.map { keys[$0].principal }
    }
}
