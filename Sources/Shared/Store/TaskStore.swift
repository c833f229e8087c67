import struct Foundation.Date

/// Where tasks live. What it holds is the truth; queues only wake workers.
///
/// Every method is atomic, and durable once it returns: after a power cut, what was answered is still so. A method
/// that takes a ``TaskLease`` changes nothing and throws ``TaskStoreError/leaseLost(_:)`` when another claim has
/// raised the token since, or the task is no longer running. Where the store can't be reached or written, methods
/// throw ``TaskStoreError/unavailable(_:)``, and ``TaskStoreError/full(_:)`` where there is no room for what they would
/// write; the caller may try again.
public protocol TaskStore: Sendable {
    /// Stores a new task, queued, unless its idempotency key was used before or its tenant has too many.
    ///
    /// - Parameters:
    ///   - openLimit: How many unfinished tasks the tenant may have, this one included. Nil: any number.
    ///   - announce: Called where the task is accepted, once it can be claimed, which may be a moment before it is durable:
    ///     whoever waits for tasks can begin while the disk is at it. Not called for a task that isn't stored.
    func insert(
        _ task: NewTask, openLimit: Int?, announce: @escaping @Sendable () -> Void
    ) async throws -> Admission

    /// What is known of a task, or nil. Doesn't wait for writers.
    ///
    /// - Parameter tenant: Whose task it must be; for another it isn't there. Nil: anybody's.
    func record(of id: TaskID, for tenant: Tenant?) async throws -> TaskRecord?

    /// How a task ended, or nil where there is none of this id. Doesn't wait for writers.
    ///
    /// - Parameter tenant: Whose task it must be; for another it isn't there. Nil: anybody's.
    func outcome(of id: TaskID, for tenant: Tenant?) async throws -> TaskOutcome?

    /// Tasks, newest first. Doesn't wait for writers.
    ///
    /// - Parameters:
    ///   - tenant: Whose they must be. Nil: anybody's.
    ///   - cursor: The last task of the page before; nil for the first page.
    ///   - limit: How many at most.
    func tasks(
        of tenant: Tenant?, matching filter: TaskFilter, after cursor: TaskID?, limit: Int
    ) async throws -> TaskPage

    /// Those of some tasks that are not waiting and not running: finished ones, and ones that aren't there.
    func finished(among ids: [TaskID]) async throws -> Set<TaskID>

    /// Takes a queued task, raising its fencing token; nil when it is unknown, taken, finished or not due yet.
    ///
    /// Any number of workers may try at once: one gets it.
    ///
    /// - Parameter tenantLimit: How many tasks of one tenant may run at once; the task isn't taken where that many do.
    ///   Nil: any number.
    func claim(_ id: TaskID, worker: String, tenantLimit: Int?) async throws -> ClaimedTask?

    /// Says that the worker is alive.
    ///
    /// - Parameter statements: The ids of what it has running in the engine now. The one who claims the task after a
    ///   crash is told of them (``ClaimedTask/leftStatements``).
    func heartbeat(_ lease: TaskLease, statements: [String]) async throws

    /// Records how far the work is; a sign of life as well.
    func report(_ progress: TaskProgress, for lease: TaskLease) async throws

    /// Ends the task with an answer.
    func complete(_ lease: TaskLease, with result: OptimizationResult) async throws

    /// Ends the task with an error.
    ///
    /// - Parameter isDeadLetter: Whether it is set aside with all that it needs to run once more.
    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta, isDeadLetter: Bool) async throws

    /// Gives the task back, untouched: the worker is stopping. Neither an attempt nor a crash is counted.
    func release(_ lease: TaskLease) async throws

    /// Gives the task back after an error that may pass; nobody can claim it before the delay is over.
    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws

    /// The lease and heartbeat counter of each running task.
    func pulses() async throws -> [TaskPulse]

    /// Takes a task from a worker that fell silent: counts a crash, and queues the task again, or fails it and sets it
    /// aside as a dead letter when it has crashed `crashLimit` times. Changes nothing when the pulse has moved since.
    func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome

    /// Writes something of no consequence where heartbeats are written: a watcher whose write fails can't tell silence
    /// from a store that takes no heartbeats.
    func confirmWritable() async throws

    /// Queued tasks that are due, highest priority and oldest first.
    ///
    /// - Parameter tenantLimit: As in ``claim(_:worker:tenantLimit:)``; tasks of a tenant that has as many running are
    ///   left out.
    func queued(limit: Int, tenantLimit: Int?) async throws -> [QueuedTask]

    /// Ends a task that waits or runs; see ``CancelOutcome``.
    ///
    /// - Parameter tenant: Whose task it must be; for another it isn't there. Nil: anybody's.
    func cancel(_ id: TaskID, for tenant: Tenant?) async throws -> CancelOutcome

    /// Queues a dead letter again, its attempts and crashes forgotten.
    func replay(_ id: TaskID) async throws -> ReplayOutcome

    /// Forgets a task that has ended, and all that belongs to it.
    func remove(_ id: TaskID) async throws -> RemovalOutcome

    /// Forgets tasks that ended before a point in time, oldest first.
    ///
    /// - Returns: How many there were; as many as `limit` where there may be more.
    func purge(endedBefore: Date, limit: Int) async throws -> Int

    /// How many tasks are in each state.
    func counts() async throws -> [TaskState: Int]

    /// What figures about the service are made from.
    func census() async throws -> TaskCensus

    /// Succeeds when the store can be read and written now.
    func checkHealth() async throws

    /// Housekeeping that a driver may need now and then, such as SQLite's checkpoint.
    func maintain() async throws
}

extension TaskStore {
    /// Takes a queued task, however many of its tenant run.
    public func claim(_ id: TaskID, worker: String) async throws -> ClaimedTask? {
        try await claim(id, worker: worker, tenantLimit: nil)
    }

    /// Says that the worker is alive, and has nothing running in the engine.
    public func heartbeat(_ lease: TaskLease) async throws { try await heartbeat(lease, statements: []) }

    /// Ends the task with an error, for good.
    public func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta) async throws {
        try await fail(lease, with: failure, meta: meta, isDeadLetter: false)
    }

    /// Queued tasks that are due, whoever has how many running.
    public func queued(limit: Int) async throws -> [QueuedTask] { try await queued(limit: limit, tenantLimit: nil) }

    /// Stores a new task, queued, however many its tenant has.
    @discardableResult
    public func insert(_ task: NewTask, openLimit: Int? = nil) async throws -> Admission {
        try await insert(task, openLimit: openLimit, announce: {})
    }

    /// What is known of a task, whosever it is: for workers and operators, never for clients.
    public func record(of id: TaskID) async throws -> TaskRecord? { try await record(of: id, for: nil) }

    /// How a task ended, whosever it is: for workers and operators, never for clients.
    public func outcome(of id: TaskID) async throws -> TaskOutcome? { try await outcome(of: id, for: nil) }
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
