import Foundation
import Shared
import TestSupport
import TrinoClient

/// A development Trino with a small shop in it, made through the engine itself.
final class Lakehouse: Sendable {
    let trino: DevelopmentTrino
    private let connection: TrinoConnection

    private init(trino: DevelopmentTrino, connection: TrinoConnection) {
        self.trino = trino
        self.connection = connection
    }

    /// - Parameter parameters: those of the JDBC URL, for a server that wants credentials.
    static func start(
        _ options: DevelopmentTrino.Options = DevelopmentTrino.Options(), parameters: String = "user=ann"
    ) async throws -> Lakehouse {
        let trino = try await DevelopmentTrino.start(options)
        let url = "jdbc:trino://\(trino.hostAndPort)/iceberg?\(parameters)"
        let connection = try TrinoConnection(TrinoJDBCURL(parsing: url, policy: .local))
        for statement in Shop.making { _ = try await connection.query(statement) }
        return Lakehouse(trino: trino, connection: connection)
    }

    func jdbcURL(_ parameters: String = "user=ann") -> String {
        "jdbc:trino://\(trino.hostAndPort)/iceberg?\(parameters)"
    }

    @discardableResult
    func rows(_ sql: String) async throws -> [[TrinoValue]] {
        try await connection.query(sql).rows
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

    /// Statements that came from a user other than this test's own.
    func statements(by user: String) async throws -> [DevelopmentTrino.LoggedStatement] {
        try await trino.statements().filter { $0.user == user }
    }

    func stop() async {
        await connection.close(grace: .zero)
        trino.stop()
    }
}

/// Runs a test with a lakehouse that is stopped afterwards, whatever happens.
func withLakehouse(
    _ options: DevelopmentTrino.Options = DevelopmentTrino.Options(), parameters: String = "user=ann",
    _ body: (Lakehouse) async throws -> Void
) async throws {
    let lakehouse = try await Lakehouse.start(options, parameters: parameters)
    do {
        try await body(lakehouse)
    } catch {
        await lakehouse.stop()
        throw error
    }
    await lakehouse.stop()
}
