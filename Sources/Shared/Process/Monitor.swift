import Foundation

/// A value that threads share under a lock, and on whose changes they can wait.
///
/// For code on dedicated threads, which talk to blocking C libraries; tasks only ever take the lock for a moment.
final class Monitor<Value>: @unchecked Sendable {
    // Safe to share: `value` is touched nowhere but between `lock` and `unlock` of the condition, and what a body
    // returns has to be Sendable.
    private let condition = NSCondition()
    private var value: Value

    init(_ value: sending Value) {
        self.value = value
    }

    /// Looks at the value or changes it, and wakes those who wait.
    func change<Answer: Sendable>(_ body: (inout Value) throws -> Answer) rethrows -> Answer {
        condition.lock()
        defer { condition.unlock() }
        let answer = try body(&value)
        condition.broadcast()
        return answer
    }

    /// Blocks this thread until `body` gives an answer, asking again after each change; nil once the time is over.
    func wait<Answer: Sendable>(atMost duration: Duration? = nil, for body: (inout Value) -> Answer?) -> Answer? {
        let end = duration.map { Date(timeIntervalSinceNow: $0 / .seconds(1)) }
        condition.lock()
        defer { condition.unlock() }
        while true {
            if let answer = body(&value) { return answer }
            guard let end else {
                condition.wait()
                continue
            }
            guard condition.wait(until: end) else { return body(&value) }
        }
    }
}
