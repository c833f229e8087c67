import Foundation
import GRDB
import Logging
import Testing

@testable import Shared

@Suite struct LogFoldingTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("tasks.sqlite") }
    private let logger = Logger(label: "tests")

    init() throws {
        folder = try TemporaryFolder()
    }

    private func store(folding policy: LogFolding.Policy) throws -> SQLiteTaskStore {
        let log = LogSync(database: path)
        return try SQLiteTaskStore(path: path, creates: true, logger: logger, folding: policy) {
            try log.run(afterFailure: $0, isLocked: $1)
        }
    }

    private func isFolded(_ id: TaskID) throws -> Bool {
        try Data(contentsOf: URL(fileURLWithPath: path)).range(of: Data(id.description.utf8)) != nil
    }

    @Test func theCheckpointFoldsTheLogIntoTheFile() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        try await store.insert(task)
        #expect(try !isFolded(task.id))
        try await store.maintain()
        #expect(try isFolded(task.id))
    }

    @Test func aLogThatCannotBeSyncedIsNotFoldedAndTheFileIsWrittenAnewAfterAFoldThatFailed() async throws {
        let isBroken = Monitor(false)
        let store = try SQLiteTaskStore(path: path, creates: true, logger: logger) { _, isLocked in
            if isLocked, isBroken.change({ $0 }) { throw TaskStoreError.unavailable("the disk is broken; check it") }
        }
        let task = try Sample.task()
        try await store.insert(task)
        isBroken.change { $0 = true }
        await #expect(throws: TaskStoreError.unavailable("the disk is broken; check it")) { try await store.maintain() }
        #expect(try !isFolded(task.id))
        isBroken.change { $0 = false }
        try await store.maintain()
        #expect(try isFolded(task.id))

        func isWritten(_ afterFailure: Bool) throws -> Bool {
            let longAgo = Date(timeIntervalSince1970: 1_000)
            try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: path)
            _ = try GuardedCheckpoint(path: path).run(afterFailure: afterFailure)
            return try FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date != longAgo
        }
        #expect(try !isWritten(false))
        #expect(try isWritten(true))
        try await store.insert(Sample.task())
        #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
    }

    @Test(.timeLimit(.minutes(5))) func theLogIsFoldedInAQuietMoment() async throws {
        let store = try store(folding: .init(quiet: .milliseconds(20), shortest: 1, longest: .max))
        for _ in 0..<2 {
            let task = try Sample.task()
            try await store.insert(task)
            while try !isFolded(task.id) { try await Task.sleep(for: .milliseconds(5)) }
        }
    }

    @Test func aShortLogIsLeftToMaintenance() async throws {
        let store = try store(folding: .init(quiet: .milliseconds(20), shortest: 1_000, longest: 1))
        let task = try Sample.task()
        try await store.insert(task)
        try await Task.sleep(for: .milliseconds(200))
        #expect(try !isFolded(task.id))
    }

    @Test(.timeLimit(.minutes(5))) func aLongLogIsFoldedThoughSomebodyWrites() async throws {
        let store = try store(folding: .init(quiet: .seconds(3600), shortest: 1, longest: 20))
        let first = try Sample.task()
        try await store.insert(first)
        while try !isFolded(first.id) {
            try await store.insert(Sample.task())
            try await Task.sleep(for: .milliseconds(1))
        }
    }

    @Test func aReaderThatKeepsALongLogAsItIsCostsATryNowAndThen() async throws {
        let tries = Monitor(0)
        let log = LogSync(database: path)
        let policy = LogFolding.Policy(quiet: .seconds(3600), shortest: 100, longest: 100)
        let store = try SQLiteTaskStore(path: path, creates: true, logger: logger, folding: policy) {
            if $1 { tries.change { $0 += 1 } }
            try log.run(afterFailure: $0, isLocked: $1)
        }
        var configuration = DatabaseOpening.configuration
        configuration.allowsUnsafeTransactions = true
        let reader = try DatabaseQueue(path: path, configuration: configuration)
        try await reader.writeWithoutTransaction { database in
            try database.beginTransaction(.deferred)
            _ = try Int.fetchOne(database, sql: "SELECT count(*) FROM task")
        }
        let index = LogIndex(database: path)
        var pages = 0
        while pages < 400 {
            try await store.insert(Sample.task())
            try await Task.sleep(for: .milliseconds(2))
            pages = try #require(try index.header()).frames
        }
        #expect(tries.change { $0 } <= pages / policy.shortest)
        try await reader.writeWithoutTransaction { try $0.rollback() }
    }

    @Test func aLogIsFoldedWhenItIsQuietOrLong() {
        let policy = LogFolding.Policy(quiet: .seconds(1), shortest: 10, longest: 100)
        let quiet = Duration.seconds(1)
        #expect(policy.verdict(pages: 10, sinceLastCommit: quiet) == .fold)
        #expect(policy.verdict(pages: 9, sinceLastCommit: quiet) == .leave, "too short to be worth it")
        #expect(policy.verdict(pages: 99, sinceLastCommit: quiet - .milliseconds(1)) == .wait, "somebody writes")
        #expect(policy.verdict(pages: 100, sinceLastCommit: .zero) == .fold, "too long to wait")
    }

    @Test func aLongLogIsFoldedByOneOfThoseThatShareIt() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        try await store.insert(task)
        let use = try UseLock(shared: path)
        let folds = Monitor(0)
        let other = LogFolding(
            path: path, use: use, mark: try SyncMark(database: path), policy: .init(), logger: logger
        ) { _ in folds.change { $0 += 1 } }
        let pages = try #require(try LogIndex(database: path).header()).frames
        #expect(pages > 1)

        try other.fold(shortest: pages + 1)
        #expect(try folds.change { $0 } == 0 && !isFolded(task.id))
        try other.fold(shortest: pages)
        #expect(try folds.change { $0 } == 1 && isFolded(task.id))
        try other.fold(shortest: 1)
        #expect(folds.change { $0 } == 1, "another has folded it")
        try other.fold()
        #expect(folds.change { $0 } == 2, "maintenance leaves nothing to others")
    }

    @Test func aFoldThatFailedIsMadeAgainThoughAnotherHasFolded() async throws {
        let store = try SQLiteTaskStore(path: path)
        try await store.insert(Sample.task())
        try await store.maintain()
        let use = try UseLock(shared: path)
        let mark = try SyncMark(database: path)
        let folds = Monitor(0)
        let other = LogFolding(path: path, use: use, mark: mark, policy: .init(), logger: logger) { _ in
            folds.change { $0 += 1 }
        }
        struct Failure: Error {}
        try? mark.folding(leavesDoubt: { _ in true }) { _ in throw Failure() }
        try other.fold(shortest: 1)
        #expect(folds.change { $0 } == 1)
        try other.fold(shortest: 1)
        #expect(folds.change { $0 } == 1, "it is mended")
    }

    @Test func theIndexSaysHowManyPagesAreNotInTheFileYet() async throws {
        let store = try SQLiteTaskStore(path: path)
        try await store.maintain()
        let index = LogIndex(database: path)
        #expect(try index.header().map { $0.frames - $0.folded } == 0)
        try await store.insert(Sample.task())
        let header = try #require(try index.header())
        #expect(header.folded == 0 && header.frames > 1, "written over from the start")
        #expect(header.page == 4096)
    }
}
