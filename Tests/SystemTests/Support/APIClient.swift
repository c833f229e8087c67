import Foundation
import Shared
import Synchronization
import TestSupport

/// A client of a running `lakewright-api`, which keeps every answer for those who look for what must not be in one.
final class APIClient: Sendable {
    let process: LakewrightProcess
    let port: UInt16
    /// Sent along with every request.
    private let key: String?
    private let transcript = Mutex<[String]>([])

    struct Unexpected: Error, CustomStringConvertible {
        let description: String
    }

    init(port: UInt16, process: LakewrightProcess, key: String? = nil) {
        self.process = process
        self.port = port
        self.key = key
    }

    /// All answers so far, head and body.
    var answers: [String] { transcript.withLock { $0 } }

    /// The same server, asked with a key, or with none.
    func with(key: String?) -> APIClient { APIClient(port: port, process: process, key: key) }

    func send(
        _ method: String, _ target: String, headers: [String: String] = [:], body: JSONValue? = nil
    ) async throws -> LoopbackHTTP.Answer {
        var headers = headers
        if body != nil { headers["Content-Type"] = "application/json" }
        if let key { headers["Authorization"] = "Bearer \(key)" }
        let answer = try await LoopbackHTTP.send(
            method, target, port: port, headers: headers, body: try body.map { try JSONEncoder().encode($0) } ?? Data())
        transcript.withLock { $0.append("\(answer.head)\n\(answer.text)") }
        return answer
    }

    /// Submits a task and returns its id.
    func submit(_ body: JSONValue, headers: [String: String] = [:]) async throws -> String {
        let response = try await send("POST", "/new", headers: headers, body: body)
        guard response.status == 202, let id = try Self.json(response)["taskid"]?.stringValue else {
            throw Unexpected(description: "POST /new: \(response.status) \(response.text)")
        }
        return id
    }

    func status(_ id: String) async throws -> JSONValue {
        let response = try await send("GET", "/status?task_id=\(id)")
        guard response.status == 200 else { throw Unexpected(description: "GET /status: \(response.text)") }
        return try Self.json(response)
    }

    /// Polls until the status is one for which the condition holds, and returns it.
    @discardableResult
    func poll(_ id: String, until condition: (JSONValue) -> Bool) async throws -> JSONValue {
        while true {
            let status = try await status(id)
            if condition(status) { return status }
            guard status["status"] == "RUNNING" else {
                throw Unexpected(description: "the task ended before what was waited for: \(status)")
            }
            try await Task.sleep(for: .milliseconds(25))
        }
    }

    /// Waits for the end of a task and returns the whole answer of `GET /getresult`.
    func result(_ id: String) async throws -> JSONValue {
        try await poll(id) { $0["status"] != "RUNNING" }
        return try Self.json(try await send("GET", "/getresult?task_id=\(id)"))
    }

    static func json(_ response: LoopbackHTTP.Answer) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: response.body)
    }
}

extension JSONValue {
    /// The elements of an array; none where this isn't one.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
