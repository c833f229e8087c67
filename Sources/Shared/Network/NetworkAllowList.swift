/// Where tasks may connect to besides public addresses: networks, addresses and names of hosts.
public struct NetworkAllowList: Sendable, Hashable {
    private var networks: [IPNetwork] = []
    /// In lower case. What a name leads to is allowed, whatever address in a private range that is.
    private var hosts: Set<String> = []

    public static let nothing = NetworkAllowList()

    private init() {}

    /// Reads a list separated by commas, such as `10.20.0.0/16, trino.internal, ::1`.
    ///
    /// - Throws: ``ConfigurationError``, naming the entry that is none.
    public init(_ text: String) throws {
        for entry in text.split(whereSeparator: { $0 == "," || $0.isWhitespace }).map({ $0.lowercased() }) {
            if let network = IPNetwork(entry) {
                networks.append(network)
            } else if Self.isName(entry) {
                hosts.insert(entry)
            } else {
                throw ConfigurationError(
                    .allowedNetworks,
                    "has the entry \"\(entry)\"; expected a network (10.20.0.0/16), an address or a host name")
            }
        }
    }

    /// Whether a name, or the address that it leads to, is on the list.
    public func contains(host: String, address: IPAddress) -> Bool {
        hosts.contains(host.lowercased()) || networks.contains { $0.contains(address) }
    }

    private static func isName(_ text: String) -> Bool {
        // All digits and dots would be an address that is written wrongly.
        text.contains(where: \.isLetter)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || "-._".contains($0)) }
    }
}
