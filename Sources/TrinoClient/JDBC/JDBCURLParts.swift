import HTTPTransport

/// A JDBC URL taken apart, its parameters not yet read.
struct JDBCURLParts {
    let dialect: TrinoDialect
    let host: String
    let port: UInt16?
    let catalog: String?
    let schema: String?
    let query: Substring?

    /// Longer than any URL that means well.
    private static let maximumLength = 16_384

    init(_ text: String) throws {
        // defence: url-length
        guard text.utf8.count <= Self.maximumLength else {
            throw JDBCURLError(nil, "it is longer than \(Self.maximumLength) bytes.")
        }
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw JDBCURLError(
                nil, "it holds a space, a control character or a letter outside ASCII: percent-encode it.")
        }
        guard !text.contains("#") else { throw JDBCURLError(nil, "it holds a '#': write %23 where one is meant.") }
        var rest = text[...]
        if rest.hasPrefix("jdbc:trino://") {
            dialect = .trino
        } else if rest.hasPrefix("jdbc:presto://") {
            dialect = .presto
        } else {
            throw JDBCURLError(nil, "it must start with jdbc:trino:// or jdbc:presto://.")
        }
        rest = rest.drop { $0 != "/" }.dropFirst(2)

        let mark = rest.firstIndex(of: "?")
        query = mark.map { rest[rest.index(after: $0)...] }
        rest = rest[..<(mark ?? rest.endIndex)]
        let slash = rest.firstIndex(of: "/") ?? rest.endIndex
        (host, port) = try Self.authority(rest[..<slash])
        (catalog, schema) = try Self.names(rest[slash...])
    }

    private static func authority(_ text: Substring) throws -> (String, UInt16?) {
        guard !text.contains("@") else {
            throw JDBCURLError(nil, "user and password don't stand before the host: give them as parameters.")
        }
        let host: Substring
        let tail: Substring
        if text.hasPrefix("[") {
            guard let end = text.firstIndex(of: "]") else {
                throw JDBCURLError(nil, "the '[' before the host isn't closed.")
            }
            host = text[...end]
            tail = text[text.index(after: end)...]
            let isAddress = host.dropFirst().dropLast().allSatisfy { $0.isHexDigit || $0 == ":" || $0 == "." }
            guard isAddress, host.contains(":") else {
                throw JDBCURLError(nil, "what stands in brackets is no IPv6 address.")
            }
        } else {
            let colon = text.firstIndex(of: ":") ?? text.endIndex
            host = text[..<colon]
            tail = text[colon...]
            guard host.allSatisfy({ $0.isLetter || $0.isNumber || "-._".contains($0) }) else {
                throw JDBCURLError(nil, "the host holds a character that host names can't hold.")
            }
        }
        guard !host.isEmpty else { throw JDBCURLError(nil, "the host is missing after '//'.") }
        if tail.isEmpty { return (String(host), nil) }
        guard tail.first == ":", tail.dropFirst().allSatisfy(\.isNumber), let port = UInt16(tail.dropFirst()), port > 0
        else {
            throw JDBCURLError(nil, "the port must be a number from 1 to 65535.")
        }
        return (String(host), port)
    }

    private static func names(_ path: Substring) throws -> (String?, String?) {
        guard !path.isEmpty, path != "/" else { return (nil, nil) }
        var segments = path.dropFirst().split(separator: "/", omittingEmptySubsequences: false)
        if segments.last == "" { segments.removeLast() }
        guard segments.count <= 2 else {
            throw JDBCURLError(nil, "the path has more than two parts: it is /catalog/schema at most.")
        }
        let names = try segments.map { segment in
            guard let name = FormEncoding.percentDecoded(segment, plusIsSpace: false), !name.isEmpty else {
                throw JDBCURLError(nil, "catalog or schema is empty, or a '%' in it is no escape.")
            }
            guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
                throw JDBCURLError(nil, "catalog or schema holds a control character.")
            }
            return name
        }
        return (names.first, names.count > 1 ? names[1] : nil)
    }

    /// The URL as it was, but for its secrets.
    func redacted(_ parameters: JDBCParameters) -> String {
        var text = "jdbc:\(dialect.rawValue)://\(host)"
        if let port { text += ":\(port)" }
        if let catalog { text += "/" + FormEncoding.encode(catalog) }
        if let schema { text += "/" + FormEncoding.encode(schema) }
        let shown = parameters.inOrder.map { parameter, value in
            "\(parameter.rawValue)=" + (parameter.isSecret ? "***" : FormEncoding.encode(value))
        }
        return shown.isEmpty ? text : text + "?" + shown.joined(separator: "&")
    }
}
