import Foundation

@testable import Shared

/// A driver that keeps everything in memory and shares no code with SQLite's: what the conformance suite says of both is
/// true of ``TaskStore`` and of no driver in particular.
actor InMemoryTaskStore: TaskStore {
    private struct Entry {
        let task: NewTask
        let createdAt = Date()
        var state = TaskState.queued
        var progress = TaskProgress(phase: .queued, fraction: 0)
        var token: Int64 = 0
        var heartbeat: Int64 = 0
        var attempts = 0
        var crashes = 0
        var worker: String?
        var startedAt: Date?
        var finishedAt: Date?
        var dueAt = ContinuousClock.now
        var failure: TaskFailure?
        var isDeadLetter = false
        var statements: [String] = []
        var sealedURL: SealedSecret?
        var result: OptimizationResult?
        var meta = ResultMeta()

        var record: TaskRecord {
            TaskRecord(
                id: task.id, tenant: task.tenant, state: state, priority: task.priority, progress: progress,
                token: token, heartbeat: heartbeat, attempts: attempts, crashes: crashes, worker: worker,
                createdAt: createdAt, startedAt: startedAt, finishedAt: finishedAt, failure: failure,
                isDeadLetter: isDeadLetter)
        }

        mutating func wait(since delay: Duration = .zero) {
            state = .queued
            progress = TaskProgress(phase: .queued, fraction: 0)
            dueAt = .now + delay
        }

        mutating func end(_ state: TaskState, _ phase: TaskPhase, _ failure: TaskFailure?, keepsURL: Bool = false) {
            self.state = state
            self.failure = failure
            progress = TaskProgress(phase: phase, fraction: state == .done ? 1 : progress.fraction)
            finishedAt = Date()
            isDeadLetter = keepsURL
            statements = []
            if !keepsURL { sealedURL = nil }
        }
    }

    private var entries: [TaskID: Entry] = [:]

    func insert(_ task: NewTask, openLimit: Int?, announce: @escaping @Sendable () -> Void) throws -> Admission {
        if let key = task.idempotency?.key,
            let earlier = entries.values.first(where: {
                $0.task.tenant == task.tenant && $0.task.idempotency?.key == key
            }), let idempotency = earlier.task.idempotency
        {
            return .repeated(earlier.task.id, sealedDigest: idempotency.sealedDigest)
        }
        let open = entries.values.count { $0.task.tenant == task.tenant && !$0.state.isFinal }
        if let openLimit, open >= openLimit { return .tooManyOpen }
        guard entries[task.id] == nil else { throw TaskStoreError.duplicate(task.id) }
        var entry = Entry(task: task)
        entry.sealedURL = task.sealedURL
        entries[task.id] = entry
        announce()
        return .accepted
    }

    private func visible(_ id: TaskID, to tenant: Tenant?) -> Entry? {
        entries[id].flatMap { tenant == nil || $0.task.tenant == tenant ? $0 : nil }
    }

    func record(of id: TaskID, for tenant: Tenant?) -> TaskRecord? { visible(id, to: tenant)?.record }

    func outcome(of id: TaskID, for tenant: Tenant?) -> TaskOutcome? {
        visible(id, to: tenant).map { entry in
            if let result = entry.result { return .done(result) }
            return entry.state == .failed
                ? .failed(entry.failure ?? TaskFailure(code: "unknown", message: ""), meta: entry.meta) : .unfinished
        }
    }

    private func hasRoom(_ tenant: Tenant, _ limit: Int?) -> Bool {
        limit.map { limit in entries.values.count { $0.task.tenant == tenant && $0.state == .running } < limit } ?? true
    }

    func claim(_ id: TaskID, worker: String, tenantLimit: Int?) -> ClaimedTask? {
        guard var entry = entries[id], entry.state == .queued, entry.dueAt <= .now,
            hasRoom(entry.task.tenant, tenantLimit)
        else { return nil }
        entry.state = .running
        entry.progress = TaskProgress(phase: .starting, fraction: 0)
        entry.token += 1
        entry.heartbeat += 1
        entry.attempts += 1
        entry.worker = worker
        entry.startedAt = Date()
        entries[id] = entry
        return ClaimedTask(
            lease: TaskLease(id: id, token: entry.token), tenant: entry.task.tenant, reach: entry.task.reach,
            request: entry.task.request, sealedURL: entry.sealedURL, trace: entry.task.trace, attempts: entry.attempts,
            crashes: entry.crashes, leftStatements: entry.statements)
    }

    private func guarded(_ lease: TaskLease, _ change: (inout Entry) -> Void) throws {
        guard var entry = entries[lease.id], entry.state == .running, entry.token == lease.token else {
            throw TaskStoreError.leaseLost(lease)
        }
        change(&entry)
        entries[lease.id] = entry
    }

    func heartbeat(_ lease: TaskLease, statements: [String]) throws {
        try guarded(lease) {
            $0.heartbeat += 1
            $0.statements = statements
        }
    }

    func report(_ progress: TaskProgress, for lease: TaskLease) throws {
        try guarded(lease) {
            $0.heartbeat += 1
            $0.progress = progress
        }
    }

    func complete(_ lease: TaskLease, with result: OptimizationResult) throws {
        try guarded(lease) {
            $0.end(.done, .done, nil)
            $0.result = result
        }
    }

    func fail(_ lease: TaskLease, with failure: TaskFailure, meta: ResultMeta, isDeadLetter: Bool) throws {
        try guarded(lease) {
            $0.end(.failed, .failed, failure, keepsURL: isDeadLetter)
            $0.meta = meta
        }
    }

    func release(_ lease: TaskLease) throws {
        try guarded(lease) {
            $0.wait()
            $0.attempts -= 1
            $0.statements = []
        }
    }

    func retry(_ lease: TaskLease, after delay: Duration, because failure: TaskFailure) throws {
        try guarded(lease) {
            $0.wait(since: delay)
            $0.failure = failure
            $0.statements = []
        }
    }

    func pulses() -> [TaskPulse] {
        entries.values.filter { $0.state == .running }.map { entry in
            TaskPulse(
                lease: TaskLease(id: entry.task.id, token: entry.token), heartbeat: entry.heartbeat,
                priority: entry.task.priority)
        }
    }

    func recover(_ pulse: TaskPulse, crashLimit: Int) -> RecoveryOutcome {
        guard var entry = entries[pulse.lease.id], entry.state == .running, entry.token == pulse.lease.token,
            entry.heartbeat == pulse.heartbeat
        else { return .unchanged }
        defer { entries[pulse.lease.id] = entry }
        entry.crashes += 1
        guard entry.crashes >= crashLimit else {
            entry.wait()
            return .requeued
        }
        let failure = TaskFailure(
            code: "worker_crashed", message: "worker crashed while \(entry.progress.phase.rawValue)")
        entry.end(.failed, .failed, failure, keepsURL: true)
        return .failed(failure)
    }

    func confirmWritable() {}

    func queued(limit: Int, tenantLimit: Int?) -> [QueuedTask] {
        let order = TaskPriority.allCases
        let due = entries.values.filter {
            $0.state == .queued && $0.dueAt <= .now && hasRoom($0.task.tenant, tenantLimit)
        }
        return due.map { QueuedTask(id: $0.task.id, priority: $0.task.priority) }
            .sorted {
                (order.firstIndex(of: $0.priority) ?? 0, $0.id) < (order.firstIndex(of: $1.priority) ?? 0, $1.id)
            }
            .prefix(limit).map { $0 }
    }

    func cancel(_ id: TaskID, for tenant: Tenant?) -> CancelOutcome {
        guard var entry = visible(id, to: tenant) else { return .unknown }
        if entry.failure == .cancelled, entry.state == .failed { return .cancelledBefore }
        guard !entry.state.isFinal else { return .ended(entry.state) }
        entry.end(.failed, "cancelled", .cancelled)
        entries[id] = entry
        return .cancelled
    }

    func tasks(of tenant: Tenant?, matching filter: TaskFilter, after cursor: TaskID?, limit: Int) -> TaskPage {
        let matching = entries.values.map(\.record).filter { record in
            (tenant == nil || record.tenant == tenant) && filter.states?.contains(record.state) != false
                && (!filter.onlyDeadLetters || record.isDeadLetter)
                && cursor.map { record.id < $0 } != false
                && filter.createdFrom.map { record.createdAt >= $0 } != false
                && filter.createdBefore.map { record.createdAt < $0 } != false
        }.sorted { $0.id > $1.id }
        let page = Array(matching.prefix(limit))
        return TaskPage(records: page, next: matching.count > limit ? page.last?.id : nil)
    }

    func finished(among ids: [TaskID]) -> Set<TaskID> {
        Set(ids.filter { entries[$0]?.state.isFinal != false })
    }

    func replay(_ id: TaskID) -> ReplayOutcome {
        guard var entry = entries[id] else { return .unknown }
        guard entry.isDeadLetter else { return .noDeadLetter(entry.state) }
        entry.wait()
        entry.attempts = 0
        entry.crashes = 0
        entry.failure = nil
        entry.isDeadLetter = false
        entry.startedAt = nil
        entry.finishedAt = nil
        entry.meta = ResultMeta()
        entries[id] = entry
        return .queued(entry.task.priority)
    }

    func remove(_ id: TaskID) -> RemovalOutcome {
        guard let entry = entries[id] else { return .unknown }
        guard entry.state.isFinal else { return .unfinished(entry.state) }
        entries[id] = nil
        return .removed
    }

    func purge(endedBefore date: Date, limit: Int) -> Int {
        let old = entries.values.filter { $0.state.isFinal && ($0.finishedAt ?? .distantFuture) < date }
            .sorted { ($0.finishedAt ?? .distantPast) < ($1.finishedAt ?? .distantPast) }.prefix(limit)
        for entry in old { entries[entry.task.id] = nil }
        return old.count
    }

    func counts() -> [TaskState: Int] {
        Dictionary(
            uniqueKeysWithValues: TaskState.allCases.map { state in
                (state, entries.values.count { $0.state == state })
            })
    }

    func census() -> TaskCensus {
        var groups = TaskState.allCases.filter { $0 != .running }.map { state in
            TaskCensus.Group(
                state: state, phase: TaskPhase(rawValue: state.rawValue),
                count: entries.values.count { $0.state == state })
        }
        let running = Dictionary(grouping: entries.values.filter { $0.state == .running }) { $0.progress.phase }
        groups += running.map { TaskCensus.Group(state: .running, phase: $0.key, count: $0.value.count) }
        let oldest = entries.values.filter { $0.state == .queued }.map(\.createdAt).min()
        return TaskCensus(
            groups: groups, oldestWaiting: .seconds(oldest.map { max(0, -$0.timeIntervalSinceNow) } ?? 0),
            deadLetters: entries.values.count { $0.isDeadLetter })
    }

    func checkHealth() {}
    func maintain() {}
}
