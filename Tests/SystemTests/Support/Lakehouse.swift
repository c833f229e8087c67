import Foundation
import Shared
import TestSupport

/// A development Trino with a small shop in it, made through the engine itself.
final class Lakehouse: Sendable {
    let trino: DevelopmentTrino
    private let client: EngineClient

    private init(_ trino: DevelopmentTrino) throws {
        guard let port = trino.hostAndPort.split(separator: ":").last.flatMap({ UInt16($0) }) else {
            throw EngineClient.Failure(description: "no port in \(trino.url)")
        }
        self.trino = trino
        client = EngineClient(port: port, user: "ann")
    }

    /// - Parameter warehouse: a folder for the tables that outlives the server; one of its own where none is given.
    static func start(warehouse: URL? = nil) async throws -> Lakehouse {
        var options = DevelopmentTrino.Options()
        if let warehouse { options.furtherArguments = ["--warehouse", warehouse.path] }
        let lakehouse = try Lakehouse(try await DevelopmentTrino.start(options))
        for statement in Shop.making { try await lakehouse.rows(statement) }
        return lakehouse
    }

    func jdbcURL(_ parameters: String = "user=ann") -> String {
        "jdbc:trino://\(trino.hostAndPort)/iceberg?\(parameters)"
    }

    @discardableResult
    func rows(_ sql: String) async throws -> [JSONValue] {
        try await client.rows(sql)
    }

    /// Carries an answer out as a client would: its DDL, then its migrations.
    func migrate(_ answer: JSONValue) async throws {
        for list in ["ddl", "migrations"] {
            for statement in answer[list]?.elements ?? [] {
                try await rows(statement["statement"]?.stringValue ?? "")
            }
        }
    }

    /// Whether two queries give the same rows, in the same order where the first asks for one; false for none at all.
    func givesSameRows(_ original: String, _ rewritten: String) async throws -> Bool {
        var before = try await rows(original)
        var after = try await rows(rewritten)
        if !original.contains("ORDER BY") {
            before.sort { "\($0)" < "\($1)" }
            after.sort { "\($0)" < "\($1)" }
        }
        return !before.isEmpty && before == after
    }

    /// What the server was sent by a certain user.
    func statements(by user: String) async throws -> [DevelopmentTrino.LoggedStatement] {
        try await trino.statements().filter { $0.user == user }
    }

    func stop() {
        trino.stop()
    }
}

/// Runs a test with a lakehouse that is stopped afterwards, whatever happens.
func withLakehouse(_ body: (Lakehouse) async throws -> Void) async throws {
    let lakehouse = try await Lakehouse.start()
    defer { lakehouse.stop() }
    try await body(lakehouse)
}
