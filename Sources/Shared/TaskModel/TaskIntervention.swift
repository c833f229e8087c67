/// What became of a wish to cancel a task.
public enum CancelOutcome: Sendable, Hashable {
    /// It is FAILED now, with ``TaskFailure/cancelled``. A worker that has it notices at its next heartbeat.
    case cancelled
    /// It was cancelled before.
    case cancelledBefore
    /// It had ended by itself: nothing was changed.
    case ended(TaskState)
    /// There is no such task.
    case unknown
}

/// What became of a wish to run a dead letter once more.
public enum ReplayOutcome: Sendable, Hashable {
    /// It is queued as if it were new; its id belongs on the queue.
    case queued(TaskPriority)
    /// It is no dead letter. What a task needs to run is forgotten when it ends, but for dead letters.
    case noDeadLetter(TaskState)
    /// There is no such task.
    case unknown
}

/// What became of a wish to forget a task.
public enum RemovalOutcome: Sendable, Hashable {
    case removed
    /// It waits or runs: cancel it first.
    case unfinished(TaskState)
    /// There is no such task.
    case unknown
}

extension TaskFailure {
    /// How a task ends that a client or an operator cancelled.
    public static let cancelled = TaskFailure(
        code: "cancelled", message: "the task was cancelled; submit it again if its answer is wanted after all")
}
