/// Where tasks live. What it holds is the truth; queues only wake workers.
///
/// Every method is atomic, and durable once it returns: after a power cut, what was answered is still so. A method
/// that takes a ``TaskLease`` changes nothing and throws ``TaskStoreError/leaseLost(_:)`` when another claim has
/// raised the token since, or the task is no longer running. Where the store can't be reached or written, methods
/// throw ``TaskStoreError/unavailable(_:)``, and the caller may try again.
public protocol TaskStore: Sendable {
    /// Stores a new task, queued.
    func insert(_ task: NewTask) async throws

    /// What is known of a task, or nil. Doesn't wait for writers.
    func record(of id: TaskID) async throws -> TaskRecord?

    /// How a task ended, or nil where there is none of this id. Doesn't wait for writers.
    func outcome(of id: TaskID) async throws -> TaskOutcome?

    /// Takes a queued task, raising its fencing token; nil when it is unknown, taken, finished or not due yet.
    ///
    /// Any number of workers may try at once: one gets it.
    func claim(_ id: TaskID, worker: String) async throws -> ClaimedTask?

    /// Says that the worker is alive.
    func heartbeat(_ lease: TaskLease) async throws

    /// Records how far the work is; a sign of life as well.
    func report(_ progress: TaskProgress, for lease: TaskLease) async throws

    /// Ends the task with an answer.
    func complete(_ lease: TaskLease, with result: OptimizationResult) async throws

    /// Ends the task with an error.
    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta) async throws

    /// Gives the task back, untouched: the worker is stopping. Neither an attempt nor a crash is counted.
    func release(_ lease: TaskLease) async throws

    /// Gives the task back after an error that may pass; nobody can claim it before the delay is over.
    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws

    /// The lease and heartbeat counter of each running task.
    func pulses() async throws -> [TaskPulse]

    /// Takes a task from a worker that fell silent: counts a crash, and queues the task again, or fails it when it
    /// has crashed `crashLimit` times. Changes nothing when the pulse has moved since.
    func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome

    /// Queued tasks that are due, highest priority and oldest first.
    func queued(limit: Int) async throws -> [QueuedTask]

    /// How many tasks are in each state.
    func counts() async throws -> [TaskState: Int]

    /// What figures about the service are made from.
    func census() async throws -> TaskCensus

    /// Succeeds when the store can be read and written now.
    func checkHealth() async throws

    /// Housekeeping that a driver may need now and then, such as SQLite's checkpoint.
    func maintain() async throws
}

/// A sign of life: silence is a pulse that stays the same.
public struct TaskPulse: Sendable, Hashable {
    public let lease: TaskLease
    /// Only a change means anything.
    public let heartbeat: Int64
    public let priority: TaskPriority

    public init(lease: TaskLease, heartbeat: Int64, priority: TaskPriority) {
        self.lease = lease
        self.heartbeat = heartbeat
        self.priority = priority
    }
}

/// A task that waits.
public struct QueuedTask: Sendable, Hashable {
    public let id: TaskID
    public let priority: TaskPriority

    public init(id: TaskID, priority: TaskPriority) {
        self.id = id
        self.priority = priority
    }
}

/// What became of a silent task.
public enum RecoveryOutcome: Sendable, Hashable {
    /// Queued again; its id belongs on the queue.
    case requeued
    /// It crashed too often.
    case failed(TaskFailure)
    /// Nothing was done: the worker spoke, or somebody else was faster.
    case unchanged
}
