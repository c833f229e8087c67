import Crypto
import Foundation
import Shared
import Synchronization
import Testing

/// What holds for every ``TaskStore``. A new driver joins by one more case in ``StoreDriver``.
enum StoreDriver: CaseIterable, Sendable {
    case sqlite, memory

    func make(in folder: TemporaryFolder) throws -> any TaskStore {
        switch self {
        case .sqlite: try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
        case .memory: InMemoryTaskStore()
        }
    }
}

enum Sample {
    static let sealer = SecretSealer(key: SymmetricKey(size: .bits256))
    static let url = "jdbc:trino://host:8080/cat/sch?user=me&password=hunter2-canary"

    static func request(_ priority: TaskPriority = .normal) -> OptimizationRequest {
        OptimizationRequest(
            url: url, ddl: [SQLStatement("CREATE TABLE a.b.c (d integer)")],
            queries: [WorkloadQuery(queryid: "q", query: "SELECT d FROM a.b.c", runquantity: 3)],
            options: OptimizationOptions(priority: priority))
    }

    static func task(
        _ priority: TaskPriority = .normal, tenant: Tenant = .anonymous, reach: Reach = .public,
        idempotencyKey: String? = nil
    ) throws -> NewTask {
        let id = TaskID()
        return try NewTask(
            id: id, tenant: tenant, reach: reach, request: request(priority),
            idempotency: try idempotencyKey.map {
                try Idempotency(key: $0, body: Array("body".utf8), id: id, sealer: sealer)
            }, sealer: sealer)
    }

    static let result = OptimizationResult(
        ddl: [SQLStatement("CREATE SCHEMA a.n")], migrations: [],
        queries: [.init(queryid: "q", query: "SELECT d FROM a.n.c")], meta: ResultMeta(tokensUsed: 3),
        report: ["x": 1.25])

    static let failure = TaskFailure(code: "broken", message: "it broke")
}

@Suite struct TaskStoreConformance {
    private let folder: TemporaryFolder

    init() throws {
        folder = try TemporaryFolder()
    }

    private func claimed(_ store: any TaskStore) async throws -> ClaimedTask {
        let task = try Sample.task()
        try await store.insert(task)
        return try #require(try await store.claim(task.id, worker: "w"))
    }

    @Test(arguments: StoreDriver.allCases)
    func theTraceOfARequestReachesWhoClaimsItsTask(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let trace = try #require(TraceContext("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"))
        let task = try NewTask(request: Sample.request(), trace: trace, sealer: Sample.sealer)
        try await store.insert(task)
        #expect(try await store.claim(task.id, worker: "w")?.trace == trace)
        #expect(try await claimed(store).trace == nil)
    }

    @Test(arguments: StoreDriver.allCases)
    func theCensusCountsByStateAndPhase(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        func count(_ census: TaskCensus, _ state: TaskState, _ phase: TaskPhase) -> Int? {
            census.groups.first { $0.state == state && $0.phase == phase }?.count
        }
        let none = try await store.census()
        #expect(count(none, .queued, .queued) == 0)
        #expect(count(none, .done, .done) == 0)
        #expect(none.oldestWaiting == .zero)
        #expect(none.deadLetters == 0)

        let verifying = try await claimed(store)
        try await store.report(TaskProgress(phase: "verifying", fraction: 0.5), for: verifying.lease)
        _ = try await claimed(store)
        try await store.complete(try await claimed(store).lease, with: Sample.result)
        try await store.insert(try Sample.task())
        let crashed = try await claimed(store)
        let pulse = try #require(try await store.pulses().first { $0.lease == crashed.lease })
        _ = try await store.recover(pulse, crashLimit: 1)
        try await Task.sleep(for: .milliseconds(5))

        let census = try await store.census()
        #expect(count(census, .running, "verifying") == 1)
        #expect(count(census, .running, .starting) == 1)
        #expect(count(census, .done, .done) == 1)
        #expect(count(census, .failed, .failed) == 1)
        #expect(count(census, .queued, .queued) == 1)
        #expect(census.oldestWaiting > .zero)
        #expect(census.deadLetters == 1)
    }

