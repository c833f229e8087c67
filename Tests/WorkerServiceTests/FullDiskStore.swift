import Foundation
import Shared

/// A store on a disk that can be full: it reads, and refuses each write that would need room.
actor FullDiskStore: TaskStore {
    private let base: any TaskStore
    private(set) var isFull = false
    /// How often each kind of write was refused.
    private(set) var refusals: [String: Int] = [:]

    init(_ base: any TaskStore) {
        self.base = base
    }

    private var refusesResults = false

    func fill() { isFull = true }
    func refuseResults(_ refuses: Bool) { refusesResults = refuses }
    func free() { isFull = false }

    private func needsRoom(_ write: String) throws {
        guard isFull || (refusesResults && write == "complete") else { return }
        refusals[write, default: 0] += 1
        throw TaskStoreError.full("the disk is full")
    }

    func insert(
        _ task: NewTask, openLimit: Int?, announce: @escaping @Sendable () -> Void
    ) async throws -> Admission {
        try needsRoom("insert")
        return try await base.insert(task, openLimit: openLimit, announce: announce)
    }

    func claim(_ id: TaskID, worker: String, tenantLimit: Int?) async throws -> ClaimedTask? {
        try needsRoom("claim")
        return try await base.claim(id, worker: worker, tenantLimit: tenantLimit)
    }

    func heartbeat(_ lease: TaskLease, statements: [String]) async throws {
        try needsRoom("heartbeat")
        try await base.heartbeat(lease, statements: statements)
    }

    func confirmWritable() async throws {
        try needsRoom("confirmWritable")
        try await base.confirmWritable()
    }

    func report(_ progress: TaskProgress, for lease: TaskLease) async throws {
        try needsRoom("report")
        try await base.report(progress, for: lease)
    }

    func complete(_ lease: TaskLease, with result: OptimizationResult) async throws {
        try needsRoom("complete")
        try await base.complete(lease, with: result)
    }

    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta, isDeadLetter: Bool) async throws {
        try needsRoom("fail")
        try await base.fail(lease, with: failure, meta: meta, isDeadLetter: isDeadLetter)
    }

    func release(_ lease: TaskLease) async throws {
        try needsRoom("release")
        try await base.release(lease)
    }

    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) async throws {
        try needsRoom("retry")
        try await base.retry(lease, after: delay, because: failure)
    }

    func recover(_ pulse: TaskPulse, crashLimit: Int) async throws -> RecoveryOutcome {
        try needsRoom("recover")
        return try await base.recover(pulse, crashLimit: crashLimit)
    }

    func record(of id: TaskID, for tenant: Tenant?) async throws -> TaskRecord? {
        try await base.record(of: id, for: tenant)
    }
    func outcome(of id: TaskID, for tenant: Tenant?) async throws -> TaskOutcome? {
        try await base.outcome(of: id, for: tenant)
    }
    func tasks(
        of tenant: Tenant?, matching filter: TaskFilter, after cursor: TaskID?, limit: Int
    ) async throws -> TaskPage {
        try await base.tasks(of: tenant, matching: filter, after: cursor, limit: limit)
    }
    func finished(among ids: [TaskID]) async throws -> Set<TaskID> { try await base.finished(among: ids) }
    func pulses() async throws -> [TaskPulse] { try await base.pulses() }
    func queued(limit: Int, tenantLimit: Int?) async throws -> [QueuedTask] {
        try await base.queued(limit: limit, tenantLimit: tenantLimit)
    }
    func cancel(_ id: TaskID, for tenant: Tenant?) async throws -> CancelOutcome {
        try needsRoom("cancel")
        return try await base.cancel(id, for: tenant)
    }
    func replay(_ id: TaskID) async throws -> ReplayOutcome { try await base.replay(id) }
    func remove(_ id: TaskID) async throws -> RemovalOutcome { try await base.remove(id) }
    func purge(endedBefore date: Date, limit: Int) async throws -> Int {
        try await base.purge(endedBefore: date, limit: limit)
    }
    func counts() async throws -> [TaskState: Int] { try await base.counts() }
    func census() async throws -> TaskCensus { try await base.census() }
    func checkHealth() async throws { try await base.checkHealth() }
    func maintain() async throws { try await base.maintain() }
}
