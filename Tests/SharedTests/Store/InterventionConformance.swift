import Foundation
import Shared
import Testing

/// What holds for every ``TaskStore`` when clients and operators step in.
@Suite struct InterventionConformance {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func submitted(_ store: any TaskStore, tenant: Tenant = .anonymous) async throws -> NewTask {
        let task = try NewTask(tenant: tenant, request: Sample.request(), sealer: Sample.sealer)
        try await store.insert(task)
        return task
    }

    private func claimed(_ store: any TaskStore, tenant: Tenant = .anonymous) async throws -> ClaimedTask {
        let task = try await submitted(store, tenant: tenant)
        return try #require(try await store.claim(task.id, worker: "w"))
    }

    private func deadLetter(_ store: any TaskStore) async throws -> ClaimedTask {
        let task = try await claimed(store)
        let pulse = try #require(try await store.pulses().first(where: { $0.lease == task.lease }))
        _ = try await store.recover(pulse, crashLimit: 1)
        return task
    }

    // MARK: - Cancelling

    @Test(arguments: StoreDriver.allCases)
    func aWaitingTaskThatIsCancelledIsNeverTaken(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await submitted(store)
        #expect(try await store.cancel(task.id, for: nil) == .cancelled)
        #expect(try await store.claim(task.id, worker: "w") == nil)
        #expect(try await store.queued(limit: 10).isEmpty)
        #expect(try await store.outcome(of: task.id) == .failed(.cancelled, meta: ResultMeta()))
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .failed)
        #expect(record.finishedAt != nil)
        #expect(!record.isDeadLetter)
    }

    @Test(arguments: StoreDriver.allCases)
    func theWorkerOfACancelledTaskCanWriteNothing(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        #expect(try await store.cancel(task.id, for: nil) == .cancelled)
        await #expect(throws: TaskStoreError.leaseLost(task.lease)) { try await store.heartbeat(task.lease) }
        await #expect(throws: TaskStoreError.leaseLost(task.lease)) {
            try await store.complete(task.lease, with: Sample.result)
        }
        await #expect(throws: TaskStoreError.leaseLost(task.lease)) { try await store.release(task.lease) }
        #expect(try await store.outcome(of: task.id) == .failed(.cancelled, meta: ResultMeta()))
        #expect(try await store.pulses().isEmpty)
    }

    @Test(arguments: StoreDriver.allCases)
    func cancellingAgainOrTooLateChangesNothing(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let cancelled = try await submitted(store)
        #expect(try await store.cancel(cancelled.id, for: nil) == .cancelled)
        #expect(try await store.cancel(cancelled.id, for: nil) == .cancelledBefore)
        let done = try await claimed(store)
        try await store.complete(done.lease, with: Sample.result)
        #expect(try await store.cancel(done.id, for: nil) == .ended(.done))
        #expect(try await store.outcome(of: done.id) == .done(Sample.result))
        let failed = try await claimed(store)
        try await store.fail(failed.lease, with: Sample.failure, meta: ResultMeta())
        #expect(try await store.cancel(failed.id, for: nil) == .ended(.failed))
        #expect(try await store.cancel(TaskID(), for: nil) == .unknown)
    }

    @Test(arguments: StoreDriver.allCases)
    func nobodyCancelsTheTaskOfAnother(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (ann, ben) = (Tenant(rawValue: "ann"), Tenant(rawValue: "ben"))
        let task = try await submitted(store, tenant: ann)
        #expect(try await store.cancel(task.id, for: ben) == .unknown)
        #expect(try await store.record(of: task.id)?.state == .queued)
        #expect(try await store.cancel(task.id, for: ann) == .cancelled)
    }

    // MARK: - Dead letters

    @Test(arguments: StoreDriver.allCases)
    func aTaskThatCrashedTooOftenIsSetAside(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await deadLetter(store)
        #expect(try await store.record(of: task.id)?.isDeadLetter == true)
        #expect(try await all(store, TaskFilter(onlyDeadLetters: true)) == [task.id])
        #expect(try await store.claim(task.id, worker: "w") == nil)
    }

    @Test(arguments: StoreDriver.allCases)
    func aReplayedDeadLetterRunsAsIfItWereNew(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await deadLetter(store)
        #expect(try await store.replay(task.id) == .queued(.normal))
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .queued)
        #expect(record.crashes == 0)
        #expect(record.failure == nil)
        #expect(!record.isDeadLetter)
        #expect(try await store.outcome(of: task.id) == .unfinished)

        let again = try #require(try await store.claim(task.id, worker: "w"))
        #expect(again.attempts == 1)
        #expect(again.lease.token > task.lease.token)
        #expect(try Sample.sealer.open(#require(again.sealedURL), for: task.id) == Sample.url)
        try await store.complete(again.lease, with: Sample.result)
        #expect(try await store.outcome(of: task.id) == .done(Sample.result))
        #expect(try await store.replay(task.id) == .noDeadLetter(.done))
    }

    @Test(arguments: StoreDriver.allCases)
    func whatIsNoDeadLetterIsNotReplayed(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let waiting = try await submitted(store)
        let failed = try await claimed(store)
        try await store.fail(failed.lease, with: Sample.failure, meta: ResultMeta())
        let aside = try await claimed(store)
        try await store.fail(aside.lease, with: Sample.failure, meta: ResultMeta(), isDeadLetter: true)
        #expect(try await store.replay(waiting.id) == .noDeadLetter(.queued))
        #expect(try await store.replay(failed.id) == .noDeadLetter(.failed))
        #expect(try await store.replay(aside.id) == .queued(.normal))
        #expect(try await store.replay(TaskID()) == .unknown)
    }

    // MARK: - Statements left behind

    @Test(arguments: StoreDriver.allCases)
    func whatADeadAttemptHadRunningIsToldToTheNext(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        #expect(task.leftStatements.isEmpty)
        try await store.heartbeat(task.lease, statements: ["20260101_000000_00001_abcde", "q2"])
        _ = try await store.recover(try #require(try await store.pulses().first), crashLimit: 3)
        let next = try #require(try await store.claim(task.id, worker: "w2"))
        #expect(next.leftStatements == ["20260101_000000_00001_abcde", "q2"])
        try await store.heartbeat(next.lease, statements: [])
        try await store.release(next.lease)
        #expect(try await store.claim(task.id, worker: "w3")?.leftStatements == [])
    }

    // MARK: - Limits of a tenant

    @Test(arguments: StoreDriver.allCases)
    func noMoreTasksOfATenantRunThanItMay(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (ann, ben) = (Tenant(rawValue: "ann"), Tenant(rawValue: "ben"))
        let tasks = [
            try await submitted(store, tenant: ann), try await submitted(store, tenant: ann),
            try await submitted(store, tenant: ben),
        ]
        let first = try #require(try await store.claim(tasks[0].id, worker: "w", tenantLimit: 1))
        #expect(try await store.claim(tasks[1].id, worker: "w", tenantLimit: 1) == nil)
        #expect(try await store.queued(limit: 10, tenantLimit: 1).map(\.id) == [tasks[2].id])
        #expect(try await store.claim(tasks[2].id, worker: "w", tenantLimit: 1) != nil)
        try await store.complete(first.lease, with: Sample.result)
        #expect(try await store.queued(limit: 10, tenantLimit: 1).map(\.id) == [tasks[1].id])
        #expect(try await store.claim(tasks[1].id, worker: "w", tenantLimit: 1) != nil)
    }

    @Test(arguments: StoreDriver.allCases)
    func ofManyWhoClaimForOneTenantOnlyAsManyGetOneAsItMayHave(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        var ids: [TaskID] = []
        for _ in 0..<10 { ids.append(try await submitted(store).id) }
        let taken = try await withThrowingTaskGroup(of: Bool.self) { group in
            for id in ids { group.addTask { try await store.claim(id, worker: "w", tenantLimit: 3) != nil } }
            return try await group.reduce(into: 0) { $0 += $1 ? 1 : 0 }
        }
        #expect(taken == 3)
    }

    // MARK: - Lists and forgetting

    @Test(arguments: StoreDriver.allCases)
    func tasksAreListedByFilterNewestFirst(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (ann, ben) = (Tenant(rawValue: "ann"), Tenant(rawValue: "ben"))
        var ids: [TaskID] = []
        for tenant in [ann, ben, ann, ben, ann] { ids.append(try await submitted(store, tenant: tenant).id) }
        ids.sort(by: >)
        _ = try await store.claim(ids[0], worker: "w")
        #expect(try await all(store) == ids)
        let page = try await store.tasks(of: nil, matching: TaskFilter(), after: ids[1], limit: 2)
        #expect(page.records.map(\.id) == Array(ids[2...3]))
        #expect(page.next == ids[3])
        #expect(try await all(store, TaskFilter(states: [.running])) == [ids[0]])
        #expect(try await all(store, TaskFilter(states: [.queued, .running])).count == 5)
        #expect(try await all(store, TaskFilter(states: [])).isEmpty)
        #expect(try await all(store, of: ann).count == 3)
        #expect(try await all(store, TaskFilter(onlyDeadLetters: true)).isEmpty)
    }

    private func all(
        _ store: any TaskStore, of tenant: Tenant? = nil, _ filter: TaskFilter = TaskFilter()
    ) async throws -> [TaskID] {
        try await store.tasks(of: tenant, matching: filter, after: nil, limit: 100).records.map(\.id)
    }

    @Test(arguments: StoreDriver.allCases)
    func onlyWhatHasEndedCanBeForgotten(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let waiting = try await submitted(store)
        let running = try await claimed(store)
        let done = try await claimed(store)
        try await store.complete(done.lease, with: Sample.result)
        #expect(try await store.remove(waiting.id) == .unfinished(.queued))
        #expect(try await store.remove(running.id) == .unfinished(.running))
        #expect(try await store.remove(done.id) == .removed)
        #expect(try await store.remove(done.id) == .unknown)
        #expect(try await store.record(of: done.id) == nil)
        #expect(try await store.outcome(of: done.id) == nil)
        #expect(try await store.counts()[.running] == 1)
    }

    @Test(arguments: StoreDriver.allCases)
    func purgingForgetsWhatEndedBeforeAndNothingElse(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let old = [try await claimed(store), try await claimed(store), try await deadLetter(store)]
        for task in old.prefix(2) { try await store.complete(task.lease, with: Sample.result) }
        try await Task.sleep(for: .milliseconds(20))
        let horizon = Date()
        try await Task.sleep(for: .milliseconds(20))
        let fresh = try await claimed(store)
        try await store.complete(fresh.lease, with: Sample.result)
        let waiting = try await submitted(store)
        #expect(try await store.purge(endedBefore: horizon, limit: 2) == 2)
        #expect(try await store.purge(endedBefore: horizon, limit: 2) == 1)
        #expect(try await store.purge(endedBefore: horizon, limit: 2) == 0)
        #expect(Set(try await all(store)) == [fresh.id, waiting.id])
        #expect(try await store.outcome(of: fresh.id) == .done(Sample.result))
    }

    @Test(arguments: StoreDriver.allCases)
    func aStoreWithRoomTakesTheWritesOfWatchers(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        try await store.confirmWritable()
    }
}
