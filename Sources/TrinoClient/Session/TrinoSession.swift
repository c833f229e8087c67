import HTTPTransport

/// What a client tells the server with each statement, and what statements change: `USE`, `SET SESSION`, `SET ROLE`,
/// `PREPARE`, `START TRANSACTION`...
///
/// A value: copy it, change the copy, give it to one statement.
public struct TrinoSession: Sendable, Hashable {
    public var user: String?
    public var catalog: String?
    public var schema: String?
    public var path: String?
    public var source: String?
    public var clientInfo: String?
    public var clientTags: [String] = []
    public var traceToken: String?
    /// The header `traceparent` of W3C Trace Context, to join a distributed trace.
    public var traceParent: String?
    /// A zone's name, such as `UTC` or `Europe/Rome`; nil leaves it to the server.
    public var timeZone: String?
    /// A language tag, such as `en-US`.
    public var language: String?
    /// Session properties by name, catalog ones as `catalog.property`.
    public var properties: [String: String] = [:]
    /// Roles by catalog (`system` for the system's own): `ROLE{name}`, `ALL` or `NONE`.
    public var roles: [String: String] = [:]
    public var resourceEstimates: [String: String] = [:]
    public var extraCredentials: [String: Credential] = [:]
    /// Prepared statements by name.
    public internal(set) var preparedStatements: [String: PreparedStatement] = [:]
    /// The open transaction, if any.
    public internal(set) var transactionID: String?
    /// The user as whom statements run after `SET SESSION AUTHORIZATION`.
    public internal(set) var authorizationUser: String?
    /// The original user's roles after `SET SESSION AUTHORIZATION`, as the server wrote them.
    var originalRoles: String?

    public init(user: String? = nil, catalog: String? = nil, schema: String? = nil, timeZone: String? = nil) {
        self.user = user
        self.catalog = catalog
        self.schema = schema
        self.timeZone = timeZone
    }

    /// A prepared statement in the form in which the server sent it, which is sent back unchanged: long ones come
    /// compressed.
    public struct PreparedStatement: Sendable, Hashable {
        let encoded: String

        init(encoded: String) {
            self.encoded = encoded
        }

        public init(sql: String) {
            encoded = FormEncoding.encode(sql)
        }

        /// The statement's text; nil where the server compressed it.
        public var sql: String? {
            let text = FormEncoding.decode(encoded)
            return text.hasPrefix("$zstd:") ? nil : text
        }
    }
}
