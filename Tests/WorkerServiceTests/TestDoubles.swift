import Crypto
import Foundation
import Logging
import ServiceLifecycle
import Shared

@testable import WorkerService

/// A runner that does what the test says, and keeps count.
actor ScriptedRunner: TaskRunner {
    typealias Script = @Sendable (TaskAssignment, ProgressReporter) async throws -> OptimizationResult

    private let script: Script
    private(set) var runs: [TaskAssignment] = []

    init(_ script: @escaping Script) {
        self.script = script
    }

    func run(_ assignment: TaskAssignment, progress: ProgressReporter) async throws -> OptimizationResult {
        runs.append(assignment)
        return try await script(assignment, progress)
    }
}

/// Something that happens once, for which others wait.
final class Gate: Sendable {
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() {
        (stream, continuation) = AsyncStream.makeStream()
    }

    func open() { continuation.finish() }

    /// - Throws: `CancellationError`.
    func wait() async throws {
        for await _ in stream {}
        try Task.checkCancellation()
    }
}

/// A store, a queue and what it takes to run a worker on them.
final class Bench: Sendable {
    let store: any TaskStore
    let queue: any TaskQueue
    let sealer = SecretSealer(key: SymmetricKey(size: .bits256))
    let url = "jdbc:trino://h:1/c?user=u&password=hunter2-canary"
    private let folder: URL

    init(queue: any TaskQueue = InMemoryTaskQueue(popTimeout: .milliseconds(200))) throws {
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("lakewright-\(UUID().uuidString)")
        self.queue = queue
        store = try SQLiteTaskStore(path: folder.appendingPathComponent("tasks.sqlite").path)
    }

    deinit {
        try? FileManager.default.removeItem(at: folder)
    }

    /// Short times, so that tests are; the lease is many heartbeats long, so that a busy machine is not taken for a crash.
    static var work: LakewrightConfiguration.Work {
        var work = LakewrightConfiguration.Work()
        work.heartbeat = .milliseconds(50)
        work.lease = .seconds(3)
        work.sweep = .milliseconds(100)
        work.grace = .milliseconds(100)
        return work
    }

    func submit(
        pushing: Bool = true, tenant: Tenant = .anonymous, options: OptimizationOptions = OptimizationOptions()
    ) async throws -> TaskID {
        let request = OptimizationRequest(
            url: url, ddl: [], queries: [WorkloadQuery(queryid: "q", query: "SELECT 1")], options: options)
        let task = try NewTask(tenant: tenant, request: request, sealer: sealer)
        try await store.insert(task)
        if pushing { queue.push(task.id, priority: .normal) }
        return task.id
    }

    func worker(
        _ runner: any TaskRunner, work: LakewrightConfiguration.Work = Bench.work, name: String = "w"
    ) -> WorkerService {
        WorkerService(store: store, queue: queue, sealer: sealer, runner: runner, work: work, name: name)
    }

    func recovery(work: LakewrightConfiguration.Work = Bench.work) -> RecoveryLoop {
        RecoveryLoop(store: store, queue: queue, work: work)
    }

    /// Runs services, then `body`, then shuts the services down gracefully and waits for their end.
    func running(_ services: [any Service], _ body: @Sendable () async throws -> Void) async throws {
        let group = ServiceGroup(
            configuration: .init(services: services.map { .init(service: $0) }, logger: Logger(label: "tests")))
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            do {
                try await body()
            } catch {
                await group.triggerGracefulShutdown()
                throw error
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }

    /// Waits until a task's record is as wished. Ends with the test's time limit if it never is.
    @discardableResult
    func record(of id: TaskID, when wish: (TaskRecord) -> Bool) async throws -> TaskRecord {
        while true {
            if let record = try await store.record(of: id), wish(record) { return record }
            try await Task.sleep(for: .milliseconds(10))
        }
    }
}

extension OptimizationResult {
    static let sample = OptimizationResult(
        ddl: [], migrations: [], queries: [.init(queryid: "q", query: "SELECT 1")], meta: ResultMeta(tokensUsed: 1))
}
