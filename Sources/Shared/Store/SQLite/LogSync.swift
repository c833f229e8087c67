import Foundation
import GRDB
import Synchronization

/// Syncs the write-ahead log of a database to the disk.
///
/// SQLite does the same at the end of each commit with `PRAGMA synchronous = FULL`, but holds the write lock meanwhile, which every
/// other process waits for; a sync takes several times as long as the rest of a commit. Here commits run with `NORMAL`, and
/// who made one syncs the log afterwards, before anybody is told.
///
/// A sync that fails is not simply tried again: Linux reports a write that failed once, and counts the pages as written from then on,
/// so that the next sync succeeds without them. They are written anew first. Source: fsync(2), and the discussion of
/// PostgreSQL's developers in 2018 on what a failed fsync leaves behind.
final class LogSync: Sendable {
    /// The log as it was opened. It stays open: to open it anew each time would cost as much as a small sync.
    private struct Log {
        let descriptor: Int32
        let file: ino_t
    }

    private let database: String
    private let path: String
    private let syncFile: @Sendable (Int32) -> Int32
    private let log = Mutex<Log?>(nil)

    /// - Parameters:
    ///   - database: The path of the database, whose log is the file `-wal` beside it.
    ///   - syncFile: fdatasync(2).
    init(database: String, syncFile: @escaping @Sendable (Int32) -> Int32 = { fdatasync($0) }) {
        self.database = database
        self.syncFile = syncFile
        path = database + "-wal"
    }

    deinit {
        log.withLock { if let log = $0 { close(log.descriptor) } }
    }

    /// Blocks until all that is in the log is on the disk.
    ///
    /// - Parameter afterFailure: Whether a sync has failed since the log was last written anew.
    /// - Throws: ``TaskStoreError/full(_:)``, ``TaskStoreError/unavailable(_:)``.
    func run(afterFailure: Bool = false) throws {
        let descriptor = try current()
        if afterFailure { try writeAnew() }
        while syncFile(descriptor) != 0 {
            guard errno == EINTR else { throw Self.failure("can't be synced") }
        }
    }

    /// Writes what the log holds over itself, so that the next sync has to bring it to the disk. Nobody else writes meanwhile: they wait
    /// for the write lock. Whoever is killed in between has changed nothing.
    private func writeAnew() throws {
        do {
            let guarding = try DatabaseQueue(path: database, configuration: DatabaseOpening.configuration)
            try guarding.inDatabase { connection in
                try connection.inTransaction(.immediate) {
                    try copyOntoItself()
                    return .rollback
                }
            }
        } catch let error as DatabaseError {
            throw TaskStoreError.unavailable(
                "the database's log can't be written anew after a sync that failed: \(DatabaseOpening.reason(error))")
        }
    }

    private func copyOntoItself() throws {
        let descriptor = open(path, O_RDWR | O_CLOEXEC)
        guard descriptor >= 0 else { throw Self.failure("can't be opened") }
        defer { close(descriptor) }
        var buffer = [UInt8](repeating: 0, count: 1 << 20)
        var place = off_t(0)
        while true {
            let count = pread(descriptor, &buffer, buffer.count, place)
            guard count >= 0 else { throw Self.failure("can't be read") }
            if count == 0 { return }
            guard pwrite(descriptor, buffer, count, place) == count else { throw Self.failure("can't be written anew") }
            place += off_t(count)
        }
    }

    /// The log's descriptor, opened anew where another file has taken its place.
    private func current() throws -> Int32 {
        var found = stat()
        guard stat(path, &found) == 0 else { throw Self.failure("can't be found") }
        return try log.withLock { log in
            if let log, log.file == found.st_ino { return log.descriptor }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw Self.failure("can't be opened") }
            // Closing the old one would be a race with who syncs it at this moment; it happens once in a process's life at most.
            log = Log(descriptor: descriptor, file: found.st_ino)
            return descriptor
        }
    }

    private static func failure(_ what: String) -> TaskStoreError {
        let (code, reason) = (errno, String(cString: strerror(errno)))
        let text = "the database's log \(what) (\(reason)); check the disk"
        return code == ENOSPC || code == EDQUOT ? .full(text) : .unavailable(text)
    }
}