    @Test(arguments: StoreDriver.allCases)
    func aNewTaskWaits(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try Sample.task(.high)
        try await store.insert(task)
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .queued)
        #expect(record.priority == .high)
        #expect(record.progress == TaskProgress(phase: .queued, fraction: 0))
        #expect(record.attempts == 0)
        #expect(try await store.outcome(of: task.id) == .unfinished)
        #expect(try await store.queued(limit: 10) == [QueuedTask(id: task.id, priority: .high)])
        #expect(try await store.counts()[.queued] == 1)
    }

    @Test(arguments: StoreDriver.allCases)
    func aTaskIsThereForItsTenantAlone(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (mine, other) = (Tenant(rawValue: "key-1"), Tenant(rawValue: "key-2"))
        let task = try Sample.task(tenant: mine)
        try await store.insert(task)
        #expect(try await store.record(of: task.id, for: mine)?.tenant == mine)
        #expect(try await store.outcome(of: task.id, for: mine) == .unfinished)
        for stranger in [other, .anonymous] {
            #expect(try await store.record(of: task.id, for: stranger) == nil)
            #expect(try await store.outcome(of: task.id, for: stranger) == nil)
        }
    }

    @Test(arguments: StoreDriver.allCases)
    func anIdempotencyKeyStoresOneTaskForItsTenant(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let first = try Sample.task(idempotencyKey: "k")
        #expect(try await store.insert(first) == .accepted)
        let again = try Sample.task(idempotencyKey: "k")
        let digest = try #require(first.idempotency?.sealedDigest)
        #expect(try await store.insert(again) == .repeated(first.id, sealedDigest: digest))
        #expect(try await store.record(of: again.id) == nil)
        #expect(try await store.insert(Sample.task(idempotencyKey: "other")) == .accepted)
        let tenant = Tenant(rawValue: "key-2")
        #expect(try await store.insert(Sample.task(tenant: tenant, idempotencyKey: "k")) == .accepted)
    }

    @Test(arguments: StoreDriver.allCases)
    func onlyATaskThatIsThereIsAnnounced(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let announced = Mutex<[TaskID]>([])
        func insert(_ task: NewTask, openLimit: Int? = nil) async throws -> Admission {
            try await store.insert(task, openLimit: openLimit) { announced.withLock { $0.append(task.id) } }
        }
        let (keyed, bare) = (try Sample.task(idempotencyKey: "k"), try Sample.task())
        #expect(try await insert(keyed) == .accepted)
        #expect(try await insert(bare) == .accepted)
        #expect(announced.withLock { $0 } == [keyed.id, bare.id])
        _ = try await insert(Sample.task(idempotencyKey: "k"))
        #expect(try await insert(Sample.task(), openLimit: 1) == .tooManyOpen)
        await #expect(throws: TaskStoreError.duplicate(bare.id)) { _ = try await insert(bare) }
        #expect(announced.withLock { $0 } == [keyed.id, bare.id])
    }

    @Test(arguments: StoreDriver.allCases)
    func aTenantHasNoMoreOpenTasksThanItMay(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (mine, other) = (Tenant(rawValue: "key-1"), Tenant(rawValue: "key-2"))
        let first = try Sample.task(tenant: mine)
        #expect(try await store.insert(first, openLimit: 2) == .accepted)
        #expect(try await store.insert(Sample.task(tenant: mine), openLimit: 2) == .accepted)
        #expect(try await store.insert(Sample.task(tenant: mine), openLimit: 2) == .tooManyOpen)
        #expect(try await store.insert(Sample.task(tenant: other), openLimit: 2) == .accepted)
        // Taking one up leaves it open; a retry does too; its end makes room for one.
        var lease = try #require(try await store.claim(first.id, worker: "w")).lease
        try await store.retry(lease, after: .zero, because: Sample.failure)
        lease = try #require(try await store.claim(first.id, worker: "w")).lease
        #expect(try await store.insert(Sample.task(tenant: mine), openLimit: 2) == .tooManyOpen)
        try await store.complete(lease, with: Sample.result)
        #expect(try await store.insert(Sample.task(tenant: mine), openLimit: 2) == .accepted)
        #expect(try await store.insert(Sample.task(tenant: mine), openLimit: 2) == .tooManyOpen)
    }

    @Test(arguments: StoreDriver.allCases)
    func aClaimTellsWhoseTaskItIsAndHowFarItMayReach(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        for reach in Reach.allCases {
            let task = try Sample.task(tenant: Tenant(rawValue: "key-1"), reach: reach)
            try await store.insert(task)
            let claimed = try #require(try await store.claim(task.id, worker: "w"))
            #expect(claimed.tenant == task.tenant)
            #expect(claimed.reach == reach)
        }
    }

    @Test(arguments: StoreDriver.allCases)
    func aTenantsTasksAreListedNewestFirstInPages(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let mine = Tenant(rawValue: "key-1")
        var tasks: [NewTask] = []
        for number in 0..<5 {
            tasks.append(try Sample.task(tenant: mine))
            try await store.insert(tasks[number])
            try await store.insert(Sample.task(tenant: Tenant(rawValue: "key-2")))
        }
        let newestFirst = tasks.map(\.id).sorted(by: >)
        let first = try await store.tasks(of: mine, matching: TaskFilter(), after: nil, limit: 3)
        #expect(first.records.map(\.id) == Array(newestFirst[..<3]))
        #expect(first.next == newestFirst[2])
        let second = try await store.tasks(of: mine, matching: TaskFilter(), after: first.next, limit: 3)
        #expect(second.records.map(\.id) == Array(newestFirst[3...]))
        #expect(second.next == nil)
        #expect(try await store.tasks(of: nil, matching: TaskFilter(), after: nil, limit: 100).records.count == 10)

        _ = try #require(try await store.claim(tasks[0].id, worker: "w"))
        let running = try await store.tasks(
            of: mine, matching: TaskFilter(states: [.running]), after: nil, limit: 9)
        #expect(running.records.map(\.id) == [tasks[0].id])
        let created = try #require(running.records.first).createdAt
        let since = TaskFilter(createdFrom: created, createdBefore: created.addingTimeInterval(3600))
        #expect(try await store.tasks(of: mine, matching: since, after: nil, limit: 9).records.count == 5)
        let before = TaskFilter(createdBefore: created.addingTimeInterval(-60))
        #expect(try await store.tasks(of: mine, matching: before, after: nil, limit: 9).records.isEmpty)
    }

    @Test(arguments: StoreDriver.allCases)
    func ofSomeTasksThoseThatEndedOrAreNotThereAreTold(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let (waiting, done) = (try Sample.task(), try await claimed(store))
        try await store.insert(waiting)
        try await store.complete(done.lease, with: Sample.result)
        let unknown = TaskID()
        #expect(try await store.finished(among: [waiting.id, done.id, unknown]) == [done.id, unknown])
        #expect(try await store.finished(among: []) == [])
    }

    @Test(arguments: StoreDriver.allCases)
    func whatWasNeverStoredIsUnknown(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        #expect(try await store.record(of: TaskID()) == nil)
        #expect(try await store.outcome(of: TaskID()) == nil)
        #expect(try await store.claim(TaskID(), worker: "w") == nil)
    }

    @Test(arguments: StoreDriver.allCases)
    func anIdIsStoredOnce(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try Sample.task()
        try await store.insert(task)
        await #expect(throws: TaskStoreError.duplicate(task.id)) { try await store.insert(task) }
        #expect(try await store.counts()[.queued] == 1)
    }

    @Test(arguments: StoreDriver.allCases)
    func theOneWhoClaimsGetsTheRequestAndTheSealedURL(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        #expect(task.request == Sample.request().withoutURL)
        #expect(try Sample.sealer.open(#require(task.sealedURL), for: task.id) == Sample.url)
        #expect(task.lease.token == 1)
        #expect(task.attempts == 1)
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .running)
        #expect(record.worker == "w")
        #expect(record.startedAt != nil)
        #expect(try await store.queued(limit: 10).isEmpty)
    }

    @Test(arguments: StoreDriver.allCases)
    func ofManyWhoClaimOneGetsIt(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let tasks = try (0..<20).map { _ in try Sample.task() }
        for task in tasks { try await store.insert(task) }
        let winners = try await withThrowingTaskGroup(of: TaskID?.self) { group in
            for worker in 0..<10 {
                for task in tasks {
                    group.addTask { try await store.claim(task.id, worker: "w\(worker)")?.id }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(winners.compactMap { $0 }.sorted() == tasks.map(\.id).sorted())
    }

    @Test(arguments: StoreDriver.allCases)
    func heartbeatsAndProgressAreWrittenDown(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        let before = try #require(try await store.record(of: task.id)).heartbeat
        try await store.heartbeat(task.lease)
        try await store.report(TaskProgress(phase: "verifying", fraction: 0.5, message: "3 of 6"), for: task.lease)
        let record = try #require(try await store.record(of: task.id))
        #expect(record.heartbeat == before + 2)
        #expect(record.progress == TaskProgress(phase: "verifying", fraction: 0.5, message: "3 of 6"))
    }

    @Test(arguments: StoreDriver.allCases)
    func aCompletedTaskHasItsResultAndNobodyCanTakeItAgain(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        try await store.complete(task.lease, with: Sample.result)
        #expect(try await store.outcome(of: task.id) == .done(Sample.result))
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .done)
        #expect(record.progress.fraction == 1)
        #expect(record.finishedAt != nil)
        #expect(try await store.claim(task.id, worker: "w") == nil)
        await #expect(throws: TaskStoreError.leaseLost(task.lease)) {
            try await store.complete(task.lease, with: Sample.result)
        }
    }

    @Test(arguments: StoreDriver.allCases)
    func aFailedTaskHasItsReason(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        try await store.fail(task.lease, with: Sample.failure, meta: ResultMeta(tokensUsed: 9))
        #expect(try await store.outcome(of: task.id) == .failed(Sample.failure, meta: ResultMeta(tokensUsed: 9)))
        #expect(try await store.record(of: task.id)?.failure == Sample.failure)
    }

    @Test(arguments: StoreDriver.allCases)
    func aStaleTokenChangesNothing(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let first = try await claimed(store)
        let pulse = try #require(try await store.pulses().first)
        #expect(try await store.recover(pulse, crashLimit: 3) == .requeued)
        let second = try #require(try await store.claim(first.id, worker: "w2"))
        #expect(second.lease.token > first.lease.token)
        let before = try await store.record(of: first.id)

        let stale = first.lease
        await #expect(throws: TaskStoreError.leaseLost(stale)) { try await store.heartbeat(stale) }
        await #expect(throws: TaskStoreError.leaseLost(stale)) {
            try await store.report(TaskProgress(phase: "x", fraction: 1), for: stale)
        }
        await #expect(throws: TaskStoreError.leaseLost(stale)) { try await store.complete(stale, with: Sample.result) }
        await #expect(throws: TaskStoreError.leaseLost(stale)) {
            try await store.fail(stale, with: Sample.failure, meta: ResultMeta())
        }
        await #expect(throws: TaskStoreError.leaseLost(stale)) { try await store.release(stale) }
        await #expect(throws: TaskStoreError.leaseLost(stale)) {
            try await store.retry(stale, after: .zero, because: Sample.failure)
        }
        #expect(try await store.record(of: first.id) == before)
        try await store.complete(second.lease, with: Sample.result)
        #expect(try await store.outcome(of: first.id) == .done(Sample.result))
    }

    @Test(arguments: StoreDriver.allCases)
    func aReleasedTaskWaitsAgainAsIfNothingHadBeen(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        try await store.report(TaskProgress(phase: "verifying", fraction: 0.5), for: task.lease)
        try await store.release(task.lease)
        let record = try #require(try await store.record(of: task.id))
        #expect(record.state == .queued)
        #expect(record.progress == TaskProgress(phase: .queued, fraction: 0))
        #expect(record.attempts == 0)
        #expect(record.crashes == 0)
        let again = try #require(try await store.claim(task.id, worker: "w2"))
        #expect(again.lease.token == 2)
        #expect(again.sealedURL == task.sealedURL)
    }

    @Test(arguments: StoreDriver.allCases)
    func aTaskToBeTriedAgainIsNotDueBeforeItsTime(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        try await store.retry(task.lease, after: .seconds(600), because: Sample.failure)
        #expect(try await store.record(of: task.id)?.state == .queued)
        #expect(try await store.claim(task.id, worker: "w") == nil)
        #expect(try await store.queued(limit: 10).isEmpty)

        let other = try await claimed(store)
        try await store.retry(other.lease, after: .zero, because: Sample.failure)
        #expect(try await store.claim(other.id, worker: "w")?.attempts == 2)
    }

    @Test(arguments: StoreDriver.allCases)
    func aTaskThatCrashesTooOftenIsFailedWithAReason(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        for crash in 1...3 {
            let pulse = try #require(try await store.pulses().first)
            let outcome = try await store.recover(pulse, crashLimit: 3)
            #expect(try await store.record(of: task.id)?.crashes == crash)
            if crash < 3 {
                #expect(outcome == .requeued)
                let lease = try #require(try await store.claim(task.id, worker: "w")).lease
                try await store.report(TaskProgress(phase: "measuring", fraction: 0.1), for: lease)
            } else {
                guard case .failed(let failure) = outcome else {
                    Issue.record("expected a failure, not \(outcome)")
                    return
                }
                #expect(failure.code == "worker_crashed")
                #expect(failure.message.contains("worker crashed while measuring"))
                #expect(try await store.outcome(of: task.id) == .failed(failure, meta: ResultMeta()))
            }
        }
    }

    @Test(arguments: StoreDriver.allCases)
    func aPulseThatMovedIsNotRecovered(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        let pulse = try #require(try await store.pulses().first)
        try await store.heartbeat(task.lease)
        #expect(try await store.recover(pulse, crashLimit: 3) == .unchanged)
        #expect(try await store.record(of: task.id)?.crashes == 0)
        try await store.complete(task.lease, with: Sample.result)
        #expect(try await store.pulses().isEmpty)
    }

    @Test(arguments: StoreDriver.allCases)
    func ofManyWatchersOneRecovers(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        let pulse = try #require(try await store.pulses().first)
        let outcomes = try await withThrowingTaskGroup(of: RecoveryOutcome.self) { group in
            for _ in 0..<10 { group.addTask { try await store.recover(pulse, crashLimit: 3) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 == .requeued }.count == 1)
        #expect(try await store.record(of: task.id)?.crashes == 1)
    }

    @Test(arguments: StoreDriver.allCases)
    func waitingTasksComeByPriorityAndAge(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        var ids: [TaskPriority: [TaskID]] = [:]
        for priority in [TaskPriority.low, .normal, .high, .normal, .low, .high] {
            let task = try Sample.task(priority)
            try await store.insert(task)
            ids[priority, default: []].append(task.id)
            try await Task.sleep(for: .milliseconds(2))
        }
        let expected = TaskPriority.allCases.flatMap { ids[$0] ?? [] }
        #expect(try await store.queued(limit: 10).map(\.id) == expected)
        #expect(try await store.queued(limit: 3).map(\.id) == Array(expected.prefix(3)))
    }

    @Test(arguments: StoreDriver.allCases)
    func aCancelledCallerDoesNotLeaveAHalfWrittenTask(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        let writing = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            try await store.complete(task.lease, with: Sample.result)
        }
        try await writing.value
        #expect(try await store.outcome(of: task.id) == .done(Sample.result))
    }

    @Test(arguments: StoreDriver.allCases)
    func aLargeResultComesBackWhole(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        let task = try await claimed(store)
        let text = String(repeating: "SELECT 'ä€𝄞' ", count: 100_000)
        let result = OptimizationResult(
            ddl: [SQLStatement(text)], migrations: [], queries: [.init(queryid: "q", query: text)])
        try await store.complete(task.lease, with: result)
        #expect(try await store.outcome(of: task.id) == .done(result))
    }

    @Test(arguments: StoreDriver.allCases)
    func aHealthyStoreSaysSo(driver: StoreDriver) async throws {
        let store = try driver.make(in: folder)
        try await store.checkHealth()
        try await store.maintain()
    }
}
