import Shared

/// Lets requests wait for the end of tasks. However many wait, the store is asked one question at a time for all of them.
actor CompletionWatch {
    private struct Waiter {
        let id: TaskID
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    private let store: any TaskStore
    private var waiters: [UInt64: Waiter] = [:]
    private var lastTicket: UInt64 = 0
    private var isLooking = false

    /// Between two questions.
    private static let interval = Duration.milliseconds(200)

    init(store: any TaskStore) {
        self.store = store
    }

    /// Returns once the task is finished or gone, the time is over or the calling task is cancelled.
    func wait(for id: TaskID, atMost limit: Duration) async {
        lastTicket += 1
        let ticket = lastTicket
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                guard !Task.isCancelled else {
                    continuation.resume()
                    return
                }
                waiters[ticket] = Waiter(id: id, deadline: .now + limit, continuation: continuation)
                if !isLooking {
                    isLooking = true
                    Task { await look() }
                }
            }
        } onCancel: {
            Task { await self.end(ticket) }
        }
    }

    private func look() async {
        while !waiters.isEmpty {
            try? await Task.sleep(for: Self.interval)
            let ids = Array(Set(waiters.values.map(\.id)))
            // A store that fails now may answer before the time is over.
            let finished = (try? await store.finished(among: ids)) ?? []
            let now = ContinuousClock.now
            for (ticket, waiter) in waiters where waiter.deadline <= now || finished.contains(waiter.id) {
                end(ticket)
            }
        }
        isLooking = false
    }

    private func end(_ ticket: UInt64) {
        waiters.removeValue(forKey: ticket)?.continuation.resume()
    }
}
