import Foundation
import TestSupport
import TrinoSQL

@testable import Optimizer

/// A development Trino as the optimizer's engine. It speaks just enough of Trino's protocol for these tests, so that they build
/// without the service's client and its packages; the client has tests of its own.
struct LaboratoryEngine: QueryEngine {
    let port: UInt16
    /// Hundreds of cases run at once: more connections than these at a time would be turned away.
    private let turnstile = Turnstile(4)
    /// The schema that unqualified names mean.
    let schema: String

    init(_ trino: DevelopmentTrino, schema: String = "raw") throws {
        guard let port = trino.hostAndPort.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw EngineError.unreachable("no port in \(trino.url)")
        }
        self.port = port
        self.schema = schema
    }

    private var headers: [String: String] {
        [
            "X-Trino-User": "test", "X-Trino-Catalog": "iceberg", "X-Trino-Schema": schema, "X-Trino-Time-Zone": "UTC",
            "X-Trino-Client-Capabilities": "PARAMETRIC_DATETIME",
        ]
    }

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        await turnstile.enter()
        let result: Result<EngineResult, any Error>
        do {
            result = .success(try await answer(to: statement))
        } catch {
            result = .failure(error)
        }
        await turnstile.leave()
        return try result.get()
    }

    private func answer(to statement: EngineStatement) async throws -> EngineResult {
        var page = try await ask("POST", "/v1/statement", body: Data(statement.sql.utf8))
        var columns: [(column: EngineResult.Column, type: SQLType?)] = []
        var rows: [[EngineValue]] = []
        while true {
            if let error = page["error"] as? [String: Any] {
                throw EngineError.failed(
                    name: error["errorName"] as? String ?? "", message: error["message"] as? String ?? "")
            }
            if let named = page["columns"] as? [[String: Any]] {
                columns = named.map { column in
                    let type = column["type"] as? String ?? ""
                    return (.init(name: column["name"] as? String ?? "", type: type), try? SQLType(parsing: type))
                }
            }
            for row in page["data"] as? [[Any]] ?? [] {
                rows.append(zip(row, columns).map { Self.value($0, $1.type) })
            }
            guard let next = page["nextUri"] as? String, let target = URL(string: next)?.path else { break }
            page = try await ask("GET", target)
        }
        let isCut = rows.count > statement.maxRows
        return EngineResult(
            columns: columns.map(\.column), rows: isCut ? Array(rows.prefix(statement.maxRows)) : rows, isCut: isCut)
    }

    private func ask(_ method: String, _ target: String, body: Data = Data()) async throws -> [String: Any] {
        // A page may be asked for again, as Trino's own clients do where a busy server drops a connection.
        var tries = method == "GET" ? 5 : 1
        var answered: LoopbackHTTP.Answer?
        while answered == nil {
            tries -= 1
            do {
                answered = try await LoopbackHTTP.send(method, target, port: port, headers: headers, body: body)
            } catch {
                if tries == 0 { throw error }
                try await Task.sleep(for: .milliseconds(200))
            }
        }
        guard let answer = answered else { throw EngineError.unreachable("\(method) \(target)") }
        guard answer.status == 200, let page = try JSONSerialization.jsonObject(with: answer.body) as? [String: Any]
        else { throw EngineError.unreachable("\(method) \(target): \(answer.status) \(answer.text.prefix(200))") }
        return page
    }

    private static func value(_ json: Any, _ type: SQLType?) -> EngineValue {
        if json is NSNull { return .null }
        switch type {
        case .boolean?:
            return (json as? NSNumber).map { .boolean($0.boolValue) } ?? .null
        case .tinyint?, .smallint?, .integer?, .bigint?:
            return (json as? NSNumber).map { .integer($0.int64Value) } ?? .null
        case .double?:
            return .double((json as? NSNumber)?.doubleValue ?? Double("\(json)") ?? .nan)
        case .real?:
            return .real((json as? NSNumber)?.floatValue ?? Float("\(json)") ?? .nan)
        case .array(let element)?:
            return .list((json as? [Any] ?? []).map { value($0, element) })
        case .row(let fields)?:
            return .list(zip(json as? [Any] ?? [], fields).map { value($0, $1.type) })
        case .map(_, let element)?:
            let entries = (json as? [String: Any] ?? [:]).sorted { $0.key < $1.key }
            return .map(entries.map { .init(key: .text($0.key), value: value($0.value, element)) })
        default:
            return .text("\(json)")
        }
    }
}
