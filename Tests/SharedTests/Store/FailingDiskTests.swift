import Foundation
import Logging
import TestSupport
import Testing

@testable import Shared

/// A true disk that refuses blocks of the log, tells it once, and takes them again; then the power is cut.
@Suite(.enabled(if: FailingDisk.isAvailable, "a disk that fails can't be made by this user"), .timeLimit(.minutes(5)))
struct FailingDiskTests {
    private let disk: FailingDisk
    private var path: String { disk.folder.appendingPathComponent("tasks.sqlite").path }
    private var log: URL { disk.folder.appendingPathComponent("tasks.sqlite-wal") }
    /// What clients were told is accepted.
    private let accepted = Monitor<[TaskID]>([])

    init() throws {
        disk = try FailingDisk()
    }

    /// A log that has been folded, so that its blocks are there, and was begun anew.
    private func prepare(_ store: SQLiteTaskStore) async throws {
        for _ in 0..<40 { try await insert(into: store) }
        try await store.maintain()
        try await insert(into: store)
    }

    private func insert(into store: SQLiteTaskStore) async throws {
        let task = try Sample.task()
        try await store.insert(task)
        accepted.change { $0.append(task.id) }
    }

    private func insertUntilOneFails(into store: SQLiteTaskStore) async throws {
        for _ in 0..<30 {
            do { try await insert(into: store) } catch is TaskStoreError { return }
        }
        Issue.record("the disk takes everything")
    }

    private func expectAllAfterAPowerCut() async throws {
        let rest = try disk.afterPowerCut()
        let path = rest.folder.appendingPathComponent("tasks.sqlite").path
        let store = try SQLiteTaskStore(path: path)
        #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
        for id in accepted.change({ $0 }) { #expect(try await store.record(of: id)?.state == .queued) }
    }

    @Test func whatIsAcceptedAfterAFailureIsNotBehindAGap() async throws {
        let store = try SQLiteTaskStore(path: path)
        try await prepare(store)
        try disk.refuse(log, fromBlock: 16)
        try await insertUntilOneFails(into: store)
        disk.recover()
        try await insert(into: store)
        try await expectAllAfterAPowerCut()
    }

    @Test func aLogWithAGapIsNotFolded() async throws {
        let store = try SQLiteTaskStore(path: path)
        try await prepare(store)
        try disk.refuse(log, fromBlock: 16)
        try await insertUntilOneFails(into: store)
        await #expect(throws: TaskStoreError.self) { try await store.maintain() }
        try await expectAllAfterAPowerCut()
        disk.recover()
        // Not as soon as that: a broken disk is left alone for a second.
        try await Task.sleep(for: .milliseconds(1_100))
        try await store.maintain()
        try await expectAllAfterAPowerCut()
        // SQLite hears of the failure, too, where it begins the log anew.
        try? await insert(into: store)
        try await insert(into: store)
        try await expectAllAfterAPowerCut()
    }

    @Test func aProcessThatDiesOfTheFailureLeavesItToTheNext() async throws {
        let (isStuck, isOver) = (Monitor(false), Monitor(false))
        let (path, log) = (path, log)
        let first = try SQLiteTaskStore(path: path, creates: true, logger: Logger(label: "tests")) { _, _ in
            let descriptor = open(log.path, O_RDONLY)
            defer { close(descriptor) }
            if fdatasync(descriptor) == 0 { return }
            // As if killed before it could say so.
            isStuck.change { $0 = true }
            _ = isOver.wait { $0 ? true : nil }
            throw TaskStoreError.unavailable("dead")
        }
        try await prepare(first)
        try disk.refuse(log, fromBlock: 16)
        async let dead: Void = insertUntilOneFails(into: first)
        while !isStuck.change({ $0 }) { try await Task.sleep(for: .milliseconds(5)) }
        disk.recover()
        let next = try SQLiteTaskStore(path: path)
        try await insert(into: next)
        try await expectAllAfterAPowerCut()
        isOver.change { $0 = true }
        try await dead
    }
}
