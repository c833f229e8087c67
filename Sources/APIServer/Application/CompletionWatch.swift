import Shared

/// Lets requests wait for the end of tasks. However many wait, the store is asked one question at a time for all of them: often where
/// somebody has just begun to wait, for most tasks that end soon end at once, and seldom where all have waited for long
/// (``LookingSchedule``).
actor CompletionWatch {
    private struct Waiter {
        let id: TaskID
        let deadline: ContinuousClock.Instant
        let continuation: CheckedContinuation<Void, Never>
    }

    private let store: any TaskStore
    private var waiters: [UInt64: Waiter] = [:]
    private var lastTicket: UInt64 = 0
    /// When whoever came last began to wait.
    private var lastCame = ContinuousClock.now
    private var isLooking = false
    /// Until the next question; cut short when somebody comes for whom it is too long.
    private var pause: Task<Void, Never>?
    private var schedule = LookingSchedule(now: .now)

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
                let now = ContinuousClock.now
                waiters[ticket] = Waiter(id: id, deadline: now + limit, continuation: continuation)
                lastCame = now
                if !isLooking {
                    isLooking = true
                    Task { await look() }
                } else {
                    pause?.cancel()
                }
            }
        } onCancel: {
            Task { await self.end(ticket) }
        }
    }

    private func look() async {
        while !waiters.isEmpty {
            let due = schedule.next(youngest: lastCame)
            if due > .now {
                let pause = Task { _ = try? await Task.sleep(until: due, clock: .continuous) }
                self.pause = pause
                await pause.value
                self.pause = nil
                // It may have been cut short.
                continue
            }
            let began = ContinuousClock.now
            let ids = Array(Set(waiters.values.map(\.id)))
            // A store that fails now may answer before the time is over.
            let finished = (try? await store.finished(among: ids)) ?? []
            let now = ContinuousClock.now
            schedule.looked(from: began, until: now)
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
