import Foundation
import GRDB
import Synchronization

/// Syncs the write-ahead log of a database to the disk.
///
/// SQLite does the same at the end of each commit with `PRAGMA synchronous = FULL`, but holds the write lock meanwhile, which every
/// other process waits for; a sync takes several times as long as the rest of a commit. Here commits run with `NORMAL`, and
/// who made one syncs the log afterwards, before anybody is told.
///
/// A sync that fails is not simply tried again (``FileRewriting``). What the log holds is written anew first: after a failure that was
/// counted, and where one may have gone uncounted, for a failed write is reported to those who have the file open then, each
/// once, and whoever heard of it may have died since. So a log that is opened while something in it isn't known to be on the
/// disk is written anew too. What is written is checked: pages that only seem written may have been forgotten meanwhile.
final class LogSync: Sendable {
    /// The log as it was opened. It stays open: to open it anew each time would cost as much as a small sync.
    private struct Log {
        let descriptor: Int32
        let file: ino_t
        /// Whether all that the log held was on the disk after it was opened: a write that fails from then on is reported here.
        var isTrusted: Bool
    }

    private struct Failure {
        let error: any Error
        let at: ContinuousClock.Instant
    }

    private static let name = "the database's log"
    /// While the disk is broken, the log isn't written anew more often than this.
    private static let pause: Duration = .seconds(1)

    private let database: String
    private let path: String
    private let syncFile: @Sendable (Int32) -> Int32
    private let log = Mutex<Log?>(nil)
    private let index: LogIndex
    private let lastFailure = Mutex<Failure?>(nil)

    /// - Parameters:
    ///   - database: The path of the database, whose log is the file `-wal` beside it.
    ///   - syncFile: fdatasync(2).
    init(database: String, syncFile: @escaping @Sendable (Int32) -> Int32 = { fdatasync($0) }) {
        self.database = database
        self.syncFile = syncFile
        path = database + "-wal"
        index = LogIndex(database: database)
    }

    deinit {
        log.withLock { if let log = $0 { close(log.descriptor) } }
    }

    /// To be called before this process's first commit: opens the log, which need not be written anew then where all that it
    /// holds is on the disk.
    ///
    /// - Parameter isOnDisk: Asked once the log is open.
    func adopt(isOnDisk: () -> Bool) {
        // A log that isn't there, or can't be opened, is met again at the first sync.
        guard (try? current()) != nil, isOnDisk() else { return }
        log.withLock { $0?.isTrusted = true }
    }

    /// Blocks until all that is in the log is on the disk.
    ///
    /// - Parameters:
    ///   - afterFailure: Whether a sync has failed since the log was last written anew.
    ///   - isLocked: Whether the caller holds the write lock.
    /// - Throws: ``TaskStoreError/full(_:)``, ``TaskStoreError/unavailable(_:)``.
    func run(afterFailure: Bool = false, isLocked: Bool = false) throws {
        let current = try current()
        guard afterFailure || !current.isTrusted else { return try sync(current) }
        if let failure = lastFailure.withLock({ $0 }), .now - failure.at < Self.pause { throw failure.error }
        do {
            // A failure that this descriptor hasn't heard of yet is mended with the others.
            _ = syncFile(current.descriptor)
            // Nobody else writes meanwhile: they wait for the write lock. Whoever is killed in between has changed nothing.
            if isLocked { try copyOntoItself() } else { try withWriteLock { try copyOntoItself() } }
            try sync(current)
        } catch {
            lastFailure.withLock { $0 = Failure(error: error, at: .now) }
            throw error
        }
        log.withLock { log in
            if log?.descriptor == current.descriptor { log?.isTrusted = true }
        }
    }

    private func sync(_ log: Log) throws {
        while syncFile(log.descriptor) != 0 {
            guard errno == EINTR else { throw FileRewriting.failure(Self.name, "can't be synced") }
        }
    }

    private func withWriteLock(_ body: () throws -> Void) throws {
        do {
            let guarding = try DatabaseQueue(path: database, configuration: DatabaseOpening.configuration)
            try guarding.inDatabase { connection in
                try connection.inTransaction(.immediate) {
                    try body()
                    return .rollback
                }
            }
        } catch let error as DatabaseError {
            throw TaskStoreError.unavailable(
                "\(Self.name) can't be written anew after a sync that failed: \(DatabaseOpening.reason(error))")
        }
    }

    private func copyOntoItself() throws {
        guard let header = try index.header() else {
            throw TaskStoreError.unavailable(
                "\(Self.name) can't be written anew after a sync that failed: its index is not as SQLite 3 lays it out")
        }
        var frames = LogFrames(index: header)
        guard frames.bytes > 0 else { return }
        let descriptor = try FileRewriting.descriptor(of: path, as: Self.name)
        defer { close(descriptor) }
        func check(_ read: UnsafeRawBufferPointer) throws {
            guard frames.holds(read) else { throw Self.lost }
        }
        try FileRewriting.copyOntoItself(
            descriptor, as: Self.name, bytes: LogFrames.header, step: LogFrames.header, check: check)
        try FileRewriting.copyOntoItself(
            descriptor, as: Self.name, from: LogFrames.header, bytes: frames.bytes - LogFrames.header,
            step: frames.frame * 64, check: check)
        guard frames.isWhole else { throw Self.lost }
    }

    private static let lost = TaskStoreError.unavailable(
        """
        \(name) has lost what a broken disk didn't take; check the disk, stop all that uses the database and start it again: tasks \
        accepted since may be missing
        """)

    /// The log, opened anew where another file has taken its place.
    private func current() throws -> Log {
        var found = stat()
        guard stat(path, &found) == 0 else { throw FileRewriting.failure(Self.name, "can't be found") }
        return try log.withLock { log in
            if let log, log.file == found.st_ino { return log }
            let descriptor = open(path, O_RDONLY | O_CLOEXEC)
            guard descriptor >= 0 else { throw FileRewriting.failure(Self.name, "can't be opened") }
            // Closing the old one would be a race with who syncs it at this moment; it happens once in a process's life at most.
            let opened = Log(descriptor: descriptor, file: found.st_ino, isTrusted: false)
            log = opened
            return opened
        }
    }
}
