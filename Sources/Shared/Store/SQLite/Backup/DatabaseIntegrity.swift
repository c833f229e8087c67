import GRDB

/// Whether a database holds what it should: SQLite's own check of every page and index, foreign keys, and what this
/// store's rows promise to each other.
public enum DatabaseIntegrity {
    /// Looks through the whole file, as long as that takes; reads only, and keeps nobody from writing.
    ///
    /// - Returns: What is wrong, a line each; nothing for a sound file.
    /// - Throws: ``TaskStoreError`` where it can't be looked at.
    public static func problems(of path: String) throws -> [String] {
        let use = try DatabaseOpening.enter(path, creates: false)
        defer { withExtendedLifetime(use) {} }
        do {
            let database = try DatabaseQueue(path: path, configuration: DatabaseOpening.configuration)
            return try database.read { try problems(in: $0) }
        } catch let error as DatabaseError {
            throw DatabaseOpening.refusal(error, "the database \(path) can't be checked")
        }
    }

    static func problems(in database: Database) throws -> [String] {
        var problems = try String.fetchAll(database, sql: "PRAGMA integrity_check(100)").filter { $0 != "ok" }
        for row in try Row.fetchAll(database, sql: "PRAGMA foreign_key_check") {
            problems.append("a row of \(row[0] as String? ?? "?") belongs to none of \(row[2] as String? ?? "?")")
        }
        guard problems.isEmpty else { return problems }
        for promise in promises {
            let ids = try String.fetchAll(database, sql: promise.sql)
            problems += ids.map { "task \($0) \(promise.breach)" }
        }
        return problems
    }

    private static let promises: [(breach: String, sql: String)] = [
        (
            "has no request",
            "SELECT id FROM task WHERE id NOT IN (SELECT id FROM task_request) LIMIT 100"
        ),
        (
            "is done and has no result",
            """
            SELECT id FROM task WHERE state = 'done'
                AND id NOT IN (SELECT id FROM task_result WHERE result IS NOT NULL) LIMIT 100
            """
        ),
        (
            "failed without a reason",
            "SELECT id FROM task WHERE state = 'failed' AND failure_code IS NULL LIMIT 100"
        ),
    ]
}
