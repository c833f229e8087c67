import Shared
import Synchronization

/// The slots that wait for an id, so that they can all be called off.
final class OpenPops: Sendable {
    private struct State {
        var waits: [UInt64: Task<QueuedTask?, Never>] = [:]
        var lastTicket: UInt64 = 0
        var areCalledOff = false
    }

    private let state = Mutex(State())

    /// Waits for an id as the queue does; nil soon once ``callOff()`` was called.
    func pop(from queue: any TaskQueue, on threads: WorkThreads) async -> QueuedTask? {
        let wait = Task(executorPreference: threads) { await queue.pop() }
        let (ticket, isCalledOff) = state.withLock { state in
            state.lastTicket += 1
            state.waits[state.lastTicket] = wait
            return (state.lastTicket, state.areCalledOff)
        }
        if isCalledOff { wait.cancel() }
        defer { state.withLock { $0.waits[ticket] = nil } }
        return await withTaskCancellationHandler {
            await wait.value
        } onCancel: {
            wait.cancel()
        }
    }

    func callOff() {
        let waits = state.withLock { state in
            state.areCalledOff = true
            return Array(state.waits.values)
        }
        waits.forEach { $0.cancel() }
    }
}
