import Foundation
import Shared
import Synchronization

/// A store in memory whose tasks a test sets itself, and which fails on request.
final class StubTaskStore: TaskStore {
    struct State {
        var tasks: [TaskID: NewTask] = [:]
        var order: [TaskID] = []
        var records: [TaskID: TaskRecord] = [:]
        var outcomes: [TaskID: TaskOutcome] = [:]
        var failure: (any Error)?
        var finishedQuestions = 0
    }

    let state = Mutex(State())

    /// In the order in which they came.
    var tasks: [NewTask] { state.withLock { state in state.order.compactMap { state.tasks[$0] } } }

    /// How often it was asked which tasks are finished.
    var finishedQuestions: Int { state.withLock { $0.finishedQuestions } }

    func fail(with error: (any Error)?) { state.withLock { $0.failure = error } }

    func put(_ record: TaskRecord, _ outcome: TaskOutcome) {
        state.withLock {
            $0.records[record.id] = record
            $0.outcomes[record.id] = outcome
        }
    }

    func insert(
        _ task: NewTask, openLimit: Int?, announce: @escaping @Sendable () -> Void
    ) async throws -> Admission {
        let admission: Admission = try state.withLock { state in
            if let failure = state.failure { throw failure }
            let earlier = state.tasks.values.first {
                $0.tenant == task.tenant && $0.idempotency != nil && $0.idempotency?.key == task.idempotency?.key
            }
            if let earlier, let idempotency = earlier.idempotency {
                return .repeated(earlier.id, sealedDigest: idempotency.sealedDigest)
            }
            let open = state.records.values.count { $0.tenant == task.tenant && !$0.state.isFinal }
            if let openLimit, open >= openLimit { return .tooManyOpen }
            state.tasks[task.id] = task
            state.order.append(task.id)
            state.records[task.id] = .sample(id: task.id, tenant: task.tenant)
            state.outcomes[task.id] = .unfinished
            return .accepted
        }
        if case .accepted = admission { announce() }
        return admission
    }

    func record(of id: TaskID, for tenant: Tenant?) async throws -> TaskRecord? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard let record = state.records[id], tenant == nil || record.tenant == tenant else { return nil }
            return record
        }
    }

    func outcome(of id: TaskID, for tenant: Tenant?) async throws -> TaskOutcome? {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard let record = state.records[id], tenant == nil || record.tenant == tenant else { return nil }
            return state.outcomes[id]
        }
    }

    func tasks(
        of tenant: Tenant?, matching filter: TaskFilter, after cursor: TaskID?, limit: Int
    ) async throws -> TaskPage {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            let found = state.records.values.filter { record in
                (tenant == nil || record.tenant == tenant) && filter.states?.contains(record.state) != false
                    && cursor.map { record.id < $0 } != false
                    && filter.createdFrom.map { record.createdAt >= $0 } != false
                    && filter.createdBefore.map { record.createdAt < $0 } != false
            }.sorted { $0.id > $1.id }
            let page = Array(found.prefix(limit))
            return TaskPage(records: page, next: found.count > limit ? page.last?.id : nil)
        }
    }

    func finished(among ids: [TaskID]) async throws -> Set<TaskID> {
        state.withLock { state in
            state.finishedQuestions += 1
            return Set(ids.filter { state.records[$0]?.state.isFinal != false })
        }
    }

    func checkHealth() async throws {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
        }
    }

    func cancel(_ id: TaskID, for tenant: Tenant?) async throws -> CancelOutcome {
        try state.withLock { state in
            if let failure = state.failure { throw failure }
            guard let record = state.records[id], tenant == nil || record.tenant == tenant else { return .unknown }
            if record.failure == .cancelled { return .cancelledBefore }
            if record.state.isFinal { return .ended(record.state) }
            state.records[id] = .sample(
                id: id, tenant: record.tenant, state: .failed,
                progress: TaskProgress(phase: "cancelled", fraction: record.progress.fraction), failure: .cancelled)
            state.outcomes[id] = .failed(.cancelled, meta: ResultMeta())
            return .cancelled
        }
    }

    // The API calls none of the following.
    struct NotForTheAPI: Error {}
    func claim(_ id: TaskID, worker: String, tenantLimit: Int?) async throws -> ClaimedTask? { throw NotForTheAPI() }
    func heartbeat(_ lease: TaskLease, statements: [String]) async throws { throw NotForTheAPI() }
    func report(_ progress: TaskProgress, for lease: TaskLease) async throws { throw NotForTheAPI() }
    func complete(_ lease: TaskLease, with result: OptimizationResult) async throws { throw NotForTheAPI() }
    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta, isDeadLetter: Bool) async throws {
        throw NotForTheAPI()
    }
    func release(_ lease: TaskLease) async throws { throw NotForTheAPI() }
    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws {
        throw NotForTheAPI()
    }
    func pulses() async throws -> [TaskPulse] { [] }
    func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome { .unchanged }
    func confirmWritable() async throws {}
    func queued(limit: Int, tenantLimit: Int?) async throws -> [QueuedTask] { [] }
    func replay(_ id: TaskID) async throws -> ReplayOutcome { throw NotForTheAPI() }
    func remove(_ id: TaskID) async throws -> RemovalOutcome { throw NotForTheAPI() }
    func purge(endedBefore: Date, limit: Int) async throws -> Int { 0 }
    func counts() async throws -> [TaskState: Int] { [:] }
    func census() async throws -> TaskCensus { TaskCensus(groups: [], oldestWaiting: .zero, deadLetters: 0) }
    func maintain() async throws {}
}

extension TaskRecord {
    static func sample(
        id: TaskID = TaskID(), tenant: Tenant = .anonymous, state: TaskState = .queued,
        progress: TaskProgress = TaskProgress(phase: .queued, fraction: 0), attempts: Int = 0,
        startedAt: Date? = nil, finishedAt: Date? = nil, failure: TaskFailure? = nil
    ) -> TaskRecord {
        TaskRecord(
            id: id, tenant: tenant, state: state, priority: .normal, progress: progress, token: 0, heartbeat: 0,
            attempts: attempts,
            crashes: 0, worker: nil, createdAt: Date(timeIntervalSince1970: 1_700_000_000), startedAt: startedAt,
            finishedAt: finishedAt, failure: failure)
    }
}
