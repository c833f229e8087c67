import Foundation
import GRDB
import Logging
import Metrics

/// Tasks in one SQLite file that API and workers of one machine share.
///
/// Writes are serialised in one connection a process, in `BEGIN IMMEDIATE` transactions; those that come at the same time share one
/// (``GroupCommit``). What a client is told is synced to the disk before the method returns, the end of a task in the moment
/// after; claims, heartbeats and progress outlive every process and not a power cut (``Survival``). Reads have connections of
/// their own (``ReadingConnections``) and, the file being in WAL mode, wait for nobody. No call blocks the cooperative pool, and a
/// write is never interrupted by cancellation of the calling task: it either happened or it threw.
///
/// ```swift
/// let store = try SQLiteTaskStore(path: "run/lakewright.sqlite")
/// try await store.insert(NewTask(request: request, sealer: sealer))
/// ```
public final class SQLiteTaskStore: TaskStore {
    let writer: DatabaseQueue
    let logger: Logger
    private let readers: ReadingConnections
    private let commits: GroupCommit
    private let folding: LogFolding
    private let use: UseLock
    private let writeTimer = Timer(.storeWriteSeconds)
    private let readTimer = Timer(.storeReadSeconds)
    private let writeErrors = Counter(.storeWriteErrors)

    /// Opens the file. Blocks for as long as that takes, as at the start of a process it may.
    ///
    /// - Parameter creates: Whether a missing file, and its folder, are made.
    /// - Throws: ``TaskStoreError/unusable(_:)`` or ``TaskStoreError/full(_:)``, which say what to do.
    public convenience init(
        path: String, creates: Bool = true, logger: Logger = Logger(label: "lakewright.store")
    ) throws {
        let log = LogSync(database: path)
        try self.init(path: path, creates: creates, logger: logger) { try log.run(afterFailure: $0, isLocked: $1) }
        log.adopt { commits.isOnDisk }
    }

    /// - Parameters:
    ///   - policy: When the log is folded.
    ///   - sync: Has all that is in the log on the disk when it returns, told whether a sync has failed before, and whether the
    ///     caller holds the write lock.
    init(
        path: String, creates: Bool, logger: Logger, folding policy: LogFolding.Policy = LogFolding.Policy(),
        sync: @escaping @Sendable (_ afterFailure: Bool, _ isLocked: Bool) throws -> Void
    ) throws {
        self.logger = logger
        use = try DatabaseOpening.enter(path, creates: creates)
        let mark = try SyncMark(database: path)
        folding = LogFolding(path: path, use: use, mark: mark, policy: policy, logger: logger) { try sync($0, true) }
        writer = try DatabaseOpening.open(path, folding: folding)
        readers = DatabaseOpening.readers(of: path)
        commits = GroupCommit(writer: writer, mark: mark, logger: logger) { try sync($0, false) }
    }

    public func checkHealth() async throws {
        try await confirmWritable()
    }

    public func maintain() async throws {
        try await offPool { try self.folding.fold() }
    }

    /// Runs one transaction, `BEGIN IMMEDIATE` to commit, in the writing connection; see ``GroupCommit`` for what `body` and
    /// `committed` may do.
    func write<Value: Sendable>(
        survives: Survival = .powerCut, committed: @escaping @Sendable (Value) -> Void = { _ in },
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let started = ContinuousClock.now
        defer { writeTimer.record(duration: ContinuousClock.now - started) }
        do {
            return try await commits.write(survives: survives, committed: committed, body)
        } catch let error as DatabaseError {
            writeErrors.increment()
            throw Self.unavailable(error)
        } catch let error as TaskStoreError {
            switch error {
            case .full, .unavailable: writeErrors.increment()
            case .leaseLost, .duplicate, .unusable, .damaged: break
            }
            throw error
        }
    }

    /// Runs statements in a reading connection, against one snapshot.
    func read<Value: Sendable>(_ body: @escaping @Sendable (Database) throws -> Value) async throws -> Value {
        try await inReader { database in try database.transaction(.reading) { try body(database) } }
    }

    /// The first row of one statement, which needs no transaction to see one state of the file.
    func firstRow<Value: Sendable>(
        of sql: String, _ arguments: StatementArguments, _ value: @escaping @Sendable (Row) throws -> Value
    ) async throws -> Value? {
        try await inReader { database in
            try Row.fetchOne(database.cachedStatement(sql: sql), arguments: arguments).map(value)
        }
    }

    private func inReader<Value: Sendable>(
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let started = ContinuousClock.now
        defer { readTimer.record(duration: ContinuousClock.now - started) }
        if WorkThreads.isCurrentThread { return try Self.translating { try readers.read(body) } }
        return try await offPool { try self.readers.read(body) }
    }

    /// Returns when all that is committed is on the disk.
    func sync() async throws {
        do {
            try await commits.sync()
        } catch {
            writeErrors.increment()
            throw error
        }
    }

    private func offPool<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
        let result: Result<Value, any Error> = await withCheckedContinuation { continuation in
            DispatchQueue.global().async { continuation.resume(returning: Result { try body() }) }
        }
        return try Self.translating { try result.get() }
    }

    private static func translating<Value>(_ body: () throws -> Value) throws -> Value {
        do {
            return try body()
        } catch let error as DatabaseError {
            throw unavailable(error)
        }
    }

    private static func unavailable(_ error: DatabaseError) -> TaskStoreError {
        let reason = "the database: \(DatabaseOpening.reason(error))"
        return DatabaseOpening.isForWantOfRoom(error) ? .full(reason) : .unavailable(reason)
    }
}
