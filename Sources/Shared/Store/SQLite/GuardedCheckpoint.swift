import GRDB

/// Folds the write-ahead log into the database file while nobody can write.
///
/// Releases of SQLite before 3.51.3 can lose data when a checkpoint races a commit that resets the log. Here one
/// connection holds the write lock (BEGIN IMMEDIATE ... ROLLBACK) while another runs a PASSIVE checkpoint, which waits
/// for no reader; so no commit can race it, in this process or another, and no two checkpoints can meet.
struct GuardedCheckpoint: Sendable {
    private let guarding: DatabaseQueue
    private let checkpointing: DatabaseQueue

    init(path: String) throws {
        guarding = try DatabaseQueue(path: path, configuration: DatabaseOpening.configuration)
        checkpointing = try DatabaseQueue(path: path, configuration: DatabaseOpening.configuration)
    }

    /// Blocks until done; not for the cooperative pool.
    ///
    /// - Returns: Pages in the log and how many of them are in the file now.
    /// - Throws: `DatabaseError`, for instance when the write lock can't be had.
    func run() throws -> (logPages: Int, foldedPages: Int) {
        var outcome = (logPages: 0, foldedPages: 0)
        try guarding.inDatabase { database in
            try database.inTransaction(.immediate) {
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
