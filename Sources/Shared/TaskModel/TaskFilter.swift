import Foundation

/// Which tasks a list holds. What isn't set excludes nothing.
public struct TaskFilter: Sendable, Hashable {
    public var states: Set<TaskState>?
    /// At this time or later.
    public var createdFrom: Date?
    /// Before this time.
    public var createdBefore: Date?
    /// Dead letters alone.
    public var onlyDeadLetters: Bool

    public init(
        states: Set<TaskState>? = nil, createdFrom: Date? = nil, createdBefore: Date? = nil,
        onlyDeadLetters: Bool = false
    ) {
        self.states = states
        self.createdFrom = createdFrom
        self.createdBefore = createdBefore
        self.onlyDeadLetters = onlyDeadLetters
    }
}

/// Some tasks of a list, newest first.
public struct TaskPage: Sendable, Hashable {
    public let records: [TaskRecord]
    /// Where the next page goes on; nil on the last.
    public let next: TaskID?

    public init(records: [TaskRecord], next: TaskID?) {
        self.records = records
        self.next = next
    }
}
