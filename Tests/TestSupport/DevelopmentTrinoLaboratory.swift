import Foundation

/// What the development Trino offers beside Trino's protocol: a log of the statements that came in, and failures on
/// purpose. Not for a server with TLS.
extension DevelopmentTrino {
    /// A statement that the server received.
    public struct LoggedStatement: Sendable, Decodable {
        public let queryID: String
        public let user: String
        public let source: String
        public let sql: String
        /// Trino's QueryType: `SELECT`, `INSERT` (CREATE TABLE AS too), `DATA_DEFINITION`, `EXPLAIN`...
        public let kind: String
        public let state: String

        enum CodingKeys: String, CodingKey {
            case queryID = "query_id"
            case user, source, sql, kind, state
        }
    }

    public struct LaboratoryFailure: Error, CustomStringConvertible {
        public let description: String
    }

    /// The statements received so far, oldest first.
    public func statements() async throws -> [LoggedStatement] {
        try JSONDecoder().decode([LoggedStatement].self, from: Data(try await ask("GET", "/_lab/statements")))
    }

    public func forgetStatements() async throws {
        _ = try await ask("DELETE", "/_lab/statements")
    }

    /// Sets what is to fail, in place of what was set before. `rules` is a JSON array of objects:
    /// `{"method", "path" and "sql" (regular expressions), "skip", "count"}` with one of `{"status", "body", "headers"}`,
    /// `{"close": true}`, `{"error": name, "message"}`, and `{"delay": seconds}`.
    public func setFaults(_ rules: String) async throws {
        _ = try await ask("POST", "/_lab/faults", body: Array(rules.utf8))
    }

    public func clearFaults() async throws {
        _ = try await ask("DELETE", "/_lab/faults")
    }

    private func ask(_ method: String, _ path: String, body: [UInt8] = []) async throws -> [UInt8] {
        guard url.hasPrefix("http://"), let port = hostAndPort.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw LaboratoryFailure(description: "the laboratory can't be asked at \(url)")
        }
        return try await withCheckedThrowingContinuation { continuation in
            let thread = Thread {
                continuation.resume(with: Result { try Self.exchange(port, method, path, body) })
            }
            thread.start()
        }
    }

    private static func exchange(_ port: UInt16, _ method: String, _ path: String, _ body: [UInt8]) throws -> [UInt8] {
        let head = """
            \(method) \(path) HTTP/1.1\r
            Host: 127.0.0.1:\(port)\r
            Connection: close\r
            Content-Length: \(body.count)\r
            \r

            """
        let connection = try LoopbackSocket.connect(to: port)
        defer { close(connection) }
        guard LoopbackSocket.send(Array(head.utf8) + body, on: connection) else {
            throw LaboratoryFailure(description: "\(method) \(path) wasn't sent")
        }
        var response: [UInt8] = []
        while true {
            let bytes = LoopbackSocket.receive(from: connection)
            if bytes.isEmpty { break }
            response += bytes
        }
        guard let end = response.firstRange(of: Array("\r\n\r\n".utf8)) else {
            throw LaboratoryFailure(description: "\(method) \(path) wasn't answered")
        }
        let status = String(decoding: response.prefix { $0 != 0x0D }, as: UTF8.self)
        guard status.contains(" 200 ") || status.contains(" 204 ") else {
            throw LaboratoryFailure(description: "\(method) \(path): \(status)")
        }
        return Array(response[end.upperBound...])
    }
}
