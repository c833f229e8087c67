import Shared
import Synchronization

/// A queue that remembers what was pushed, and what the store held at that moment.
final class StubTaskQueue: TaskQueue {
    struct Push: Equatable {
        var id: TaskID
        var priority: TaskPriority
        var wasStored: Bool
    }

    private let store: StubTaskStore
    private let pushed = Mutex<[Push]>([])
    private let unreachable: Bool

    init(store: StubTaskStore, unreachable: Bool = false) {
        self.store = store
        self.unreachable = unreachable
    }

    var pushes: [Push] { pushed.withLock { $0 } }

    func push(_ id: TaskID, priority: TaskPriority) {
        let wasStored = store.tasks.contains { $0.id == id }
        pushed.withLock { $0.append(Push(id: id, priority: priority, wasStored: wasStored)) }
    }

    func pop() async -> QueuedTask? { nil }
    func checkHealth() async throws {
        if unreachable { throw TaskQueueError("redis://:canary-redis-password@h is away") }
    }
    func depths() async throws -> [TaskPriority: Int] { [:] }
    func shutdown() async {}
}
