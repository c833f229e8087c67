/// How many tasks there are, for figures about the service as a whole.
public struct TaskCensus: Sendable, Hashable {
    /// Tasks of one state and phase.
    public struct Group: Sendable, Hashable {
        public let state: TaskState
        public let phase: TaskPhase
        public let count: Int

        public init(state: TaskState, phase: TaskPhase, count: Int) {
            self.state = state
            self.phase = phase
            self.count = count
        }
    }

    /// In no order. States without a task have a group of none, so that a graph shows their return to 0.
    public let groups: [Group]
    /// How long the oldest queued task has waited, by the wall clock; nothing where none waits.
    public let oldestWaiting: Duration
    /// Tasks that were set aside because they crashed too many workers.
    public let deadLetters: Int

    public init(groups: [Group], oldestWaiting: Duration, deadLetters: Int) {
        self.groups = groups
        self.oldestWaiting = oldestWaiting
        self.deadLetters = deadLetters
    }
}
