import HTTPTransport

/// A JDBC URL as Trino's driver takes it:
/// `jdbc:trino://host[:port][/catalog[/schema]][?parameter=value&...]`, or `jdbc:presto:` for servers of old.
///
/// ```swift
/// let url = try TrinoJDBCURL(
///     parsing: "jdbc:trino://trino.example:443/iceberg?user=ann&password=s3cret", policy: .remote)
/// print(url)   // jdbc:trino://trino.example:443/iceberg?user=ann&password=***
/// ```
public struct TrinoJDBCURL: Sendable, Hashable {
    /// Who wrote the URL, and so what it may ask of this machine.
    public enum Policy: Sendable, Hashable {
        /// It came over the network: it may neither name files of this machine nor send its traffic through a proxy.
        case remote
        /// It was given by whoever runs this process.
        case local
    }

    public let dialect: TrinoDialect
    /// A name or address; an IPv6 address has brackets.
    public let host: String
    public let port: UInt16
    public let usesTLS: Bool
    public let catalog: String?
    public let schema: String?
    public let user: String?
    public let password: Credential?
    public let accessToken: Credential?
    public let sessionUser: String?
    /// How TLS is done; nil without TLS.
    public let tls: TLSOptions?
    /// `host:port`.
    public let httpProxy: String?
    public let source: String?
    public let applicationNamePrefix: String?
    public let clientInfo: String?
    public let clientTags: [String]
    public let path: String?
    public let traceToken: String?
    public let timeZone: String?
    public let locale: String?
    public let roles: [String: String]
    public let sessionProperties: [String: String]
    public let resourceEstimates: [String: String]
    public let extraCredentials: [String: Credential]
    public let extraHeaders: [String: Credential]
    public let disablesCompression: Bool
    public let validatesConnection: Bool
    /// How long a request is tried again.
    public let timeout: Duration?
    /// The URL without any secret: such values read `***`.
    public let redacted: String

    /// The origin at which the server is asked.
    public let baseURL: HTTPURL

    /// Reads a URL.
    ///
    /// Files that it names are read when a connection is made, not here.
    ///
    /// - Throws: ``JDBCURLError``, whatever the text.
    public init(parsing text: String, policy: Policy) throws {
        let parts = try JDBCURLParts(text)
        let parameters = try JDBCParameters(parts.query, policy: policy)

        dialect = parts.dialect
        host = parts.host
        catalog = parts.catalog
        schema = parts.schema
        let ssl = try parameters.flag(.ssl)
        usesTLS = ssl ?? (parts.port == 443)
        port = parts.port ?? (usesTLS ? 443 : 80)
        let origin = "\(usesTLS ? "https" : "http")://\(parts.host):\(port)"
        guard let base = try? HTTPURL(origin), base.origin.host == parts.host.lowercased() else {
            throw JDBCURLError(nil, "the host is not a name or address that can be connected to.")
        }
        baseURL = base

        user = parameters[.user]
        password = parameters.secret(.password)
        accessToken = parameters.secret(.accessToken)
        sessionUser = parameters[.sessionUser]
        if password != nil, user == nil {
            throw JDBCURLError(.password, "a password needs the parameter user beside it.")
        }
        if password != nil, accessToken != nil {
            throw JDBCURLError(.accessToken, "give either user and password or accessToken, not both.")
        }
        if user?.utf8.contains(UInt8(ascii: ":")) == true, password != nil {
            throw JDBCURLError(.user, "a user name with a colon can't be sent with a password.")
        }
        tls = try parameters.tls(usesTLS: usesTLS)
        httpProxy = try parameters.proxy()
        source = parameters[.source]
        applicationNamePrefix = parameters[.applicationNamePrefix]
        clientInfo = parameters[.clientInfo]
        clientTags = (parameters[.clientTags] ?? "").split(separator: ",").map(\.trimmed).filter { !$0.isEmpty }
        path = parameters[.path]
        traceToken = parameters[.traceToken]
        timeZone = parameters[.timezone]
        locale = parameters[.locale]
        roles = try parameters.roles()
        sessionProperties = try parameters.map(.sessionProperties)
        resourceEstimates = try parameters.map(.resourceEstimates)
        extraCredentials = try parameters.map(.extraCredentials).mapValues { Credential($0) }
        extraHeaders = try parameters.headers()
        disablesCompression = try parameters.flag(.disableCompression) ?? false
        validatesConnection = try parameters.flag(.validateConnection) ?? false
        timeout = try parameters.duration(.timeout)
        try parameters.checkWithoutEffect()
        redacted = parts.redacted(parameters)
    }

    /// The session with which a connection starts.
    public var session: TrinoSession {
        var session = TrinoSession(user: sessionUser ?? user, catalog: catalog, schema: schema, timeZone: timeZone)
        session.path = path
        session.source = source
        session.clientInfo = clientInfo
        session.clientTags = clientTags
        session.traceToken = traceToken
        session.language = locale
        session.properties = sessionProperties
        session.roles = roles
        session.resourceEstimates = resourceEstimates
        session.extraCredentials = extraCredentials
        return session
    }

    /// Every secret that the URL holds, to be blotted out of what others say.
    var credentials: [Credential] {
        let store = tls?.clientCertificate?.password
        return [password, accessToken, store].compactMap { $0 } + extraCredentials.values + extraHeaders.values
    }
}

extension TrinoJDBCURL: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { redacted }
    public var debugDescription: String { redacted }
    public var customMirror: Mirror { Mirror(self, children: ["url": redacted]) }
}
