import Foundation
import GRDB
import Logging
import Testing

@testable import Shared

@Suite struct GroupCommitTests {
    private let folder: TemporaryFolder
    private let store: SQLiteTaskStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
    }

    /// Holds the writing connection until released, so that writes gather behind it.
    private func holdingTheWriter(_ body: () async throws -> Void) async throws {
        let release = Monitor(false)
        store.writer.asyncWriteWithoutTransaction { _ in _ = release.wait { $0 ? true : nil } }
        defer { release.change { $0 = true } }
        try await body()
    }

    private func gather(_ tasks: [NewTask]) async throws -> [TaskID: any Error] {
        let store = store
        return try await withThrowingTaskGroup(of: (TaskID, (any Error)?).self) { group in
            try await holdingTheWriter {
                for task in tasks {
                    group.addTask {
                        do {
                            try await store.insert(task)
                            return (task.id, nil)
                        } catch {
                            return (task.id, error)
                        }
                    }
                }
                // Lets most of them line up; the test holds whether they do or not.
                for _ in 0..<100 { await Task.yield() }
            }
            return try await group.reduce(into: [:]) { failures, answer in
                if let error = answer.1 { failures[answer.0] = error }
            }
        }
    }

    @Test func writesThatGatherAreAllWritten() async throws {
        let tasks = try (0..<600).map { _ in try Sample.task() }
        #expect(try await gather(tasks).isEmpty)
        let stored = try await store.queued(limit: 1000).map(\.id)
        #expect(Set(stored) == Set(tasks.map(\.id)))
    }

    @Test func aWriteThatRefusesTakesNoOtherWithIt() async throws {
        let known = try Sample.task()
        try await store.insert(known)
        let fresh = try (0..<50).map { _ in try Sample.task() }
        let failures = try await gather(fresh.prefix(25) + [known] + fresh.suffix(25))
        #expect(Array(failures.keys) == [known.id])
        #expect(failures[known.id] as? TaskStoreError == .duplicate(known.id))
        #expect(try await store.counts()[.queued] == 51)
    }

    @Test func aWriteThatRefusesLeavesNothingBehind() async throws {
        await #expect(throws: TaskStoreError.self) {
            try await store.write { database in
                try database.execute(sql: "CREATE TABLE half (done)")
                throw TaskStoreError.unavailable("on purpose")
            }
        }
        #expect(try await store.writer.read { try !$0.tableExists("half") })
    }

    @Test func eachWriterGetsItsOwnAnswer() async throws {
        let store = store
        let answers = try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 0..<100 {
                group.addTask {
                    try await store.write { try Int.fetchOne($0, sql: "SELECT ?", arguments: [number]) } == number
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(answers.allSatisfy { $0 })
    }

    /// A store whose syncs the test makes.
    private func store(_ sync: @escaping @Sendable () throws -> Void) throws -> SQLiteTaskStore {
        try SQLiteTaskStore(
            path: folder.path("other.sqlite"), creates: true, logger: Logger(label: "tests")
        ) { _, _ in try sync() }
    }

    @Test(arguments: [false, true])
    func aWriteReturnsWhenItIsOnTheDisk(isOnWorkThreads: Bool) async throws {
        let threads = WorkThreads(count: 2, name: "tests")
        defer { threads.finish() }
        let committed = Monitor(0)
        let synced = Monitor(0)
        let store = try store {
            let count = committed.change { $0 }
            synced.change { $0 = count }
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for number in 1...300 {
                group.addTask(executorPreference: isOnWorkThreads ? threads : globalConcurrentExecutor) {
                    let place = try await store.write(survives: number % 3 == 0 ? .crash : .powerCut) { _ in
                        committed.change {
                            $0 += 1
                            return $0
                        }
                    }
                    return number % 3 == 0 || synced.change { $0 } >= place
                }
            }
            for try await isOnDisk in group { #expect(isOnDisk) }
        }
    }

    @Test func whatKeepsTheDiskFromBeingSyncedIsToldToThoseWhoNeedIt() async throws {
        let store = try store { throw TaskStoreError.unavailable("the disk is broken; check it") }
        let task = try Sample.task()
        await #expect(throws: TaskStoreError.unavailable("the disk is broken; check it")) {
            try await store.insert(task)
        }
        // It is in the log all the same, and a worker loses nothing by going on.
        let lease = try #require(try await store.claim(task.id, worker: "w")?.lease)
        try await store.complete(lease, with: Sample.result)
        #expect(try await store.counts()[.done] == 1)
        await #expect(throws: TaskStoreError.unavailable("the disk is broken; check it"), "nor is anybody told of it") {
            try await store.record(of: task.id)
        }
    }

    @Test func aSyncThatFailedIsMadeWithTheNextCommitWhateverThatNeeds() async throws {
        let state = Monitor((syncs: 0, isBroken: true))
        let store = try store {
            let isBroken = state.change {
                $0.syncs += 1
                return $0.isBroken
            }
            if isBroken { throw TaskStoreError.unavailable("the disk is broken; check it") }
        }
        await #expect(throws: TaskStoreError.self) { try await store.write { _ in } }
        state.change { $0.isBroken = false }
        try await store.write(survives: .crash) { _ in }
        #expect(state.wait(atMost: .seconds(30)) { $0.syncs >= 2 ? true : nil } == true)
    }

    /// Runs `body` while a sync is under way and so many writes wait for the next one; returns how many syncs there were.
    private func during(
        aSyncThatIsWaitedForBy count: Int, _ body: (SQLiteTaskStore) async throws -> Void
    ) async throws -> Int {
        let state = Monitor((syncs: 0, isOver: false))
        let store = try store {
            state.change { $0.syncs += 1 }
            _ = state.wait { $0.isOver ? true : nil }
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await store.write { _ in } }
            while state.change({ $0.syncs }) == 0 { try await Task.sleep(for: .milliseconds(1)) }
            for _ in 0..<count { group.addTask { try await store.write { _ in } } }
            // Lets most of them line up.
            for _ in 0..<100 { await Task.yield() }
            try await body(store)
            state.change { $0.isOver = true }
            try await group.waitForAll()
        }
        return state.change { $0.syncs }
    }

    @Test func thoseWhoWaitDuringASyncShareTheNextOne() async throws {
        #expect(try await during(aSyncThatIsWaitedForBy: 50) { _ in } < 20)
    }

    @Test(.timeLimit(.minutes(5))) func signsOfLifeWaitForNoSyncWhoeverWaitsForIt() async throws {
        _ = try await during(aSyncThatIsWaitedForBy: 50) { try await $0.write(survives: .crash) { _ in } }
    }

    @Test func whatAnotherProcessHasSyncedIsNotSyncedAgain() async throws {
        let path = folder.path("tasks.sqlite")
        let (syncs, putOff) = (Monitor(0), Monitor<[@Sendable () -> Void]>([]))
        // However slow the machine, all commits follow each other within an hour.
        let commits = GroupCommit(
            writer: store.writer, mark: try SyncMark(database: path), moment: .seconds(3600),
            later: { body in putOff.change { $0.append(body) } }
        ) { _ in syncs.change { $0 += 1 } }
        let another = try SyncMark(database: path)
        let threads = WorkThreads(count: 1, name: "tests")
        defer { threads.finish() }
        func write() async throws {
            try await Task(executorPreference: threads) {
                try await commits.write(survives: .powerCutSoon) { _ in }
            }.value
        }
        /// Lets the moment be over. Returns how many syncs there were, and how many are put off.
        func pass() -> [Int] {
            putOff.change { list in
                defer { list = [] }
                return list
            }.forEach { $0() }
            return [syncs.change { $0 }, putOff.change { $0.count }]
        }
        try await write()
        #expect(pass() == [1, 0], "the first is synced at once")
        try await write()
        try await write()
        #expect(pass() == [2, 0], "two that follow share a sync")
        try await write()
        another.covering { _ in }
        #expect(pass() == [2, 0], "nothing is left to do")
        #expect(commits.isOnDisk)
        try await write()
        another.covering { _ in }
        try await write()
        #expect(pass() == [2, 1], "what came since is looked at in another moment")
        #expect(!commits.isOnDisk)
        #expect(pass() == [3, 0])
        #expect(commits.isOnDisk)
    }
}
