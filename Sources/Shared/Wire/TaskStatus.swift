/// The three states that a client sees.
public enum TaskStatus: String, Codable, Sendable, Hashable, CaseIterable {
    /// Accepted and not finished: waiting or being worked on.
    case running = "RUNNING"
    /// Finished, with an answer.
    case done = "DONE"
    /// Finished, with an error.
    case failed = "FAILED"
}
