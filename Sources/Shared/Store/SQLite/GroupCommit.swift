import GRDB
import Synchronization

/// Runs writes that wait at the same time in one transaction, so that they share one sync of the disk.
///
/// To each caller it is as if its write had a transaction of its own, durable when the call returns. A group in which
/// one write refuses (a lost lease, say) is rolled back and its writes are run one by one, so a write may run twice and
/// has to change nothing but the database.
final class GroupCommit: Sendable {
    private struct Pending: Sendable {
        let survives: Survival
        let run: @Sendable (Database) throws -> Void
        /// Called exactly once, after the commit or with what prevented it.
        let finish: @Sendable ((any Error)?) -> Void
    }

    private let pool: DatabasePool
    private let waiting = Mutex<[Pending]>([])
    private let groupLimit: Int
    /// How the writing connection is set at present; touched by its thread alone, which the compiler can't know.
    private let setting = Mutex<Survival?>(nil)

    init(pool: DatabasePool, groupLimit: Int = 256) {
        self.pool = pool
        self.groupLimit = groupLimit
    }

    /// Runs `body` and commits. Not interrupted by cancellation of the calling task.
    ///
    /// - Parameter survives: What the write outlives once the call has returned. A group is as durable as the most demanding of
    ///   its writes.
    /// - Throws: What `body` throws, or `DatabaseError`. Nothing of the write is in the database then.
    func write<Value: Sendable>(
        survives: Survival, _ body: @escaping @Sendable (Database) throws -> Value
    ) async throws -> Value {
        let answer = Answer<Value>()
        let failure = await withCheckedContinuation { continuation in
            submit(
                Pending(
                    survives: survives,
                    run: { answer.set(try body($0)) },
                    finish: { continuation.resume(returning: $0) }))
        }
        if let failure { throw failure }
        guard let value = answer.value else {
            throw TaskStoreError.unavailable("the write didn't run; try again")
        }
        return value
    }

    private func submit(_ write: Pending) {
        // Whoever comes first has the group run; the rest gather until the writing connection is free.
        let isFirst = waiting.withLock { waiting in
            waiting.append(write)
            return waiting.count == 1
        }
        if isFirst { schedule() }
    }

    private func schedule() {
        pool.asyncWriteWithoutTransaction { [self] database in
            let (group, isMore) = waiting.withLock { waiting in
                let group = Array(waiting.prefix(groupLimit))
                waiting.removeFirst(group.count)
                return (group, !waiting.isEmpty)
            }
            if isMore { schedule() }
            run(group, in: database)
        }
    }

    private func run(_ group: [Pending], in database: Database) {
        do {
            try prepare(database, for: group.contains { $0.survives == .powerCut } ? .powerCut : .crash)
            try database.inTransaction(.immediate) {
                for write in group { try write.run(database) }
                return .commit
            }
            group.forEach { $0.finish(nil) }
        } catch let error where group.count == 1 || Self.isTheSameForAll(error) {
            group.forEach { $0.finish(error) }
        } catch {
            for write in group { run([write], in: database) }
        }
    }

    /// SQLite takes a new setting between transactions only.
    private func prepare(_ database: Database, for survival: Survival) throws {
        guard setting.withLock({ $0 != survival }) else { return }
        try database.execute(sql: "PRAGMA synchronous = \(survival.synchronous)")
        setting.withLock { $0 = survival }
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
