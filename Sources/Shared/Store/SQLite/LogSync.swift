import Foundation
import Synchronization

/// Syncs the write-ahead log of a database to the disk.
///
/// SQLite does the same at the end of each commit with `PRAGMA synchronous = FULL`, but holds the write lock meanwhile, which every
/// other process waits for; a sync takes several times as long as the rest of a commit. Here commits run with `NORMAL`, and
/// who made one syncs the log afterwards, before anybody is told.
final class LogSync: Sendable {
    /// The log as it was opened. It stays open: to open it anew each time would cost as much as a small sync.
    private struct Log {
        let descriptor: Int32
        let file: ino_t
    }

    private let path: String
    private let log = Mutex<Log?>(nil)

    /// - Parameter database: The path of the database, whose log is the file `-wal` beside it.
    init(database: String) {
        path = database + "-wal"
    }

    deinit {
        log.withLock { if let log = $0 { close(log.descriptor) } }
    }

    /// Blocks until all that is in the log is on the disk.
    ///
    /// - Throws: ``TaskStoreError/full(_:)``, ``TaskStoreError/unavailable(_:)``.
    func run() throws {
        let descriptor = try current()
        while fdatasync(descriptor) != 0 {
            guard errno == EINTR else { throw Self.failure("can't be synced") }
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
