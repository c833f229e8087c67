import CSQLiteShims
import Foundation
import GRDB

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Opens the database file the way in which it must be open: by all processes alike.
enum DatabaseOpening {
    /// Sees whether the database may be opened where it is, and says that it is in use, for as long as what is returned
    /// lives.
    ///
    /// - Parameter creates: Whether a missing file, and its folder, may be made.
    /// - Throws: ``TaskStoreError/unusable(_:)``.
    static func enter(_ path: String, creates: Bool) throws -> UseLock {
        try prepare(folder: URL(fileURLWithPath: path).deletingLastPathComponent().path, creates: creates)
        guard creates || FileManager.default.fileExists(atPath: path) else {
            throw TaskStoreError.unusable(
                "there is no database \(path); name the service's with --database or in LAKEWRIGHT_DATABASE")
        }
        let use = try UseLock(shared: path)
        guard !FileManager.default.fileExists(atPath: DatabaseRestore.marker(path)) else {
            // The old file may be away already, and an empty one must not take its place.
            throw TaskStoreError.unusable(
                "a restore of the database \(path) was interrupted; run `lakewright-api store restore` once more")
        }
        return use
    }

    /// Opens or creates the file, in WAL mode, once it was entered.
    ///
    /// - Parameter folding: Hears of each commit.
    /// - Throws: ``TaskStoreError/unusable(_:)``, or ``TaskStoreError/full(_:)``.
    static func open(_ path: String, folding: LogFolding) throws -> DatabaseQueue {
        let lock = try OpeningLock(path: path + ".opening")
        defer { lock.release() }
        // defence: database-mode
        createPrivately(path)
        do {
            var configuration = configuration
            // Here alone: it is kept in the file, and who opens a copy to look at it must not write.
            configuration.journalMode = .wal
            // After the setting that turns SQLite's own checkpoints off, which would take the hook away.
            configuration.prepareDatabase { database in
                // The connection keeps its configuration, and by that this closure and what it holds.
                let listener = Unmanaged.passUnretained(folding).toOpaque()
                sqlite3_wal_hook(
                    database.sqliteConnection,
                    { listener, _, _, pages in
                        guard let listener else { return SQLITE_OK }
                        Unmanaged<LogFolding>.fromOpaque(listener).takeUnretainedValue().committed(pages: Int(pages))
                        return SQLITE_OK
                    }, listener)
            }
            let writer = try DatabaseQueue(path: path, configuration: configuration)
            // Syncs are `GroupCommit`'s to make; what SQLite needs for a file that is sound after a power cut, NORMAL gives.
            try writer.writeWithoutTransaction { try $0.execute(sql: "PRAGMA synchronous = NORMAL") }
            try TaskSchema.prepare(writer)
            return writer
        } catch let error as DatabaseError {
            throw refusal(error, "the database \(path) can't be opened")
        }
    }

    /// Connections for reads of a file that is open already.
    static func readers(of path: String) -> ReadingConnections {
        var configuration = configuration
        configuration.readonly = true
        return ReadingConnections(path: path, configuration: configuration, limit: 5)
    }

    /// Sees whether a folder is one in which a database is safe and can be written.
    static func prepare(folder: String, creates: Bool) throws {
        if creates {
            do {
                try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            } catch {
                throw TaskStoreError.unusable(
                    "the folder \(folder) of the database can't be made; "
                        + "make it, or name another file in LAKEWRIGHT_DATABASE")
            }
        }
        guard FileManager.default.fileExists(atPath: folder) else {
            throw TaskStoreError.unusable(
                "there is no folder \(folder); name the service's database with --database or in LAKEWRIGHT_DATABASE")
        }
        try FileSystemCheck.check(folder: folder)
        guard access(folder, W_OK) == 0 else {
            throw TaskStoreError.unusable(
                "the folder \(folder) of the database can't be written by this user "
                    + "(\(String(cString: strerror(errno)))); give access, or name another file in LAKEWRIGHT_DATABASE")
        }
    }

    /// Makes a missing file, empty and for its owner alone: it will hold other people's SQL. SQLite gives the log
    /// beside it the same mode. Where this fails, SQLite's own attempt says why.
    static func createPrivately(_ path: String) {
        let descriptor = Self.create(path)
        if descriptor >= 0 { close(descriptor) }
    }

    private static func create(_ path: String) -> Int32 {
        #if canImport(Glibc)
        Glibc.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        #else
        Darwin.open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
        #endif
    }

    /// For every connection, readers included.
    static var configuration: Configuration {
        var configuration = Configuration()
        configuration.busyMode = .callback { WriteLockWait.pause(after: $0) }
        // The threads of readers and writer belong to nobody's user interface.
        configuration.qos = .default
        configuration.prepareDatabase { database in
            // Releases of SQLite before 3.51.3 can lose data when a checkpoint races a commit that resets the log, so
            // nobody checkpoints but `GuardedCheckpoint`.
            try database.execute(sql: "PRAGMA wal_autocheckpoint = 0")
            // In KiB. Another process's commit empties a connection's cache, so that a large one is memory for nothing.
            try database.execute(sql: "PRAGMA cache_size = -256")
            // What is deleted, sealed secrets among it, is overwritten and not just forgotten.
            try database.execute(sql: "PRAGMA secure_delete = ON")
            if let connection = database.sqliteConnection {
                let code = lakewright_no_checkpoint_on_close(connection)
                guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
            }
        }
        return configuration
    }

    /// Whether a write failed since the disk is full. SQLite has a code of its own for the file beside the log that
    /// processes share, which it lays out before it may be touched.
    static func isForWantOfRoom(_ error: DatabaseError) -> Bool {
        error.resultCode == .SQLITE_FULL || error.extendedResultCode == .SQLITE_IOERR_SHMSIZE
    }

    /// The error for what couldn't be done at all.
    static func refusal(_ error: DatabaseError, _ what: String) -> TaskStoreError {
        let reason = "\(what): \(reason(error))"
        return isForWantOfRoom(error) ? .full(reason) : .unusable(reason)
    }

    /// An error of SQLite in words, with what to do where that is known. Holds neither SQL nor values.
    static func reason(_ error: DatabaseError) -> String {
        let text = error.message ?? "\(error.resultCode)"
        if isForWantOfRoom(error) { return "the disk is full; free some space, and it goes on by itself" }
        switch error.resultCode.primaryResultCode {
        case .SQLITE_BUSY, .SQLITE_LOCKED: return "another process holds the write lock (\(text)); try again"
        case .SQLITE_READONLY:
            return "it is read-only (\(text)); give this user write access to the file and its folder"
        case .SQLITE_CANTOPEN: return "the file can't be opened (\(text)); check its path and access rights"
        case .SQLITE_CORRUPT, .SQLITE_NOTADB: return "the file is damaged (\(text)); restore it from a backup"
        case .SQLITE_IOERR: return "the disk reports an error (\(text), \(error.extendedResultCode.rawValue)); check it"
        default: return text
        }
    }
}

/// Lets one process at a time open the database: switching a new file to WAL and the first migration can't be raced.
///
/// A lock on a file of its own, since closing any descriptor of the database would drop SQLite's own locks.
private struct OpeningLock {
    private let descriptor: Int32

    init(path: String) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else {
            throw TaskStoreError.unusable(
                "\(path) can't be opened: \(String(cString: strerror(errno))); check its access rights")
        }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else {
                let reason = String(cString: strerror(errno))
                close(descriptor)
                throw TaskStoreError.unusable("\(path) can't be locked: \(reason); keep the database on a local disk")
            }
        }
    }

    func release() {
        close(descriptor)
    }
}
