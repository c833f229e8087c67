import NIOCore

/// What counts as this machine's loopback interface.
enum Loopback {
    /// Whether a host is `localhost` or a literal address of the loopback interface (127.0.0.0/8, ::1).
    ///
    /// Names other than `localhost` are never resolved: what a name means may change between two look-ups.
    static func isName(_ host: some StringProtocol) -> Bool {
        let host = String(host)
        if host.lowercased() == "localhost" { return true }
        guard let address = try? SocketAddress(ipAddress: host, port: 0) else { return false }
        switch address {
        case .v4: return host.hasPrefix("127.")
        case .v6: return address.ipAddress == "::1"
        case .unixDomainSocket: return false
        }
    }
}
