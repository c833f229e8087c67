/// A worker's right to speak for a task. It lasts until somebody else claims the task, which raises the token.
public struct TaskLease: Sendable, Hashable {
    public let id: TaskID
    /// The fencing token: each claim of the task has a higher one, and every write of a worker is guarded by it.
    public let token: Int64

    public init(id: TaskID, token: Int64) {
        self.id = id
        self.token = token
    }
}
