/// Scheme, host and port of an address (RFC 6454): the border that credentials don't cross.
public struct HTTPOrigin: Sendable, Hashable {
    public enum Scheme: String, Sendable {
        case http
        case https
    }

    public let scheme: Scheme
    /// In lower case; an IPv6 address keeps its brackets.
    public let host: String
    /// The port, also where the address leaves it to the scheme.
    public let port: UInt16

    public init(scheme: Scheme, host: String, port: UInt16) {
        self.scheme = scheme
        self.host = host.lowercased()
        self.port = port
    }
}

extension HTTPOrigin: CustomStringConvertible {
    public var description: String { "\(scheme.rawValue)://\(host):\(port)" }
}
