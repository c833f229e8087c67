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
        // All of it is ASCII from here on, so that a byte is a character.
        guard !text.utf8.contains(UInt8(ascii: "#")) else {
            throw JDBCURLError(nil, "it holds a '#': write %23 where one is meant.")
        }
        var rest = text[...]
        if rest.hasPrefix("jdbc:trino://") {
            dialect = .trino
        } else if rest.hasPrefix("jdbc:presto://") {
            dialect = .presto
        } else {
            throw JDBCURLError(nil, "it must start with jdbc:trino:// or jdbc:presto://.")
        }
        rest = rest[(rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex)...].dropFirst(2)

        let mark = rest.utf8.firstIndex(of: UInt8(ascii: "?"))
        query = mark.map { rest[rest.index(after: $0)...] }
        rest = rest[..<(mark ?? rest.endIndex)]
        let slash = rest.utf8.firstIndex(of: UInt8(ascii: "/")) ?? rest.endIndex
        (host, port) = try Self.authority(rest[..<slash])
        (catalog, schema) = try Self.names(rest[slash...])
    }

    private static func authority(_ text: Substring) throws -> (String, UInt16?) {
        guard !text.utf8.contains(UInt8(ascii: "@")) else {
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
            let colon = text.utf8.firstIndex(of: UInt8(ascii: ":")) ?? text.endIndex
            host = text[..<colon]
            tail = text[colon...]
            guard host.utf8.allSatisfy(Self.mayStandInName) else {
                throw JDBCURLError(nil, "the host holds a character that host names can't hold.")
            }
        }
        guard !host.isEmpty else { throw JDBCURLError(nil, "the host is missing after '//'.") }
        if tail.isEmpty { return (String(host), nil) }
        guard tail.first == ":", tail.dropFirst().utf8.allSatisfy({ 0x30...0x39 ~= $0 }),
            let port = UInt16(tail.dropFirst()), port > 0
        else {
            throw JDBCURLError(nil, "the port must be a number from 1 to 65535.")
        }
        return (String(host), port)
    }

    private static func mayStandInName(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
            true
        default: false
        }
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
