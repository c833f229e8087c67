import CCurl

/// An absolute `http` or `https` address, read by the same parser that later opens the connection.
///
/// Two parsers that disagree on where the host ends are how a check of an address is passed by: so the check and the
/// request both use libcurl's. Addresses that carry a user name or password are refused.
public struct HTTPURL: Sendable, Hashable {
    /// Scheme, host and port: what must be equal for credentials to travel.
    public let origin: HTTPOrigin
    /// The path, with a leading slash.
    public let path: String
    /// The query, without the question mark, where there is one.
    public let query: String?

    /// Reads an address.
    ///
    /// - Throws: ``HTTPTransportError/invalidRequest(_:)`` where it is not an absolute http or https address.
    public init(_ text: String) throws {
        guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F }) else {
            throw HTTPTransportError.invalidRequest("the address holds a space or a control character")
        }
        guard let parts = curl_url() else { throw HTTPTransportError.invalidRequest("libcurl is out of memory") }
        defer { curl_url_cleanup(parts) }
        let code = curl_url_set(
            parts, CURLUPART_URL, text,
            // defence: no-user-in-addresses; without it: 0
            UInt32(CURLU_DISALLOW_USER))
        guard code == CURLUE_OK else {
            throw HTTPTransportError.invalidRequest(
                "the address is not of the form http://host:port/path or https://host:port/path"
                    + " (a user name in it is refused)")
        }
        func part(_ what: CURLUPart, _ flags: Int32 = 0) -> String? {
            var raw: UnsafeMutablePointer<CChar>?
            guard curl_url_get(parts, what, &raw, UInt32(flags)) == CURLUE_OK, let raw else { return nil }
            defer { curl_free(raw) }
            return String(cString: raw)
        }
        guard let scheme = part(CURLUPART_SCHEME).flatMap({ HTTPOrigin.Scheme(rawValue: $0.lowercased()) }) else {
            throw HTTPTransportError.invalidRequest("only http and https addresses are supported")
        }
        guard let host = part(CURLUPART_HOST), !host.isEmpty,
            let port = part(CURLUPART_PORT, CURLU_DEFAULT_PORT).flatMap({ UInt16($0) }), port > 0
        else {
            throw HTTPTransportError.invalidRequest("the address has no host, or a port outside 1...65535")
        }
        origin = HTTPOrigin(scheme: scheme, host: host, port: port)
        path = part(CURLUPART_PATH) ?? "/"
        query = part(CURLUPART_QUERY)
    }

    private init(origin: HTTPOrigin, path: String, query: String?) {
        self.origin = origin
        self.path = path
        self.query = query
    }

    /// The address of `path` (with a leading slash) at the same origin.
    public func replacing(path: String) -> HTTPURL {
        HTTPURL(origin: origin, path: path.hasPrefix("/") ? path : "/" + path, query: nil)
    }
}

extension HTTPURL: CustomStringConvertible {
    public var description: String {
        origin.description + path + (query.map { "?" + $0 } ?? "")
    }
}
