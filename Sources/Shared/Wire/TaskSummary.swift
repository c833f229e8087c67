import Foundation

/// A task in a list for operators: all that is known of it but what was asked and what came of it.
public struct TaskSummary: Codable, Sendable, Hashable {
    public var taskid: TaskID
    public var tenant: Tenant
    /// queued, running, done or failed.
    public var state: TaskState
    public var priority: TaskPriority
    public var phase: String
    /// 0 to 1.
    public var progress: Double
    public var attempts: Int
    /// How many workers fell silent while they had it.
    public var crashes: Int
    /// Whether it is set aside and may be replayed.
    public var deadLetter: Bool
    /// The worker that has it or had it last.
    public var worker: String?
    /// ISO 8601, UTC, as the following.
    public var createdAt: String
    public var startedAt: String?
    public var finishedAt: String?
    /// Why it failed, or why the last attempt did.
    public var error: TaskFailure?

    private enum CodingKeys: String, CodingKey {
        case taskid, tenant, state, priority, phase, progress, attempts, crashes, worker, error
        case deadLetter = "dead_letter"
        case createdAt = "created_at"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
    }

    public init(_ task: TaskRecord) {
        taskid = task.id
        tenant = task.tenant
        state = task.state
        priority = task.priority
        phase = task.progress.phase.rawValue
        progress = task.progress.fraction
        attempts = task.attempts
        crashes = task.crashes
        deadLetter = task.isDeadLetter
        worker = task.worker
        createdAt = task.createdAt.timestamp
        startedAt = task.startedAt?.timestamp
        finishedAt = task.finishedAt?.timestamp
        error = task.failure
    }
}
