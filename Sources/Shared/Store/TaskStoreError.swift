/// Why a ``TaskStore`` refused.
public enum TaskStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The lease is over: the task was cancelled or has ended, or somebody else claimed it.
    case leaseLost(TaskLease)
    /// A task of this id is stored already.
    case duplicate(TaskID)
    /// There is no room for what was to be written; it works again once there is. The text says what to do.
    case full(String)
    /// The store can't be reached or written now. The text says why and what to do.
    case unavailable(String)
    /// The store can't be used at all, and trying again won't help. The text says what to do.
    case unusable(String)
    /// What is stored for a task can't be read.
    case damaged(TaskID, String)

    public var description: String {
        switch self {
        case .leaseLost(let lease): "task \(lease.id) is no longer ours (token \(lease.token))"
        case .duplicate(let id): "task \(id) is stored already"
        case .full(let reason), .unavailable(let reason), .unusable(let reason): reason
        case .damaged(let id, let reason): "task \(id) can't be read from the store: \(reason)"
        }
    }
}
