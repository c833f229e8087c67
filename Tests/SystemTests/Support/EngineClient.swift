import Foundation
import Shared
import TestSupport

/// A client of Trino's protocol that shares nothing with the product's own, so that it can judge what the product did.
struct EngineClient: Sendable {
    let port: UInt16
    let user: String

    struct Failure: Error, CustomStringConvertible {
        let description: String
    }

    /// Runs a statement to its end.
    ///
    /// - Returns: its rows, each an array of values as the protocol writes them.
    func rows(_ sql: String) async throws -> [JSONValue] {
        var page = try await ask("POST", "/v1/statement", body: Data(sql.utf8))
        var rows = page["data"]?.elements ?? []
        while let next = page["nextUri"]?.stringValue {
            guard let path = URLComponents(string: next)?.path else { throw Failure(description: "nextUri: \(next)") }
            page = try await ask("GET", path)
            rows += page["data"]?.elements ?? []
        }
        if let error = page["error"] {
            throw Failure(description: "\(error["errorName"] ?? .null) \(error["message"] ?? .null), in: \(sql)")
        }
        return rows
    }

    private func ask(_ method: String, _ path: String, body: Data = Data()) async throws -> JSONValue {
        let headers = ["X-Trino-User": user, "X-Trino-Catalog": "iceberg", "X-Trino-Time-Zone": "UTC"]
        let answer = try await LoopbackHTTP.send(method, path, port: port, headers: headers, body: body)
        guard answer.status == 200 else {
            throw Failure(description: "\(method) \(path): \(answer.status) \(answer.text)")
        }
        return try JSONDecoder().decode(JSONValue.self, from: answer.body)
    }
}
