/// What to send.
public struct HTTPRequest: Sendable {
    public enum Method: String, Sendable {
        case get = "GET"
        case head = "HEAD"
        case post = "POST"
        case put = "PUT"
        case delete = "DELETE"
    }

    public var method: Method
    public var url: HTTPURL
    public var headers: HTTPHeaders
    public var body: [UInt8]
    /// Whether sending it twice does no more than sending it once.
    ///
    /// A request on a kept connection that the server has just closed is sent once more on a fresh one, but one that is
    /// not idempotent only where the server can't have seen the whole of it. By default all methods but POST are
    /// (RFC 9110, 9.2.2).
    public var isIdempotent: Bool
    /// The time for the whole exchange, in place of the client's ``HTTPTimeLimits/total``.
    public var timeLimit: Duration?

    public init(
        _ method: Method, _ url: HTTPURL, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = [],
        isIdempotent: Bool? = nil, timeLimit: Duration? = nil
    ) {
        self.method = method
        self.url = url
        self.headers = headers
        self.body = body
        self.isIdempotent = isIdempotent ?? (method != .post)
        self.timeLimit = timeLimit
    }

    /// Names must be tokens, and values free of line ends: else one field could smuggle in another.
    func validateHeaders() throws {
        for field in headers.fields {
            // defence: header-names
            guard !field.name.isEmpty, field.name.utf8.allSatisfy(\.isHeaderNameByte) else {
                throw HTTPTransportError.invalidRequest("a header name holds a character that header names can't hold")
            }
            // defence: header-values
            guard field.value.utf8.allSatisfy({ $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }) else {
                throw HTTPTransportError.invalidRequest(
                    "the value of the header \(field.name) holds a control character")
            }
        }
    }
}

extension UInt8 {
    /// RFC 9110, 5.6.2: tchar.
    fileprivate var isHeaderNameByte: Bool {
        switch self {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        case 0x21, 0x23...0x27, 0x2A, 0x2B, 0x2D, 0x2E, 0x5E...0x60, 0x7C, 0x7E: true
        default: false
        }
    }
}
