import Foundation
import Logging

/// The thread that takes ids off the lists and hands them to the tasks that wait in `pop` and may not block their own threads.
///
/// It asks Redis only while somebody waits, so that no id is taken that nobody wants. Should the one who waited be gone
/// when an id comes, the id is put back at the head of its list.
final class RedisTaker: Sendable {
    private struct State {
        var waiters = PopWaiters()
        var isStopping = false
        var hasEnded = false
        var ends: [CheckedContinuation<Void, Never>] = []
    }

    private enum Wish: Sendable { case take, end }

    private let state: Monitor<State>

    init(_ pop: RedisBlockingPop, logger: Logger) {
        let state = Monitor(State())
        self.state = state
        let thread = Thread {
            Self.work(state, pop, logger)
            let ends = state.change { state in
                state.hasEnded = true
                defer { state.ends = [] }
                return state.ends
            }
            ends.forEach { $0.resume() }
        }
        thread.name = "redis-taker"
        thread.start()
    }

    deinit {
        state.change { $0.isStopping = true }
    }

    func pop() async -> QueuedTask? {
        let state = state
        let ticket = state.change { $0.waiters.makeTicket() }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let waits = state.change { state in
                    guard !state.isStopping && !Task.isCancelled else { return false }
                    state.waiters.add(continuation, ticket: ticket)
                    return true
                }
                if !waits { continuation.resume(returning: nil) }
            }
        } onCancel: {
            state.change { $0.waiters.take(ticket: ticket) }?.resume(returning: nil)
        }
    }

    /// Ends the thread, which takes as long as it waits for an id at most.
    func stop() async {
        await withCheckedContinuation { continuation in
            let (hasEnded, waiters) = state.change { state in
                state.isStopping = true
                if !state.hasEnded { state.ends.append(continuation) }
                return (state.hasEnded, state.waiters.takeAll())
            }
            if hasEnded { continuation.resume() }
            waiters.forEach { $0.resume(returning: nil) }
        }
    }

    private static func work(_ state: Monitor<State>, _ pop: RedisBlockingPop, _ logger: Logger) {
        var connection: RedisConnection?
        var backoff = Backoff(first: .milliseconds(100), longest: .seconds(2))
        var isAway = false
        while true {
            let wish = state.wait { state -> Wish? in
                if state.isStopping { return .end }
                return state.waiters.isEmpty ? nil : .take
            }
            guard wish == .take else { break }
            do {
                let live = try connection ?? pop.connect()
                connection = live
                let popped = try pop.run(on: live)
                if isAway { logger.notice("the broker is back", metadata: ["broker": "\(pop.address)"]) }
                isAway = false
                backoff.reset()
                try deliver(popped, to: state, pop, through: live)
            } catch {
                connection = nil
                if !isAway { pop.tellOfOutage(error) }
                isAway = true
                let pause = max(backoff.next(), .milliseconds(50))
                _ = state.wait(atMost: pause) { $0.isStopping ? true : nil }
                state.change { $0.waiters.takeAll() }.forEach { $0.resume(returning: nil) }
            }
        }
    }

    private static func deliver(
        _ popped: RedisBlockingPop.Outcome, to state: Monitor<State>, _ pop: RedisBlockingPop,
        through connection: RedisConnection
    ) throws {
        switch popped {
        case .nothing:
            // Newcomers get this answer a little early, and ask again.
            state.change { $0.waiters.takeAll() }.forEach { $0.resume(returning: nil) }
        case .noTask: break
        case .task(let task):
            if let waiter = state.change({ $0.waiters.takeFirst() }) {
                waiter.resume(returning: task)
            } else {
                try pop.putBack(task, through: connection)
            }
        }
    }
}
