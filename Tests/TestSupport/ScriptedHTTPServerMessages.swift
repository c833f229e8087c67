/// A request that a ``ScriptedHTTPServer`` received.
public struct ScriptedRequest: Sendable {
    public let method: String
    /// Path and query.
    public let target: String
    public let headers: [(name: String, value: String)]
    public let body: [UInt8]
    /// Its number among all requests of the server, from 0.
    public internal(set) var index = 0

    /// The first value of a header.
    public subscript(name: String) -> String? {
        values(of: name).first
    }

    public func values(of name: String) -> [String] {
        headers.filter { $0.name.lowercased() == name.lowercased() }.map(\.value)
    }

    public var text: String { String(decoding: body, as: UTF8.self) }
}

/// What a ``ScriptedHTTPServer`` does with a request.
public indirect enum ScriptedReply: Sendable {
    case respond(Int, headers: [(String, String)], body: [UInt8])
    /// Announces `length` bytes, sends `body` and closes the connection.
    case respondPartly(Int, headers: [(String, String)], body: [UInt8], length: Int)
    /// Sends these bytes and closes the connection.
    case raw([UInt8])
    /// Closes the connection without a word.
    case drop
    /// Says nothing until the client gives up.
    case hang
    /// Replies after so many seconds.
    case after(Double, ScriptedReply)

    public static func respond(_ status: Int, headers: [(String, String)] = [], body: String = "") -> ScriptedReply {
        .respond(status, headers: headers, body: Array(body.utf8))
    }

    func head(_ status: Int, _ headers: [(String, String)], length: Int) -> [UInt8] {
        var head = "HTTP/1.1 \(status) Scripted\r\n"
        if status != 204 { head += "Content-Length: \(length)\r\n" }
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        return Array((head + "\r\n").utf8)
    }
}
