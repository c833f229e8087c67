/// Which of the queue's lists a task waits in. Higher ones are emptied first.
public enum TaskPriority: String, Codable, Sendable, Hashable, CaseIterable {
    case high, normal, low
}
