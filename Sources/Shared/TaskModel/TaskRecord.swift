import Foundation

/// A task as the store knows it, without the large parts (request, result) and without the sealed URL.
public struct TaskRecord: Sendable, Hashable {
    public let id: TaskID
    public let tenant: Tenant
    public let state: TaskState
    public let priority: TaskPriority
    public let progress: TaskProgress
    /// The token of the last claim; 0 before the first.
    public let token: Int64
    /// Rises with each sign of life; only a change means anything, its value nothing.
    public let heartbeat: Int64
    /// How often a worker began. A release by a worker that drains takes its attempt back.
    public let attempts: Int
    /// How often a worker fell silent while it had this task.
    public let crashes: Int
    /// The name of the worker that has it or had it last.
    public let worker: String?
    public let createdAt: Date
    /// When the present or last attempt began.
    public let startedAt: Date?
    public let finishedAt: Date?
    /// Why it failed, or why the last attempt did.
    public let failure: TaskFailure?
    /// Whether it failed and is set aside: an operator may have it run once more.
    public let isDeadLetter: Bool

    public init(
        id: TaskID, tenant: Tenant, state: TaskState, priority: TaskPriority, progress: TaskProgress, token: Int64,
        heartbeat: Int64, attempts: Int, crashes: Int, worker: String?, createdAt: Date, startedAt: Date?,
        finishedAt: Date?, failure: TaskFailure?, isDeadLetter: Bool = false
    ) {
        self.id = id
        self.tenant = tenant
        self.state = state
        self.priority = priority
        self.progress = progress
        self.token = token
        self.heartbeat = heartbeat
        self.attempts = attempts
        self.crashes = crashes
        self.worker = worker
        self.createdAt = createdAt
        self.startedAt = startedAt
        self.finishedAt = finishedAt
        self.failure = failure
        self.isDeadLetter = isDeadLetter
    }
}
