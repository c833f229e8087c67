import Foundation
import Logging
import Synchronization

/// Takes ids for those who may block their threads (``WorkThreads``): each waits for Redis itself, on a connection that is its own
/// meanwhile, and no other thread has to be woken on the way.
final class RedisDirectTaker: Sendable {
    private struct State {
        var idle: [Lent] = []
        var isClosed = false
        var isAway = false
    }

    /// A connection between two uses.
    private struct Lent: @unchecked Sendable {
        // Safe to share: it is either among the idle ones, where nobody uses it, or with the one thread that took it from there.
        let connection: RedisConnection
    }

    private let state = Mutex(State())
    private let pop: RedisBlockingPop

    init(_ pop: RedisBlockingPop) {
        self.pop = pop
    }

    /// Blocks until an id comes, or for some seconds; a moment where Redis is away.
    func take() -> QueuedTask? {
        guard !state.withLock({ $0.isClosed }) else { return nil }
        WorkThreads.willBlock()
        do {
            let connection = try state.withLock { $0.idle.popLast() }?.connection ?? pop.connect()
            let outcome = try pop.run(on: connection)
            returned(Lent(connection: connection))
            guard case .task(let task) = outcome else { return nil }
            return task
        } catch {
            let isNew = state.withLock { state in
                defer { state.isAway = true }
                return !state.isAway
            }
            if isNew { pop.tellOfOutage(error) }
            // Whoever asks again at once would ask in a tight circle.
            Thread.sleep(forTimeInterval: 0.1)
            return nil
        }
    }

    private func returned(_ connection: Lent) {
        let isBack = state.withLock { state in
            if !state.isClosed { state.idle.append(connection) }
            defer { state.isAway = false }
            return state.isAway
        }
        if isBack { pop.logger.notice("the broker is back", metadata: ["broker": "\(pop.address)"]) }
    }

    /// Lets nobody wait any more. Those who do now wait for as long as they would have.
    func close() {
        state.withLock { state in
            state.isClosed = true
            state.idle = []
        }
    }
}
