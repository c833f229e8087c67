import HTTPTransport

/// The parameters of a JDBC URL, each known, supported, given once and not empty.
struct JDBCParameters {
    private(set) var inOrder: [(JDBCParameter, String)] = []

    init(_ query: Substring?, policy: TrinoJDBCURL.Policy) throws {
        guard let query, !query.isEmpty else { return }
        for segment in query.split(separator: "&", omittingEmptySubsequences: false) {
            guard let sign = segment.firstIndex(of: "=") else {
                // What stands here may be the rest of a password with a bare '&' in it: so it isn't shown.
                throw JDBCURLError(
                    nil, "there is a parameter without '='. Write name=value, and %26 where a value holds '&'.")
            }
            let name = segment[..<sign]
            guard let parameter = JDBCParameter(rawValue: String(name)) else { throw Self.unknown(name) }
            if let reason = parameter.unsupported { throw JDBCURLError(parameter, reason) }
            guard self[parameter] == nil else { throw JDBCURLError(parameter, "it is given twice.") }
            guard let value = FormEncoding.percentDecoded(segment[segment.index(after: sign)...], plusIsSpace: false)
            else {
                throw JDBCURLError(parameter, "a '%' in its value is no escape: write %25 where one is meant.")
            }
            guard !value.isEmpty else { throw JDBCURLError(parameter, "its value is empty: give one or remove it.") }
            guard !value.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
                throw JDBCURLError(parameter, "its value holds a control character.")
            }
            // defence: no-files-in-urls
            if policy == .remote, parameter.namesFile {
                throw JDBCURLError(
                    parameter, "a URL that comes over the network can't name files of this machine. Remove it.")
            }
            // defence: no-proxies-in-urls
            if policy == .remote, parameter.namesProxy {
                throw JDBCURLError(parameter, "a URL that comes over the network can't name a proxy. Remove it.")
            }
            inOrder.append((parameter, value))
        }
    }

    private static func unknown(_ name: Substring) -> JDBCURLError {
        guard !name.isEmpty, name.count <= 64, name.allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == "-" })
        else {
            return JDBCURLError(
                nil, "there is a parameter whose name is none. Write name=value, and %26 for '&' in values.")
        }
        let near = JDBCParameter.allCases.first { $0.rawValue.lowercased() == name.lowercased() }
        let hint = near.map { "Names are case-sensitive: write \($0.rawValue)." } ?? "Remove it or correct its name."
        return JDBCURLError(named: String(name), "it is not known. \(hint)")
    }

    subscript(parameter: JDBCParameter) -> String? {
        inOrder.first { $0.0 == parameter }?.1
    }

    func secret(_ parameter: JDBCParameter) -> Credential? {
        self[parameter].map { Credential($0) }
    }

    func flag(_ parameter: JDBCParameter) throws -> Bool? {
        switch self[parameter]?.lowercased() {
        case nil: return nil
        case "true": return true
        case "false": return false
        default: throw JDBCURLError(parameter, "it must be true or false.")
        }
    }

    /// `a:x;b:y`, printable ASCII without spaces.
    func map(_ parameter: JDBCParameter) throws -> [String: String] {
        guard let value = self[parameter] else { return [:] }
        var pairs: [String: String] = [:]
        for entry in value.split(separator: ";") {
            guard let colon = entry.firstIndex(of: ":"), colon > entry.startIndex,
                entry.utf8.allSatisfy({ 0x21...0x7E ~= $0 })
            else {
                throw JDBCURLError(
                    parameter, "it must be of the form name:value;name:value, printable and without spaces.")
            }
            let name = String(entry[..<colon])
            guard pairs.updateValue(String(entry[entry.index(after: colon)...]), forKey: name) == nil else {
                throw JDBCURLError(parameter, "it has the same name twice.")
            }
        }
        return pairs
    }

    /// `catalog:role;...`, where a role is a name, `all` or `none`; in the form that the header wants.
    func roles() throws -> [String: String] {
        try map(.roles).mapValues { role in
            switch role.lowercased() {
            case "all": "ALL"
            case "none": "NONE"
            default: "ROLE{\(role)}"
            }
        }
    }

    /// Headers of the user's own, which can't stand in for those of the protocol.
    func headers() throws -> [String: Credential] {
        let headers = try map(.extraHeaders)
        for name in headers.keys {
            let lower = name.lowercased()
            let isOwned = [
                "authorization", "host", "content-length", "content-type", "transfer-encoding", "connection",
            ]
            .contains(lower)
            // defence: protocol-headers
            guard !isOwned, !lower.hasPrefix("x-trino-"), !lower.hasPrefix("x-presto-") else {
                throw JDBCURLError(.extraHeaders, "it can't set Authorization, Host, Content-* or Trino's own headers.")
            }
            guard lower.utf8.allSatisfy({ 0x61...0x7A ~= $0 || 0x30...0x39 ~= $0 || $0 == 0x2D || $0 == 0x5F }) else {
                throw JDBCURLError(.extraHeaders, "a header's name holds a character that names can't hold.")
            }
        }
        return headers.mapValues { Credential($0) }
    }

    func proxy() throws -> String? {
        guard let value = self[.httpProxy] else { return nil }
        let parts = value.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty,
            parts[0].allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }),
            let port = UInt16(parts[1]), port > 0
        else {
            throw JDBCURLError(.httpProxy, "it must be of the form host:port.")
        }
        return value
    }

    /// A number with a unit, as Airlift writes durations: `30s`, `1.5m`, `500ms`.
    func duration(_ parameter: JDBCParameter) throws -> Duration? {
        guard let value = self[parameter] else { return nil }
        let digits = value.prefix { $0.isNumber || $0 == "." }
        let units = ["ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86400]
        guard let number = Double(digits), number > 0, let unit = units[String(value.dropFirst(digits.count))],
            number * unit < 1e7
        else {
            throw JDBCURLError(parameter, "it must be a time such as 30s, 500ms or 2m.")
        }
        return .milliseconds(Int64(max(1, number * unit * 1000)))
    }

    /// Parameters that steer parts of the JDBC interface that this client doesn't have: read, so that a mistake shows,
    /// and without effect.
    func checkWithoutEffect() throws {
        for parameter in [
            JDBCParameter.assumeLiteralNamesInMetadataCallsForNonConformingClients,
            .assumeLiteralUnderscoreInMetadataCallsForNonConformingClients, .assumeNullCatalogMeansCurrentCatalog,
            .explicitPrepare,
        ] {
            _ = try flag(parameter)
        }
        if let level = self[.httpLoggingLevel], level != "NONE" {
            throw JDBCURLError(.httpLoggingLevel, "only NONE is supported, as more would show credentials.")
        }
    }
}
