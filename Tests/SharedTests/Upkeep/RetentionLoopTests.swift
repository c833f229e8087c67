import Shared
import Testing

@Suite(.timeLimit(.minutes(2))) struct RetentionLoopTests {
    @Test func whatEndedLongAgoIsForgottenAndNothingElse() async throws {
        let store = InMemoryTaskStore()
        var tasks: [NewTask] = []
        for _ in 0..<5 {
            tasks.append(try Sample.task())
            _ = try await store.insert(tasks[tasks.count - 1])
        }
        for task in tasks.prefix(3) { _ = await store.cancel(task.id, for: nil) }
        let loop = Task {
            try await RetentionLoop(store: store, retention: .milliseconds(1), interval: .milliseconds(10)).run()
        }
        while await store.counts().values.reduce(0, +) > 2 { try await Task.sleep(for: .milliseconds(10)) }
        loop.cancel()
        try await loop.value
        for (number, task) in tasks.enumerated() {
            let isGone = await store.record(of: task.id, for: nil) == nil
            #expect(isGone == (number < 3))
        }
    }
}
