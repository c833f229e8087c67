import Synchronization

/// The first of several answers, for one who waits for it.
final class FirstAnswer<Value: Sendable>: Sendable {
    private struct State {
        var answer: Result<Value, any Error>?
        var waiter: CheckedContinuation<Value, any Error>?
    }

    private let state = Mutex(State())

    /// Later ones are of no interest.
    func give(_ answer: Result<Value, any Error>) {
        let waiter = state.withLock { state -> CheckedContinuation<Value, any Error>? in
            guard state.answer == nil else { return nil }
            state.answer = answer
            return state.waiter.take()
        }
        waiter?.resume(with: answer)
    }

    /// - Throws: The answer, where it is an error.
    var value: Value {
        get async throws {
            try await withCheckedThrowingContinuation { continuation in
                let answer = state.withLock { state in
                    if state.answer == nil { state.waiter = continuation }
                    return state.answer
                }
                if let answer { continuation.resume(with: answer) }
            }
        }
    }
}
