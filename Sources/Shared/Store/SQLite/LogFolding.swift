import Dispatch
import GRDB
import Logging
import Synchronization

/// Folds the write-ahead log into the file when that disturbs nobody, or can't wait.
///
/// Whoever writes waits while the log is folded, the longer the longer it has grown, so a quiet moment is best. From then on it
/// is written over from its start, which spares the disk's syncs the allotting of new blocks: a quarter of their time on ext4.
/// A log that many write to is folded before it takes the disk's room; ``TaskStore/maintain()`` folds what is left.
final class LogFolding: Sendable {
    /// When a log is folded ahead of its time. In pages, of 4 KiB.
    struct Policy: Sendable {
        /// How long nobody in this process has committed; others may, and wait then.
        var quiet: Duration = .seconds(1)
        /// A shorter log can wait: SQLite's own measure (`PRAGMA wal_autocheckpoint`).
        var shortest = 1_000
        /// A longer one can't, whoever commits: 128 MiB.
        var longest = 32_768

        /// What becomes of a log now.
        func verdict(pages: Int, sinceLastCommit: Duration) -> Verdict {
            if pages < shortest { return .leave }
            return pages >= longest || sinceLastCommit >= quiet ? .fold : .wait
        }
    }

    enum Verdict {
        case fold
        /// Somebody looks at it again.
        case wait
        /// Nobody does until it has grown by another commit.
        case leave
    }

    private struct State {
        var pages = 0
        var lastCommit = ContinuousClock.now
        /// Whether somebody will look in a moment.
        var isLookDue = false
    }

    private let checkpoint: GuardedCheckpoint
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
    /// - Throws: `DatabaseError`, for instance when the write lock can't be had; ``TaskStoreError`` where the disk fails.
    func fold() throws {
        let started = ContinuousClock.now
        let (logPages, foldedPages) = try checkpointed(isLast: false)
        logger.debug(
            "checkpoint",
            metadata: [
                "log_pages": "\(logPages)", "folded_pages": "\(foldedPages)",
                "took": "\(ContinuousClock.now - started)",
            ])
    }

    private func checkpointed(isLast: Bool) throws -> (logPages: Int, foldedPages: Int) {
        do {
            return try mark.folding(leavesDoubt: Self.leavesDoubt) { afterFailure in
                try checkpoint.run(afterFailure: afterFailure) { try mark.covering(syncLog) }
            }
        } catch let error where !isLast && Self.leavesDoubt(error) {
            // SQLite may just have heard of a failure that has been mended since.
            return try checkpointed(isLast: true)
        }
    }

    private static func leavesDoubt(_ error: any Error) -> Bool {
        (error as? DatabaseError)?.extendedResultCode == .SQLITE_IOERR_FSYNC
    }

    /// To be called after each commit of this process.
    ///
    /// - Parameter pages: The log's length then, whoever wrote it.
    func committed(pages: Int) {
        let isFirst = state.withLock { state in
            state.pages = pages
            state.lastCommit = .now
            guard pages >= policy.shortest && !state.isLookDue else { return false }
            state.isLookDue = true
            return true
        }
        if isFirst { lookSoon() }
    }

    private func lookSoon() {
        let (seconds, attoseconds) = policy.quiet.components
        let pause = DispatchTimeInterval.nanoseconds(Int(seconds * 1_000_000_000 + attoseconds / 1_000_000_000))
        DispatchQueue.global().asyncAfter(deadline: .now() + pause) { [weak self] in self?.look() }
    }

    private func look() {
        // Without a store nobody says any more that the file is in use, and it may be replaced.
        guard let use else { return }
        defer { withExtendedLifetime(use) {} }
        let started = ContinuousClock.now
        let verdict = state.withLock { state in
            let verdict = policy.verdict(pages: state.pages, sinceLastCommit: started - state.lastCommit)
            if verdict == .leave { state.isLookDue = false }
            return verdict
        }
        switch verdict {
        case .leave: return
        case .wait: return lookSoon()
        case .fold: break
        }
        do {
            try fold()
        } catch {
            // Maintenance will try again, and say so where it fails too.
            logger.debug("the log can't be folded now", metadata: ["reason": "\(error)"])
        }
        // Not before: several that wait for the write lock would only hold threads.
        let isMore = state.withLock { state in
            state.isLookDue = state.lastCommit > started && state.pages >= policy.shortest
            return state.isLookDue
        }
        if isMore { lookSoon() }
    }
}
