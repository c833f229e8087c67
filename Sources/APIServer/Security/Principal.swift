import Shared

/// Who a request comes from, as far as its API key tells.
struct Principal: Sendable, Equatable, CustomStringConvertible {
    /// The first eight hexadecimal digits of the key's SHA-256: enough to tell keys apart in a log, no use to a thief.
    let fingerprint: String

    /// Whose tasks it may make and see.
    let tenant: Tenant

    init(_ digest: KeyDigest) {
        fingerprint = digest.fingerprint
        tenant = digest.tenant
    }

    var description: String { "key-\(fingerprint)" }
}
