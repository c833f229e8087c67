import Foundation
import GRDB
import Logging
import Synchronization

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// Runs writes that wait at the same time in one transaction, and syncs the disk once for all that were committed meanwhile.
///
/// To each caller it is as if its write had a transaction of its own, as durable as it asked for when the call returns. On a
/// thread that may block (``WorkThreads``) whoever comes first runs the group, and syncs, where it stands; elsewhere the
/// queue's thread does. A group in which one write refuses (a lost lease, say) is rolled back and its writes
/// are run one by one, so a write may run twice and has to change nothing but the database.
final class GroupCommit: Sendable {
    private struct Pending: Sendable {
        let survives: Survival
        let run: @Sendable (Database) throws -> Void
        /// Called when it is committed.
        var committed: @Sendable () -> Void = {}
        /// Called exactly once: when the write is as durable as it has to be, or with what prevented that.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private struct State {
        /// For a transaction.
        var waiting: [Pending] = []
        /// Whether somebody is about to run those.
        var isRunDue = false
        /// Committed, and waiting for a sync.
        var unsynced: [Pending] = []
        /// Whether something was committed that is to be synced, waited for or not.
        var isToSync = false
        /// The last such commit.
        var last: (number: UInt64, at: ContinuousClock.Instant)?
        /// Whether it followed the one before within a moment.
        var isBusy = false
        var isSyncing = false
        /// Whether somebody will sync in a moment.
        var isSyncDue = false
    }

    private let writer: DatabaseQueue
    private let mark: SyncMark
    private let syncLog: @Sendable (_ afterFailure: Bool) throws -> Void
    private let state = Mutex(State())
    /// Held by whoever uses the writing connection on a thread that may block. Continuations are resumed meanwhile; no cancellation
    /// handler waits for it.
    private let writing = Mutex(())
    private let groupLimit: Int
    private let moment: Duration
    private let later: Later
    private let logger: Logger
    /// For those who can't, or shall not, block their own thread.
    private let turns: DispatchQueue

    /// Has something done once a moment is over.
    typealias Later = @Sendable (@escaping @Sendable () -> Void) -> Void

    /// - Parameters:
    ///   - mark: The database's.
    ///   - moment: How long a sync that nobody waits for is put off, where commits follow each other within that time.
    ///   - later: How that is done; nil for by the clock.
    ///   - sync: Has all that is committed on the disk when it returns, told whether a sync has failed before; blocks.
    init(
        writer: DatabaseQueue, mark: SyncMark, groupLimit: Int = 256, moment: Duration = .milliseconds(5),
        later: Later? = nil, logger: Logger = Logger(label: "lakewright.store"),
        sync: @escaping @Sendable (_ afterFailure: Bool) throws -> Void
    ) {
        self.writer = writer
        self.mark = mark
        self.groupLimit = groupLimit
        self.moment = moment
        let turns = DispatchQueue(label: "lakewright.commits")
        self.turns = turns
        let pause = DispatchTimeInterval.microseconds(Int(moment / .microseconds(1)))
        self.later = later ?? { turns.asyncAfter(deadline: .now() + pause, execute: $0) }
        self.logger = logger
        syncLog = sync
    }

    /// Whether all that was committed, by any process, is on the disk.
    var isOnDisk: Bool { mark.isOnDisk }

    /// Runs `body` and commits. Not interrupted by cancellation of the calling task.
    ///
    /// - Parameters:
    ///   - survives: What the write outlives once the call has returned.
    ///   - committed: Called with what `body` returned once others can see it, a sync before the call returns where there is one.
    ///     Must not block.
    /// - Throws: What `body` throws, or `DatabaseError`: nothing of the write is in the database then. Or what kept the disk from
    ///   being synced: then it is there, and it isn't known whether it would outlive a power cut.
    func write<Value: Sendable>(
        survives: Survival, committed: @escaping @Sendable (Value) -> Void = { _ in },
        _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let answer = Answer<Value>()
        let failure = await withCheckedContinuation { continuation in
            submit(
                Pending(
                    survives: survives,
                    run: { answer.set(try body($0)) },
                    committed: { answer.value.map(committed) },
                    finish: { continuation.resume(returning: $0) }))
        }
        if let failure { throw failure }
        guard let value = answer.value else {
            throw TaskStoreError.unavailable("the write didn't run; try again")
        }
        return value
    }

    /// Returns when all that is committed, by any process, is on the disk.
    ///
    /// - Throws: What kept the disk from being synced.
    func sync() async throws {
        if mark.isOnDisk { return }
        let failure = await withCheckedContinuation { continuation in
            state.withLock { state in
                state.isToSync = true
                state.unsynced.append(
                    Pending(survives: .powerCut, run: { _ in }, finish: { continuation.resume(returning: $0) }))
            }
            if WorkThreads.isCurrentThread { syncAll() } else { turns.async { self.syncAll() } }
        }
        if let failure { throw failure }
    }

    private func submit(_ write: Pending) {
        // Whoever comes first has the group run. The rest gather until the writing connection is free; those who need a sync also
        // while there is one, for they couldn't return before the next one anyway.
        let isFirst = state.withLock { state in
            state.waiting.append(write)
            guard !state.isRunDue, !(state.isSyncing && write.survives == .powerCut) else { return false }
            state.isRunDue = true
            return true
        }
        guard isFirst else { return }
        if WorkThreads.isCurrentThread {
            let isWaitedFor = write.survives == .powerCut
            inTurn { commitGroup(in: $0) }
            if isWaitedFor {
                syncAll()
            } else if state.withLock({ !$0.unsynced.isEmpty }) {
                // Of others who came with this one, which has no need to wait.
                turns.async { self.syncAll() }
            } else {
                syncSoon()
            }
        } else {
            writer.asyncWriteWithoutTransaction { database in
                self.commitGroup(in: database)
                // Not here: the next group can be committed meanwhile.
                self.turns.async { self.syncAll() }
            }
        }
    }

