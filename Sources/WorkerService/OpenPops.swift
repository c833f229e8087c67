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
        let (wait, ticket) = state.withLock { state in
            let wait = Task(executorPreference: threads) { await queue.pop() }
            if state.areCalledOff { wait.cancel() }
            state.lastTicket += 1
            state.waits[state.lastTicket] = wait
            return (wait, state.lastTicket)
        }
        defer { state.withLock { $0.waits[ticket] = nil } }
        return await withTaskCancellationHandler {
            await wait.value
        } onCancel: {
            wait.cancel()
        }
    }

    func callOff() {
        state.withLock { state in
            state.areCalledOff = true
            state.waits.values.forEach { $0.cancel() }
        }
    }
}
