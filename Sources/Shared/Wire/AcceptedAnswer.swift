/// The answer to `POST /new`.
public struct AcceptedAnswer: Codable, Sendable, Hashable {
    /// The id to ask with.
    public var taskid: TaskID

    public init(taskid: TaskID) {
        self.taskid = taskid
    }
}
