import Foundation
import GRDB
import Testing

@testable import Shared

@Suite struct BackupTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("tasks.sqlite") }
    private var copy: String { folder.path("backup.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func bytes(_ path: String) throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path))
    }

    private func expectRefusal(_ words: String, _ body: () throws -> Void) {
        #expect {
            try body()
        } throws: { error in
            guard case TaskStoreError.unusable(let reason) = error else { return false }
            return reason.contains(words)
        }
    }

    // MARK: - Backing up

    @Test func aBackupHoldsWhatWasCommittedAndLeavesFileAndLogAlone() async throws {
        let store = try SQLiteTaskStore(path: path)
        let tasks = try (0..<20).map { _ in try Sample.task() }
        for task in tasks { try await store.insert(task) }
        let before = [try bytes(path), try bytes(path + "-wal")]
        let summary = try DatabaseBackup.make(of: path, at: copy)
        #expect([try bytes(path), try bytes(path + "-wal")] == before)
        #expect(summary.tasks == 20)
        #expect(summary.unfinished == 20)
        #expect(try DatabaseIntegrity.problems(of: copy).isEmpty)
        let stored = try await SQLiteTaskStore(path: copy).queued(limit: 100)
        #expect(Set(stored.map(\.id)) == Set(tasks.map(\.id)))
        let mode = try FileManager.default.attributesOfItem(atPath: copy)[.posixPermissions] as? Int
        #expect(mode == 0o600)
    }

    @Test func aBackupIsOneFileAndWhoLooksAtItWritesNothing() async throws {
        try await SQLiteTaskStore(path: path).insert(Sample.task())
        _ = try DatabaseBackup.make(of: path, at: copy)
        let before = try bytes(copy)
        #expect(try DatabaseBackup.summary(of: copy).tasks == 1)
        #expect(try bytes(copy) == before)
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path(""))
        #expect(files.filter { $0.hasPrefix("backup") } == ["backup.sqlite"])
    }

    @Test func writersGoOnWhileABackupIsMade() async throws {
        let store = try SQLiteTaskStore(path: path)
        for _ in 0..<50 { try await store.insert(Sample.task()) }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<50 { group.addTask { try await store.insert(Sample.task()) } }
            group.addTask { [path, copy] in
                for number in 0..<3 { _ = try DatabaseBackup.make(of: path, at: copy + "\(number)") }
            }
            group.addTask { for _ in 0..<3 { try await store.maintain() } }
            try await group.waitForAll()
        }
        #expect(try await store.counts()[.queued] == 100)
        #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
        #expect(try DatabaseIntegrity.problems(of: copy + "2").isEmpty)
    }

    @Test func aBackupHoldsNothingOfWhatWasForgotten() async throws {
        let store = try SQLiteTaskStore(path: path)
        var request = Sample.request()
        request.queries[0].query = "SELECT 'forgotten-canary'"
        let task = try NewTask(request: request, sealer: Sample.sealer)
        try await store.insert(task)
        #expect(try await store.cancel(task.id, for: nil) == .cancelled)
        #expect(try await store.remove(task.id) == .removed)
        _ = try DatabaseBackup.make(of: path, at: copy)
        #expect(try bytes(copy).range(of: Data("forgotten-canary".utf8)) == nil)
    }

    @Test func nothingIsWrittenOver() throws {
        _ = try SQLiteTaskStore(path: path)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: copy))
        expectRefusal("exists already") { _ = try DatabaseBackup.make(of: path, at: copy) }
        #expect(try bytes(copy) == Data("precious".utf8))
    }

    @Test func withoutADatabaseNoneIsMade() throws {
        expectRefusal("there is no database") { _ = try DatabaseBackup.make(of: path, at: copy) }
        expectRefusal("there is no database") { _ = try DatabaseIntegrity.problems(of: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        #expect(!FileManager.default.fileExists(atPath: copy))
    }

    // MARK: - Restoring

    @Test func aRestoredDatabaseIsThatOfTheBackupAndTheOldOneIsKept() async throws {
        let (kept, later) = (try Sample.task(), try Sample.task())
        let lease: TaskLease
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.insert(kept)
            lease = try #require(try await store.claim(kept.id, worker: "w")).lease
            _ = try DatabaseBackup.make(of: path, at: copy)
            try await store.insert(later)
            try store.writer.close()
        }
        let restored = try DatabaseRestore.restore(copy, to: path)
        #expect(restored.backup.tasks == 1)
        let store = try SQLiteTaskStore(path: path)
        #expect(try await store.record(of: later.id) == nil)
        #expect(try await store.record(of: kept.id)?.state == .queued)
        let again = try #require(try await store.claim(kept.id, worker: "w"))
        #expect(again.lease.token > lease.token + 1)
        #expect(again.crashes == 0)
        #expect(try await store.writer.read { try String.fetchOne($0, sql: "PRAGMA journal_mode") } == "wal")

        let replaced = try SQLiteTaskStore(path: try #require(restored.replaced))
        #expect(try await replaced.record(of: later.id)?.state == .queued)
    }

    @Test func aBackupThatSQLitesOwnShellMadeIsTaken() async throws {
        let task = try Sample.task()
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.insert(task)
            // As `.backup` does: page by page, with the mark of the write-ahead log.
            let target = try DatabaseQueue(path: copy)
            try store.writer.backup(to: target)
            try target.close()
            try store.writer.close()
        }
        _ = try DatabaseRestore.restore(copy, to: path)
        #expect(try await SQLiteTaskStore(path: path).record(of: task.id)?.state == .queued)
    }

    @Test func nothingIsRestoredUnderARunningService() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        _ = try DatabaseBackup.make(of: path, at: copy)
        try await store.insert(task)
        expectRefusal("is in use") { _ = try DatabaseRestore.restore(copy, to: path) }
        #expect(try await store.record(of: task.id)?.state == .queued)
        #expect(try await SQLiteTaskStore(path: path).record(of: task.id)?.state == .queued)
    }

    @Test func aDamagedBackupIsRefusedAndThePresentDatabaseStays() async throws {
        let task = try Sample.task()
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.insert(task)
            _ = try DatabaseBackup.make(of: path, at: copy)
            try store.writer.close()
        }
        var damaged = try bytes(copy)
        for offset in 8192..<8700 { damaged[offset] = 0xA5 }
        for offset in 16_384..<16_900 { damaged[offset] = 0x5A }
        try damaged.write(to: URL(fileURLWithPath: copy))
        #expect(throws: TaskStoreError.self) { _ = try DatabaseRestore.restore(copy, to: path) }

        try Data("not a database at all, ".utf8).write(to: URL(fileURLWithPath: copy))
        #expect(throws: TaskStoreError.self) { _ = try DatabaseRestore.restore(copy, to: path) }
        expectRefusal("no backup") { _ = try DatabaseRestore.restore(folder.path("none"), to: path) }
        #expect(try await SQLiteTaskStore(path: path).record(of: task.id)?.state == .queued)
    }

    @Test func aRestoreThatWasInterruptedKeepsTheStoreShutUntilItIsRunAgain() async throws {
        let task = try Sample.task()
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.insert(task)
            _ = try DatabaseBackup.make(of: path, at: copy)
            try store.writer.close()
        }
        // As it is between the two moves.
        try FileManager.default.copyItem(atPath: copy, toPath: DatabaseRestore.marker(path))
        try FileManager.default.removeItem(atPath: path)
        expectRefusal("restore") { _ = try SQLiteTaskStore(path: path) }
        #expect(!FileManager.default.fileExists(atPath: path))
        _ = try DatabaseRestore.restore(copy, to: path)
        #expect(try await SQLiteTaskStore(path: path).record(of: task.id)?.state == .queued)
    }

    // MARK: - Checking

    @Test func aDamagedFileIsSaidToBe() async throws {
        do {
            let store = try SQLiteTaskStore(path: path)
            for _ in 0..<20 { try await store.insert(Sample.task()) }
            #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
            try await store.write {
                try $0.execute(sql: "DELETE FROM task_request WHERE id = (SELECT min(id) FROM task)")
            }
        }
        let problems = try DatabaseIntegrity.problems(of: path)
        #expect(problems.count == 1)
        #expect(problems.first?.contains("has no request") == true)
    }
}
