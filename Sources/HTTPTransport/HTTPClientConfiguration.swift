/// How a client connects, whom it trusts and what it tolerates.
public struct HTTPClientConfiguration: Sendable {
    public var timeLimits: HTTPTimeLimits
    public var tls: TLSOptions
    /// The most bytes of a decompressed body.
    public var maximumResponseBytes: Int
    /// `host:port` of an HTTP proxy. Environment variables such as `http_proxy` are never looked at.
    public var proxy: String?
    /// Asks for gzip.
    public var acceptsCompression: Bool
    /// Addresses to use for names in place of what DNS says, for the life of the client.
    public var pinnedHosts: [PinnedHost]
    /// Refuses a connection to any address that is not pinned, whatever name led to it.
    public var connectsToPinnedAddressesOnly = false
    /// Open connections to one host; further requests wait for one.
    public var maximumConnectionsPerHost: Int
    /// Sent as `User-Agent` where a request brings none.
    public var userAgent: String

    public init(
        timeLimits: HTTPTimeLimits = HTTPTimeLimits(), tls: TLSOptions = TLSOptions(),
        maximumResponseBytes: Int = 256 << 20, proxy: String? = nil, acceptsCompression: Bool = true,
        pinnedHosts: [PinnedHost] = [], maximumConnectionsPerHost: Int = 32, userAgent: String = "lakewright"
    ) {
        self.timeLimits = timeLimits
        self.tls = tls
        self.maximumResponseBytes = maximumResponseBytes
        self.proxy = proxy
        self.acceptsCompression = acceptsCompression
        self.pinnedHosts = pinnedHosts
        self.maximumConnectionsPerHost = maximumConnectionsPerHost
        self.userAgent = userAgent
    }
}

/// How long an exchange may take.
public struct HTTPTimeLimits: Sendable, Hashable {
    /// Name resolution, TCP and TLS together.
    public var connect: Duration
    /// From the start to the last byte.
    public var total: Duration
    /// With fewer than one byte a second for this long, the exchange is given up. It must exceed the time for which a
    /// server may think in silence.
    public var silence: Duration?

    public init(connect: Duration = .seconds(10), total: Duration = .seconds(300), silence: Duration? = nil) {
        self.connect = connect
        self.total = total
        self.silence = silence
    }
}

/// Addresses that stand for a host name, so that what was checked is what is connected to.
public struct PinnedHost: Sendable, Hashable {
    public var host: String
    public var port: UInt16
    /// IPv4 or IPv6 addresses, the latter without brackets.
    public var addresses: [String]

    public init(host: String, port: UInt16, addresses: [String]) {
        self.host = host
        self.port = port
        self.addresses = addresses
    }
}
