import Foundation

/// The answer to `GET /status`.
public struct StatusAnswer: Codable, Sendable, Hashable {
    public var taskid: TaskID
    public var status: TaskStatus
    /// What is being done, in one word, for instance `queued` or `verifying`.
    public var phase: String
    /// 0 to 1.
    public var progress: Double
    /// The same for people.
    public var message: String?
    /// How often a worker began, this time included.
    public var attempts: Int
    /// ISO 8601, UTC.
    public var createdAt: String
    /// When the present or last attempt began; ISO 8601, UTC.
    public var startedAt: String?
    /// ISO 8601, UTC.
    public var finishedAt: String?

    private enum CodingKeys: String, CodingKey {
        case taskid, status, phase, progress, message, attempts
        case createdAt = "created_at"
        case startedAt = "started_at"
        case finishedAt = "finished_at"
    }

    public init(_ task: TaskRecord) {
        taskid = task.id
        status = task.state.status
        phase = task.progress.phase.rawValue
        progress = task.progress.fraction
        message = task.progress.message.isEmpty ? nil : task.progress.message
        attempts = task.attempts
        createdAt = task.createdAt.timestamp
        startedAt = task.startedAt?.timestamp
        finishedAt = task.finishedAt?.timestamp
    }
}
