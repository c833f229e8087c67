/// Which addresses a task's JDBC URL may lead to, so that the service is no way into the network that it stands in
/// (server-side request forgery).
public struct AddressPolicy: Sendable {
    public let reach: Reach
    public let allowed: NetworkAllowList

    public init(reach: Reach, allowed: NetworkAllowList) {
        self.reach = reach
        self.allowed = allowed
    }

    /// Why an address may not be connected to, in words for the client; nil where it may.
    ///
    /// - Parameter host: The name that was resolved to it, or the address as it was written.
    public func refusal(of address: IPAddress, for host: String) -> String? {
        var candidates = [address]
        // defence: packed-addresses
        if let packed = address.embedded { candidates.append(packed) }
        for candidate in candidates {
            // defence: never-addresses
            if Self.never.contains(where: { $0.contains(candidate) }) {
                return "leads to a link-local, metadata or otherwise reserved address, which is never connected to"
            }
            guard Self.inside.contains(where: { $0.contains(candidate) }) else { continue }
            // defence: inside-addresses
            if reach != .local, !allowed.contains(host: host, address: candidate) {
                return "leads to a loopback or private address; whoever runs the service can allow it in "
                    + Setting.allowedNetworks.environmentVariable
            }
        }
        return nil
    }

    /// Link-local and metadata addresses, and what is no single host's: this network, multicast, reserved, broadcast.
    ///
    /// The metadata addresses are those of AWS (IPv6), Alibaba Cloud, Oracle Cloud and Azure; most others use
    /// 169.254.169.254, which is link-local.
    private static let never = networks(
        "169.254.0.0/16", "fe80::/10", "fd00:ec2::254", "100.100.100.200", "192.0.0.192", "168.63.129.16",
        "0.0.0.0/8", "224.0.0.0/4", "240.0.0.0/4", "ff00::/8", "::/128")

    /// Loopback and private ranges (IANA's special-purpose registries): RFC 1918, shared address space, ULA, site-local,
    /// benchmarking and documentation.
    private static let inside = networks(
        "127.0.0.0/8", "::1/128", "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "100.64.0.0/10", "192.0.0.0/24",
        "192.0.2.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "fc00::/7", "fec0::/10",
        "2001:db8::/32")

    private static func networks(_ texts: String...) -> [IPNetwork] { texts.compactMap(IPNetwork.init) }
}
