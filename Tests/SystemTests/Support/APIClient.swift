import Foundation
import HTTPTransport
import Shared
import Synchronization
import TestSupport

/// A client of a running `lakewright-api`, which keeps every answer for those who look for what must not be in one.
final class APIClient: Sendable {
    let process: LakewrightProcess
    private let address: String
    private let http: HTTPClient
    private let transcript = Mutex<[String]>([])

    struct Unexpected: Error, CustomStringConvertible {
        let description: String
    }

    init(port: Int, process: LakewrightProcess) throws {
        self.process = process
        address = "http://127.0.0.1:\(port)"
        http = try HTTPClient()
    }

    /// All answers so far, head and body.
    var answers: [String] { transcript.withLock { $0 } }

    func send(_ method: HTTPRequest.Method, _ target: String, body: JSONValue? = nil) async throws -> HTTPResponse {
        var request = HTTPRequest(method, try HTTPURL(address + target))
        if let body {
            request.headers.add("Content-Type", "application/json")
            request.body = Array(try JSONEncoder().encode(body))
        }
        let response = try await http.send(request)
        let head = response.headers.fields.map { "\($0.name): \($0.value)\n" }.joined()
        transcript.withLock { $0.append("\(response.status)\n\(head)\n\(response.text)") }
        return response
    }

    /// Submits a task and returns its id.
    func submit(_ body: JSONValue) async throws -> String {
        let response = try await send(.post, "/new", body: body)
        guard response.status == 202, let id = try Self.json(response)["taskid"]?.stringValue else {
            throw Unexpected(description: "POST /new: \(response.status) \(response.text)")
        }
        return id
    }

    func status(_ id: String) async throws -> JSONValue {
        let response = try await send(.get, "/status?task_id=\(id)")
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
        return try Self.json(try await send(.get, "/getresult?task_id=\(id)"))
    }

    static func json(_ response: HTTPResponse) throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(response.body))
    }
}

extension JSONValue {
    /// The elements of an array; none where this isn't one.
    var elements: [JSONValue] {
        guard case .array(let elements) = self else { return [] }
        return elements
    }
}
