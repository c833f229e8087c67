import Logging
import Shared

/// Tells the store that a worker is alive, from the claim until the end of its task is written down.
struct Heartbeat: Sendable {
    let store: any TaskStore
    let lease: TaskLease
    let interval: Duration
    let statements: StatementLedger
    let logger: Logger

    /// Beats until the calling task is cancelled, or the lease is over.
    ///
    /// - Returns: Whether the lease is over.
    func run() async -> Bool {
        var isUnheard = false
        // The claim was a sign of life, so the first beat can wait.
        while (try? await Task.sleep(for: interval)) != nil {
            do {
                try await store.heartbeat(lease, statements: statements.running)
                if isUnheard { logger.notice("heartbeats can be written again") }
                isUnheard = false
            } catch TaskStoreError.leaseLost {
                return true
            } catch {
                if !isUnheard { logger.warning("no heartbeat can be written", metadata: ["reason": "\(error)"]) }
                isUnheard = true
            }
        }
        return false
    }
}
