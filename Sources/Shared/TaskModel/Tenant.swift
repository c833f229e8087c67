/// Whose tasks they are. Each API key is a tenant, and none sees, counts or changes what another has.
public struct Tenant: RawRepresentable, Codable, Sendable, Hashable, CustomStringConvertible {
    /// Made from the key's digest, never from the key: safe to store and to log.
    public let rawValue: String

    public init(rawValue: String) { self.rawValue = rawValue }

    /// Everybody, where the server asks for no keys.
    public static let anonymous = Tenant(rawValue: "anonymous")

    public var description: String { rawValue }
}
