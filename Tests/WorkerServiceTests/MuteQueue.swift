import Shared

/// A broker that takes connections and answers nobody.
struct MuteQueue: TaskQueue {
    private let answer = Gate()

    func push(_ id: TaskID, priority: TaskPriority) {}

    func pop() async -> QueuedTask? {
        try? await answer.wait()
        return nil
    }

    func checkHealth() async throws { try await answer.wait() }

    func depths() async throws -> [TaskPriority: Int] {
        try await answer.wait()
        return [:]
    }

    func shutdown() async {}
}
