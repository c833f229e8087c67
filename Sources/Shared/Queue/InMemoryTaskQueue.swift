import Foundation

/// The queue of a service that is one process: API and workers share it, and Redis isn't needed.
public final class InMemoryTaskQueue: TaskQueue {
    private struct State {
        var lists: [TaskPriority: [TaskID]] = [:]
        var waiters = PopWaiters()
        var isShutDown = false

        mutating func takeNext() -> QueuedTask? {
            for priority in TaskPriority.allCases where lists[priority]?.isEmpty == false {
                guard let id = lists[priority]?.removeFirst() else { continue }
                return QueuedTask(id: id, priority: priority)
            }
            return nil
        }
    }

    private let state = Monitor(State())
    private let popTimeout: Duration

    /// - Parameter popTimeout: How long `pop` waits.
    public init(popTimeout: Duration = .seconds(2)) {
        self.popTimeout = popTimeout
    }

    public func push(_ id: TaskID, priority: TaskPriority) {
        let waiter = state.change { state in
            let waiter = state.waiters.takeFirst()
            if waiter == nil { state.lists[priority, default: []].append(id) }
            return waiter
        }
        waiter?.resume(returning: QueuedTask(id: id, priority: priority))
    }

    public func pop() async -> QueuedTask? {
        let ticket = state.change { $0.waiters.makeTicket() }
        let state = state
        let popTimeout = popTimeout
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let answer = state.change { state -> QueuedTask?? in
                    if state.isShutDown || Task.isCancelled { return .some(nil) }
                    if let next = state.takeNext() { return next }
                    state.waiters.add(continuation, ticket: ticket)
                    return nil
                }
                if let answer { return continuation.resume(returning: answer) }
                Task {
                    try await Task.sleep(for: popTimeout)
                    state.change { $0.waiters.take(ticket: ticket) }?.resume(returning: nil)
                }
            }
        } onCancel: {
            state.change { $0.waiters.take(ticket: ticket) }?.resume(returning: nil)
        }
    }

    public func checkHealth() async throws {}

    public func depths() async throws -> [TaskPriority: Int] {
        state.change { state in
            Dictionary(uniqueKeysWithValues: TaskPriority.allCases.map { ($0, state.lists[$0]?.count ?? 0) })
        }
    }

    public func shutdown() async {
        let waiters = state.change { state in
            state.isShutDown = true
            return state.waiters.takeAll()
        }
        waiters.forEach { $0.resume(returning: nil) }
    }
}
