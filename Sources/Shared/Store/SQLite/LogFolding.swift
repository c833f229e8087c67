import Dispatch
import GRDB
import Logging
import Synchronization

/// Folds the write-ahead log into the file when that disturbs nobody, or can't wait.
///
/// Whoever writes waits while the log is folded, some milliseconds, so a quiet moment is best. From then on it is written over from its
/// start. A log that many write to is folded as soon as it is long: to write over blocks that the file has, and that are in memory, costs
/// much less than to let it grow (with a limit of 16 MiB in place of 128 a sixth more tasks a second on ext4).
/// ``TaskStore/maintain()`` folds what is left.
final class LogFolding: Sendable {
    /// When a log is folded ahead of its time. In pages, of 4 KiB.
    struct Policy: Sendable {
        /// How long nobody in this process has committed; others may, and wait then.
        var quiet: Duration = .seconds(1)
        /// A shorter log can wait: SQLite's own measure (`PRAGMA wal_autocheckpoint`).
        var shortest = 1_000
        /// A longer one can't, whoever commits: 16 MiB.
        var longest = 4_096

        /// What becomes of a log now.
        func verdict(pages: Int, sinceLastCommit: Duration) -> Verdict {
            if pages < shortest { return .leave }
            return pages >= longest || sinceLastCommit >= quiet ? .fold : .wait
        }
    }

    enum Verdict {
        case fold
        /// Until it has been quiet for a while.
        case wait
        /// Until it has grown by another commit.
        case leave
    }

    private struct State {
        var pages = 0
        var lastCommit = ContinuousClock.now
        /// Whether somebody will look in a moment.
        var isLookDue = false
        /// Whether somebody folds it for its length.
        var isFoldDue = false
        /// How long it was when that was tried last: a reader of an old state may have kept it from being written over.
        var lastTry = 0
    }

    private let checkpoint: GuardedCheckpoint
    private let index: LogIndex
    private let mark: SyncMark
    private let syncLog: @Sendable (_ afterFailure: Bool) throws -> Void
    /// The store's. Weak, since the writing connection, which may outlive the store by a moment, keeps this object.
    private weak let use: UseLock?
    private let policy: Policy
    private let logger: Logger
    private let state = Mutex(State())

    /// - Parameters:
    ///   - mark: The database's.
    ///   - sync: Has all that is in the log on the disk when it returns, told whether a sync has failed before; called with the write
    ///     lock held.
    init(
        path: String, use: UseLock, mark: SyncMark, policy: Policy, logger: Logger,
        sync: @escaping @Sendable (_ afterFailure: Bool) throws -> Void
    ) {
        checkpoint = GuardedCheckpoint(path: path)
        index = LogIndex(database: path)
        self.mark = mark
        syncLog = sync
        self.use = use
        self.policy = policy
        self.logger = logger
    }

    /// Blocks until done; not for the cooperative pool.
    ///
    /// The log is synced first, as after each commit. SQLite would do it too, but takes a log for whole that isn't where another
    /// has been told of the write that failed; after a power cut its beginning would be laid over newer pages of the file.
    ///
    /// - Parameter shortest: The fewest pages for which it is done: several processes that share a log see together that it is long.
    /// - Throws: `DatabaseError`, for instance when the write lock can't be had; ``TaskStoreError`` where the disk fails.
    func fold(shortest: Int = 0) throws {
        let started = ContinuousClock.now
        guard let (logPages, foldedPages) = try checkpointed(shortest: shortest, isLast: false) else { return }
        logger.debug(
            "checkpoint",
            metadata: [
                "log_pages": "\(logPages)", "folded_pages": "\(foldedPages)",
                "took": "\(ContinuousClock.now - started)",
            ])
    }

    private func checkpointed(shortest: Int, isLast: Bool) throws -> (logPages: Int, foldedPages: Int)? {
        do {
            return try mark.folding(leavesDoubt: Self.leavesDoubt) { afterFailure in
                try checkpoint.run(afterFailure: afterFailure) {
                    // What one has failed at is done whoever has tried since.
                    guard try afterFailure || shortest == 0 || isAtLeast(shortest) else { return false }
                    try mark.covering(syncLog)
                    return true
                }
            }
        } catch let error where !isLast && Self.leavesDoubt(error) {
            // SQLite may just have heard of a failure that has been mended since.
            return try checkpointed(shortest: shortest, isLast: true)
        }
    }

    /// Whether the log holds that many pages that aren't in the file yet.
    private func isAtLeast(_ pages: Int) throws -> Bool {
        try index.header().map { $0.frames - $0.folded >= pages } ?? true
    }

    private static func leavesDoubt(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.extendedResultCode == .SQLITE_IOERR_FSYNC
    }

    /// To be called after each commit of this process.
    ///
    /// - Parameter pages: The log's length then, whoever wrote it.
    func committed(pages: Int) {
        let (isTooLong, isFirst) = state.withLock { state in
            if pages < state.pages { state.lastTry = 0 }
            state.pages = pages
            state.lastCommit = .now
            let verdict = policy.verdict(pages: pages, sinceLastCommit: .zero)
            let isTooLong = verdict == .fold && !state.isFoldDue && pages - state.lastTry >= policy.shortest
            if isTooLong {
                state.isFoldDue = true
                state.lastTry = pages
            }
            // Also of a log that is folded now: a reader may keep it as it is.
            let isFirst = verdict != .leave && !state.isLookDue
            if isFirst { state.isLookDue = true }
            return (isTooLong, isFirst)
        }
        if isTooLong { DispatchQueue.global().async { [weak self] in self?.shorten() } }
        if isFirst { lookSoon() }
    }

    /// Folds a log that is too long to wait.
    private func shorten() {
        foldInUse()
        state.withLock { $0.isFoldDue = false }
    }

    private func lookSoon() {
        let (seconds, attoseconds) = policy.quiet.components
        let pause = DispatchTimeInterval.nanoseconds(Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
        DispatchQueue.global().asyncAfter(deadline: .now() + pause) { [weak self] in self?.look() }
    }

    private func look() {
        let started = ContinuousClock.now
        let verdict = state.withLock { state in
            let verdict = policy.verdict(pages: state.pages, sinceLastCommit: started - state.lastCommit)
            if verdict == .leave { state.isLookDue = false }
            return verdict
        }
        switch verdict {
        case .leave: return
        case .wait: return lookSoon()
        case .fold: foldInUse()
        }
        // Not before: several that wait for the write lock would only hold threads.
        let isMore = state.withLock { state in
            state.isLookDue = state.lastCommit > started && state.pages >= policy.shortest
            return state.isLookDue
        }
        if isMore { lookSoon() }
    }

    private func foldInUse() {
        // Without a store nobody says any more that the file is in use, and it may be replaced.
        guard let use else { return }
        defer { withExtendedLifetime(use) {} }
        do {
            try fold(shortest: policy.shortest)
        } catch {
            // Maintenance will try again, and say so where it fails too.
            logger.debug("the log can't be folded now", metadata: ["reason": "\(error)"])
        }
    }
}
