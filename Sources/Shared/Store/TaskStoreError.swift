/// Why a ``TaskStore`` refused.
public enum TaskStoreError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The lease is over: somebody else claimed the task, or it is finished.
    case leaseLost(TaskLease)
    /// A task of this id is stored already.
    case duplicate(TaskID)
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
        case .unavailable(let reason), .unusable(let reason): reason
        case .damaged(let id, let reason): "task \(id) can't be read from the store: \(reason)"
        }
    }
}