    /// Runs `body` with the writing connection, once it is free. Blocks.
    ///
    /// The connection has a queue of its own, in which whoever comes second sleeps, under load for 130 us on average. So this looks
    /// some times more before: a tenth more tasks a second.
    private func inTurn(_ body: (Database) -> Void) {
        for _ in 0..<Self.looks {
            if writing.withLockIfAvailable({ _ in writer.writeWithoutTransaction(body) }) != nil { return }
            sched_yield()
        }
        writing.withLock { _ in writer.writeWithoutTransaction(body) }
    }

    /// Held against none at all; no other number was tried.
    private static let looks = 40

    /// Commits and syncs for those who gathered. Blocks.
    private func takeTurn() {
        if state.withLock({ !$0.waiting.isEmpty }) { inTurn { commitGroup(in: $0) } }
        syncAll()
    }

    /// Syncs in a moment where commits follow each other, unless another process has done so by then, and at once otherwise: by the
    /// calling thread, which has little to do then, for on an idle machine another would have to be woken first.
    private func syncSoon() {
        let isBusy = state.withLock { state -> Bool? in
            guard state.isToSync, !state.isSyncing, !state.isSyncDue else { return nil }
            state.isSyncDue = state.isBusy
            return state.isBusy
        }
        switch isBusy {
        case true?: syncLater()
        case false?: takeTurn()
        case nil: break
        }
    }

    /// Looks again in a moment: where another process has synced what was committed until now, only what came since is left, and has
    /// a moment of its own.
    private func syncLater() {
        let number = state.withLock { $0.last?.number } ?? 0
        later {
            let isPutOffAgain = self.state.withLock { state in
                state.isSyncDue = false
                guard state.unsynced.isEmpty, self.mark.covers(number) else { return false }
                state.isToSync = state.last.map { $0.number > number } ?? false
                state.isSyncDue = state.isToSync
                return state.isSyncDue
            }
            if isPutOffAgain { self.syncLater() } else { self.takeTurn() }
        }
    }

    private func commitGroup(in database: Database) {
        let (group, isMore) = state.withLock { state in
            let group = Array(state.waiting.prefix(groupLimit))
            state.waiting.removeFirst(group.count)
            state.isRunDue = !state.waiting.isEmpty
            return (group, state.isRunDue)
        }
        if isMore { turns.async { self.takeTurn() } }
        if !group.isEmpty { commit(group, in: database) }
    }

    private func commit(_ group: [Pending], in database: Database) {
        do {
            let number = try transaction(of: group, in: database, isToSync: group.contains { $0.survives != .crash })
            state.withLock { state in
                state.unsynced += group.filter { $0.survives == .powerCut }
                guard let number else { return }
                state.isToSync = true
                state.isBusy = state.last.map { .now - $0.at < moment } ?? false
                state.last = (number, .now)
            }
            group.forEach { $0.committed() }
            for write in group where write.survives != .powerCut { write.finish(nil) }
        } catch let error where group.count == 1 || Self.isTheSameForAll(error) {
            group.forEach { $0.finish(error) }
        } catch {
            for write in group { commit([write], in: database) }
        }
    }

    /// - Returns: The commit's number, where it is to be synced.
    private func transaction(of group: [Pending], in database: Database, isToSync: Bool) throws -> UInt64? {
        var number: UInt64?
        defer { number.map(mark.end) }
        try database.transaction(.writing) {
            for write in group { try write.run(database) }
            if isToSync { number = mark.begin() }
        }
        return number
    }

    /// Syncs for all that are committed, unless that is being done: then those who came too late for it get a turn of their own.
    private func syncAll() {
        let group = state.withLock { state -> [Pending]? in
            guard !state.isSyncing, state.isToSync else { return nil }
            state.isSyncing = true
            state.isToSync = false
            defer { state.unsynced = [] }
            return state.unsynced
        }
        guard let group else { return }
        WorkThreads.willBlock()
        let failure = failureOfSync()
        let isMore = state.withLock { state in
            state.isSyncing = false
            let isMore = state.isToSync || !state.waiting.isEmpty
            // With the next commit, or when somebody asks: at once it would most likely fail again.
            if failure != nil { state.isToSync = true }
            return isMore
        }
        if isMore { turns.async { self.takeTurn() } }
        if let failure, group.isEmpty { logger.error("\(failure)") }
        group.forEach { $0.finish(failure) }
    }

    private func failureOfSync() -> (any Error)? {
        do {
            try mark.covering(syncLog)
            return nil
        } catch {
            return error
        }
    }

    /// Whether a group's failure, such as a lock that can't be had, would be that of each of its writes. A disk that is too
    /// full for one large result still has room for the heartbeats beside it.
    private static func isTheSameForAll(_ error: any Error) -> Bool {
        guard let error = error as? DatabaseError else { return false }
        return !DatabaseOpening.isForWantOfRoom(error)
    }
}

/// What a write gave, on its way from the writing connection's thread to the task that waits for it.
private final class Answer<Value: Sendable>: Sendable {
    private let slot = Mutex<Value?>(nil)

    var value: Value? { slot.withLock { $0 } }

    func set(_ value: Value) {
        slot.withLock { $0 = value }
    }
}
