import Foundation

#if canImport(Glibc)
import Glibc
#endif

/// A client for servers on the loopback interface, one connection a request: plain enough to judge the product's own by.
public enum LoopbackHTTP {
    public struct Answer: Sendable {
        public let status: Int
        /// The status line and the header fields, as they came.
        public let head: String
        public let body: Data

        public var text: String { String(decoding: body, as: UTF8.self) }
    }

    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Sends a request and waits for the end of the answer.
    public static func send(
        _ method: String, _ target: String, port: UInt16, headers: [String: String] = [:], body: Data = Data()
    ) async throws -> Answer {
        var head = "\(method) \(target) HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n"
        for (name, value) in headers { head += "\(name): \(value)\r\n" }
        head += "Content-Length: \(body.count)\r\n\r\n"
        let request = Array(head.utf8) + Array(body)
        return try await withCheckedThrowingContinuation { continuation in
            // Sockets block: not on the cooperative pool.
            let thread = Thread {
                continuation.resume(with: Result { try exchange(request, port, what: "\(method) \(target)") })
            }
            thread.start()
        }
    }

    private static func exchange(_ request: [UInt8], _ port: UInt16, what: String) throws -> Answer {
        let connection = try LoopbackSocket.connect(to: port)
        defer { close(connection) }
        guard LoopbackSocket.send(request, on: connection) else { throw Failure(description: "\(what) wasn't sent") }
        var received: [UInt8] = []
        while true {
            let bytes = LoopbackSocket.receive(from: connection)
            if bytes.isEmpty { break }
            received += bytes
        }
        guard let end = received.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw Failure(description: "\(what) wasn't answered")
        }
        let head = String(decoding: received[..<end.lowerBound], as: UTF8.self)
        let body = Array(received[end.upperBound...])
        guard let status = head.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else {
            throw Failure(description: "\(what) was answered with something other than HTTP")
        }
        let isChunked = head.lowercased().contains("transfer-encoding: chunked")
        return Answer(status: status, head: head, body: Data(isChunked ? try joined(body, what: what) : body))
    }

    /// The content of a body in chunks (RFC 9112, 7.1).
    private static func joined(_ body: [UInt8], what: String) throws -> [UInt8] {
        var rest = body[...]
        var content: [UInt8] = []
        while let line = rest.firstRange(of: [0x0D, 0x0A]) {
            let digits = String(decoding: rest[..<line.lowerBound], as: UTF8.self).prefix { $0.isHexDigit }
            guard let count = Int(digits, radix: 16), rest.endIndex - line.upperBound >= count + 2 else { break }
            if count == 0 { return content }
            content += rest[line.upperBound..<line.upperBound + count]
            rest = rest[(line.upperBound + count + 2)...]
        }
        throw Failure(description: "the answer to \(what) breaks off")
    }
}
