import Foundation
import GRDB

/// Puts a backup in the place of the database, with nobody running.
public enum DatabaseRestore {
    /// What was done.
    public struct Summary: Sendable, Hashable {
        public let backup: DatabaseBackup.Summary
        /// Where the replaced database is now, with its log beside it; nil where there was none.
        public let replaced: String?
    }

    /// Stands beside the database while files change places. A store doesn't open while it is there.
    static func marker(_ path: String) -> String { path + ".restoring" }

    /// Checks the backup, puts the present database aside and the backup in its place.
    ///
    /// Interrupted at any point, it can be run again. Tasks that ran at the time of the backup are queued. Every fencing
    /// token is raised by ``tokenGap``, so that none of those given out since the backup is given out again.
    ///
    /// - Throws: ``TaskStoreError`` that says what to do; the present database is in its place then.
    public static func restore(_ backup: String, to path: String) throws -> Summary {
        guard FileManager.default.fileExists(atPath: backup) else {
            throw TaskStoreError.unusable("there is no backup \(backup)")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        try DatabaseOpening.prepare(folder: folder, creates: true)
        let lock = try UseLock(exclusive: path)
        defer { withExtendedLifetime(lock) {} }
        let part = path + ".restore-part"
        do {
            try DurableFile.copy(backup, to: part)
            let summary = try DatabaseBackup.summary(of: part)
            try requeue(part)
            return Summary(backup: summary, replaced: try exchange(part, for: path))
        } catch let error as DatabaseError {
            throw DatabaseOpening.refusal(error, "the backup \(backup) can't be used")
        }
    }

    static let tokenGap = 1000

    private static func requeue(_ part: String) throws {
        let database = try DatabaseQueue(path: part)
        defer { try? database.close() }
        try database.inDatabase { database in
            // All in the one file, which is about to be moved.
            try database.execute(sql: "PRAGMA journal_mode = DELETE")
            try database.execute(
                sql: """
                    UPDATE task SET token = token + \(tokenGap);
                    UPDATE task SET state = 'queued', phase = 'queued', progress = 0, message = ''
                    WHERE state = 'running';
                    """)
        }
    }

    /// - Returns: Where the old file is now.
    private static func exchange(_ part: String, for path: String) throws -> String? {
        let marker = marker(path)
        try DurableFile.move(part, to: marker)
        var aside: String?
        if FileManager.default.fileExists(atPath: path) {
            let time = Date().formatted(Date.ISO8601FormatStyle(dateSeparator: .omitted, timeSeparator: .omitted))
            let name = "\(path).replaced-\(time)"
            // The log first: beside another file's data it would corrupt that.
            if FileManager.default.fileExists(atPath: path + "-wal") {
                try DurableFile.move(path + "-wal", to: name + "-wal")
            }
            try DurableFile.move(path, to: name)
            aside = name
        }
        for suffix in ["-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        try DurableFile.move(marker, to: path)
        return aside
    }
}
