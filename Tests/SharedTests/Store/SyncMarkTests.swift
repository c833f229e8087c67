import Foundation
import Logging
import Testing

@testable import Shared

@Suite struct SyncMarkTests {
    private let folder: TemporaryFolder
    /// As two processes have it.
    private let mine: SyncMark
    private let other: SyncMark

    init() throws {
        folder = try TemporaryFolder()
        mine = try SyncMark(database: folder.path("tasks.sqlite"))
        other = try SyncMark(database: folder.path("tasks.sqlite"))
    }

    @Test func aCommitIsOnTheDiskOnceAnyProcessHasSynced() {
        #expect(mine.isOnDisk)
        let number = mine.begin()
        #expect(!other.isOnDisk)
        mine.end(number)
        #expect(!other.isOnDisk)
        other.covering { _ in }
        #expect(mine.isOnDisk && other.isOnDisk)
    }

    @Test func aSyncCoversNothingThatWasNotCommittedWhenItBegan() {
        let first = mine.begin()
        other.covering { _ in mine.end(first) }
        #expect(!other.isOnDisk)
        other.covering { _ in mine.end(mine.begin()) }
        #expect(!other.isOnDisk)
        other.covering { _ in }
        #expect(other.isOnDisk)
    }

    @Test func aSyncThatFailsCoversNothing() {
        mine.end(mine.begin())
        #expect(throws: TaskStoreError.self) {
            try mine.covering { _ in throw TaskStoreError.unavailable("the disk is broken; check it") }
        }
        #expect(!mine.isOnDisk)
    }

    @Test func afterAFailureTheNextSyncIsToldOfItInEveryProcessUntilOneSucceeds() throws {
        func fails(_ mark: SyncMark) -> Bool {
            var told = false
            #expect(throws: TaskStoreError.self) {
                try mark.covering { afterFailure in
                    told = afterFailure
                    throw TaskStoreError.unavailable("the disk is broken; check it")
                }
            }
            return told
        }
        func succeeds(_ mark: SyncMark) -> Bool {
            var told = false
            mark.covering { told = $0 }
            return told
        }
        mine.end(mine.begin())
        #expect(!succeeds(mine))
        #expect(!fails(mine))
        #expect(fails(other))
        // One that failed meanwhile is not mended by it.
        other.covering { afterFailure in
            #expect(afterFailure)
            #expect(fails(mine))
        }
        #expect(succeeds(mine))
        #expect(!succeeds(mine) && !succeeds(other))
    }

    @Test func aFailureCountsAlsoWhereAnotherFailedAndMendedMeanwhile() {
        mine.end(mine.begin())
        let broken = TaskStoreError.unavailable("the disk is broken; check it")
        var told: [Bool] = []
        try? mine.covering { _ in
            try? other.covering { _ in throw broken }
            other.covering { told.append($0) }
            throw broken
        }
        other.covering { told.append($0) }
        #expect(told == [true, true])
    }

    @Test func afterAFoldThatFailedTheNextOneIsToldOfItInEveryProcessUntilOneSucceeds() {
        let (broken, harmless) = (TaskStoreError.unavailable("broken"), TaskStoreError.unavailable("busy"))
        func fold(_ mark: SyncMark, _ error: TaskStoreError? = nil) -> Bool {
            var told = false
            try? mark.folding(leavesDoubt: { $0 as? TaskStoreError == broken }) { afterFailure in
                told = afterFailure
                if let error { throw error }
            }
            return told
        }
        #expect(!fold(mine, harmless))
        #expect(!fold(mine, broken))
        #expect(fold(other, broken))
        #expect(fold(mine))
        #expect(!fold(mine) && !fold(other))
        // The log may be what couldn't be synced.
        var told = false
        other.covering { told = $0 }
        #expect(told)
    }

    @Test func whoDiesWithinACommitCostsSyncsUntilTheNextOne() {
        _ = mine.begin()
        other.covering { _ in }
        #expect(!other.isOnDisk)
        other.end(other.begin())
        #expect(!other.isOnDisk)
        other.covering { _ in }
        #expect(other.isOnDisk)
    }

    @Test func countsGoOnWhereTheLastProcessLeftThem() throws {
        mine.end(mine.begin())
        let later = try SyncMark(database: folder.path("tasks.sqlite"))
        #expect(!later.isOnDisk)
        later.covering { _ in }
        #expect(later.begin() == 2)
    }

    @Test func aDamagedFileMakesNoCommitCountAsSynced() throws {
        let path = folder.path("damaged.sqlite")
        try Data([0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 9, 0, 0, 0, 0, 0, 0, 0])
            .write(to: URL(fileURLWithPath: path + ".synced"))
        let mark = try SyncMark(database: path)
        #expect(mark.isOnDisk)
        mark.end(mark.begin())
        #expect(!mark.isOnDisk)
    }

    @Test func aFileOfSenselessCountsIsRefused() throws {
        let path = folder.path("senseless.sqlite")
        try Data(repeating: 255, count: 40).write(to: URL(fileURLWithPath: path + ".synced"))
        #expect {
            try SyncMark(database: path)
        } throws: { error in
            guard case TaskStoreError.unusable(let reason) = error else { return false }
            return reason.contains("is damaged") && reason.contains("remove that file")
        }
    }

    @Test func aFileThatCannotBeHadIsAnErrorThatSaysWhatToDo() throws {
        let path = folder.path("other.sqlite")
        try FileManager.default.createDirectory(atPath: path + ".synced", withIntermediateDirectories: false)
        #expect {
            try SyncMark(database: path)
        } throws: { error in
            guard case TaskStoreError.unusable(let reason) = error else { return false }
            return reason.contains("can't be opened") && reason.contains("check its access rights")
        }
    }

    /// A store that stands for a process of its own, and counts its syncs.
    private func store(_ syncs: Monitor<Int>) throws -> SQLiteTaskStore {
        try SQLiteTaskStore(path: folder.path("shared.sqlite"), creates: true, logger: Logger(label: "tests")) { _, _ in
            syncs.change { $0 += 1 }
        }
    }

    @Test func theEndOfATaskThatItsWorkerHasSyncedIsNotSyncedAgain() async throws {
        let (workers, readers) = (Monitor(0), Monitor(0))
        let (worker, reader) = (try store(workers), try store(readers))
        let task = try Sample.task()
        try await reader.insert(task)
        #expect(readers.change { $0 } == 1)
        let lease = try #require(try await worker.claim(task.id, worker: "w")?.lease)
        try await worker.complete(lease, with: Sample.result)
        _ = workers.wait { $0 > 0 ? true : nil }
        // The count goes up right after the sync.
        try await worker.sync()
        #expect(try await reader.record(of: task.id)?.state == .done)
        #expect(try await reader.outcome(of: task.id) == .done(Sample.result))
        #expect(readers.change { $0 } == 1)
    }
}
