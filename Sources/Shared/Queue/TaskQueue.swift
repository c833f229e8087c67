/// Wakes workers. It may lose ids and give one twice, for the ``TaskStore`` is the truth: recovery pushes lost ones
/// again, and only one claim of a doubled one succeeds.
public protocol TaskQueue: Sendable {
    /// Puts an id on the list of its priority. Returns at once; an id that can't be delivered now is kept for a while
    /// and then dropped, for recovery to push again.
    func push(_ id: TaskID, priority: TaskPriority)

    /// Waits a few seconds for an id, high priority first; nil when none came, or when the broker is away. Returns nil
    /// at once when the calling task is cancelled, unless it runs on ``WorkThreads``, where the wait may block the thread; no id
    /// is lost by that.
    func pop() async -> QueuedTask?

    /// Whether the broker answers, with a reason when it doesn't.
    func checkHealth() async throws

    /// How many ids wait in each list.
    func depths() async throws -> [TaskPriority: Int]

    /// Delivers what can still be delivered in a moment, then closes connections and ends threads.
    func shutdown() async
}

/// Why a broker is not there.
public struct TaskQueueError: Error, Sendable, Hashable, CustomStringConvertible {
    /// What is wrong and what to do. Holds no password.
    public let description: String

    public init(_ description: String) {
        self.description = description
    }
}
