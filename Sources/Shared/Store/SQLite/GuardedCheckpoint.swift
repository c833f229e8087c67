import Foundation
import GRDB
import Synchronization

/// Folds the write-ahead log into the database file while nobody can write.
///
/// Releases of SQLite before 3.51.3 can lose data when a checkpoint races a commit that resets the log. Here one
/// connection holds the write lock (BEGIN IMMEDIATE ... ROLLBACK) while another runs a PASSIVE checkpoint, which waits
/// for no reader; so no commit can race it, in this process or another, and no two checkpoints can meet.
final class GuardedCheckpoint: Sendable {
    private let path: String
    /// Opened when they are first needed. Held by whoever checkpoints.
    private let connections = Mutex<(guarding: DatabaseQueue, checkpointing: DatabaseQueue)?>(nil)
    /// The database as it was opened to be written anew. Never closed, since that would drop the locks that SQLite has on it in
    /// this process.
    private let file = Mutex<Int32?>(nil)

    init(path: String) {
        self.path = path
    }

    /// Blocks until done; not for the cooperative pool.
    ///
    /// - Parameters:
    ///   - afterFailure: Whether a checkpoint couldn't sync since the file was last written anew. SQLite counts pages as folded
    ///     that it hasn't synced yet while a reader keeps it from folding all, and doesn't write them again.
    ///   - prepare: Called before, with nobody writing: whether to go on.
    /// - Returns: Pages in the log and how many of them are in the file now; nil where it didn't go on.
    /// - Throws: `DatabaseError`, for instance when the write lock can't be had; ``TaskStoreError``; what `prepare` throws.
    func run(
        afterFailure: Bool = false, prepare: () throws -> Bool = { true }
    ) throws -> (logPages: Int, foldedPages: Int)? {
        try connections.withLock { connections in
            let (guarding, checkpointing) = try connections ?? (open(), open())
            connections = (guarding, checkpointing)
            var outcome: (logPages: Int, foldedPages: Int)?
            try guarding.inDatabase { database in
                try database.inTransaction(.immediate) {
                    guard try prepare() else { return .rollback }
                    if afterFailure { try writeAnew() }
                    outcome = try checkpointing.inDatabase { other in
                        let row = try Row.fetchOne(other, sql: "PRAGMA wal_checkpoint(PASSIVE)")
                        return (logPages: row?[1] ?? 0, foldedPages: row?[2] ?? 0)
                    }
                    return .rollback
                }
            }
            return outcome
        }
    }

    private func writeAnew() throws {
        let descriptor = try file.withLock { file in
            let descriptor = try file ?? FileRewriting.descriptor(of: path, as: "the database")
            file = descriptor
            return descriptor
        }
        try FileRewriting.copyOntoItself(descriptor, as: "the database")
        guard fdatasync(descriptor) == 0 else { throw FileRewriting.failure("the database", "can't be synced") }
    }

    private func open() throws -> DatabaseQueue {
        try DatabaseQueue(path: path, configuration: DatabaseOpening.configuration)
    }
}
