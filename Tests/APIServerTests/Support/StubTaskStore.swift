import Foundation
import Shared
import Synchronization

/// A store in memory whose tasks a test sets itself, and which fails on request.
final class StubTaskStore: TaskStore {
    struct State {
        var tasks: [TaskID: NewTask] = [:]
        var records: [TaskID: TaskRecord] = [:]
        var outcomes: [TaskID: TaskOutcome] = [:]
        var failure: (any Error)?
    }

    let state = Mutex(State())

    var tasks: [NewTask] { state.withLock { Array($0.tasks.values) } }

    func fail(with error: (any Error)?) { state.withLock { $0.failure = error } }

    func put(_ record: TaskRecord, _ outcome: TaskOutcome) {
        state.withLock {
            $0.records[record.id] = record
            $0.outcomes[record.id] = outcome
        }
    }

    func insert(_ task: NewTask) async throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            state.tasks[task.id] = task
            state.records[task.id] = .sample(id: task.id)
            state.outcomes[task.id] = .unfinished
        }
    }

    func record(of id: TaskID) async throws -> TaskRecord? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.records[id]
        }
    }

    func outcome(of id: TaskID) async throws -> TaskOutcome? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            return state.outcomes[id]
        }
    }

    func checkHealth() async throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
        }
    }

    // The API calls none of the following.
    struct NotForTheAPI: Error {}
    func claim(_ id: TaskID, worker: String) async throws -> ClaimedTask? { throw NotForTheAPI() }
    func heartbeat(_ lease: TaskLease) async throws { throw NotForTheAPI() }
    func report(_ progress: TaskProgress, for lease: TaskLease) async throws { throw NotForTheAPI() }
    func complete(_ lease: TaskLease, with result: OptimizationResult) async throws { throw NotForTheAPI() }
    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta) async throws { throw NotForTheAPI() }
    func release(_ lease: TaskLease) async throws { throw NotForTheAPI() }
    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws {
        throw NotForTheAPI()
    }
    func pulses() async throws -> [TaskPulse] { [] }
    func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome { .unchanged }
    func queued(limit: Int) async throws -> [QueuedTask] { [] }
    func counts() async throws -> [TaskState: Int] { [:] }
    func census() async throws -> TaskCensus { TaskCensus(groups: [], oldestWaiting: .zero, deadLetters: 0) }
    func maintain() async throws {}
}

extension TaskRecord {
    static func sample(
        id: TaskID = TaskID(), state: TaskState = .queued,
        progress: TaskProgress = TaskProgress(phase: .queued, fraction: 0), attempts: Int = 0,
        startedAt: Date? = nil, finishedAt: Date? = nil, failure: TaskFailure? = nil
    ) -> TaskRecord {
        TaskRecord(
            id: id, state: state, priority: .normal, progress: progress, token: 0, heartbeat: 0, attempts: attempts,
            crashes: 0, worker: nil, createdAt: Date(timeIntervalSince1970: 1_700_000_000), startedAt: startedAt,
            finishedAt: finishedAt, failure: failure)
    }
}
