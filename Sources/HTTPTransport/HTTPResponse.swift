/// What came back. Every status is a response; nothing is thrown for it, and no redirect is followed.
public struct HTTPResponse: Sendable {
    public let status: Int
    public let headers: HTTPHeaders
    /// The body, decompressed.
    public let body: [UInt8]

    public init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// The body as text, malformed UTF-8 repaired.
    public var text: String { String(decoding: body, as: UTF8.self) }

    /// The start of the body on one line, for messages to people.
    public func excerpt(limit: Int = 200) -> String {
        let head = String(decoding: body.prefix(limit * 4), as: UTF8.self)
        let line = head.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let printable = String(line.unicodeScalars.filter { $0.value >= 0x20 && $0.value != 0x7F })
        return printable.count > limit ? printable.prefix(limit) + "..." : printable
    }
}
