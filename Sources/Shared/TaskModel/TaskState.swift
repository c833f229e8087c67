/// Where a task is in its life.
///
/// ```
/// queued --claim--> running --complete--> done
///   ^                  |  \---fail------> failed
///   +--release, retry, +
///      recovery
/// ```
public enum TaskState: String, Codable, Sendable, Hashable, CaseIterable {
    case queued, running, done, failed

    /// The state as clients see it.
    public var status: TaskStatus {
        switch self {
        case .queued, .running: .running
        case .done: .done
        case .failed: .failed
        }
    }

    /// Whether nothing more will happen.
    public var isFinal: Bool { self == .done || self == .failed }
}
