import Foundation
import GRDB

/// Copies the database as it is at one moment, while API and workers go on.
public enum DatabaseBackup {
    /// What a copy holds.
    public struct Summary: Sendable, Hashable {
        /// Of the file.
        public let bytes: Int
        public let tasks: Int
        /// Queued or running.
        public let unfinished: Int
    }

    /// Makes a copy that is checked, complete in one file and on disk, or none at all.
    ///
    /// `VACUUM INTO` reads one snapshot through the log and takes no lock that a writer would wait for; it neither folds
    /// the log nor copies what was deleted.
    ///
    /// - Parameter destination: A path where nothing is yet.
    /// - Throws: ``TaskStoreError`` that says what to do.
    public static func make(of path: String, at destination: String) throws -> Summary {
        guard !FileManager.default.fileExists(atPath: destination) else {
            throw TaskStoreError.unusable("\(destination) exists already; name another file for the backup")
        }
        let use = try DatabaseOpening.enter(path, creates: false)
        defer { withExtendedLifetime(use) {} }
        let part = destination + ".part"
        try? FileManager.default.removeItem(atPath: part)
        DatabaseOpening.createPrivately(part)
        defer { try? FileManager.default.removeItem(atPath: part) }
        do {
            let source = try DatabaseQueue(path: path, configuration: DatabaseOpening.configuration)
            try source.inDatabase { database in
                try TaskSchema.check(database, at: path)
                try database.execute(sql: "VACUUM INTO ?", arguments: [part])
            }
            let summary = try summary(of: part)
            try DurableFile.move(part, to: destination)
            return summary
        } catch let error as DatabaseError {
            throw DatabaseOpening.refusal(error, "\(path) can't be copied to \(destination)")
        }
    }

    /// What is in a copy, once it was found sound.
    ///
    /// - Throws: ``TaskStoreError/unusable(_:)`` for one that isn't; `DatabaseError`.
    static func summary(of copy: String) throws -> Summary {
        let database = try DatabaseQueue(path: copy, configuration: DatabaseOpening.configuration)
        defer { try? database.close() }
        return try database.read { database in
            try TaskSchema.check(database, at: copy)
            let problems = try DatabaseIntegrity.problems(in: database)
            guard problems.isEmpty else {
                throw TaskStoreError.unusable(
                    "the copy \(copy) is damaged: \(problems.prefix(3).joined(separator: "; ")). "
                        + "Use an older backup, and check the disk")
            }
            let unfinished = "SELECT count(*) FROM task WHERE state IN ('queued', 'running')"
            return Summary(
                bytes: try Int.fetchOne(
                    database, sql: "SELECT page_count * page_size FROM pragma_page_count, pragma_page_size") ?? 0,
                tasks: try Int.fetchOne(database, sql: "SELECT count(*) FROM task") ?? 0,
                unfinished: try Int.fetchOne(database, sql: unfinished) ?? 0)
        }
    }
}
