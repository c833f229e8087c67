import Foundation
import TestSupport
import Testing

@testable import Shared

@Suite(.enabled(if: SmallDisk.isAvailable, "a small disk can't be mounted by this user"))
struct FullDiskTests {
    private let disk: SmallDisk
    private let store: SQLiteTaskStore

    init() throws {
        disk = try SmallDisk(megabytes: 4)
        store = try SQLiteTaskStore(path: disk.folder.appendingPathComponent("tasks.sqlite").path)
    }

    private func isFull(_ error: any Error) -> Bool {
        if case TaskStoreError.full(let reason) = error { reason.contains("disk is full") } else { false }
    }

    @Test func aFullDiskTakesNoWriteAndLosesNothing() async throws {
        let kept = try Sample.task()
        try await store.insert(kept)
        let claimed = try #require(try await store.claim(kept.id, worker: "w"))
        try disk.fill()
        let refused = try Sample.task()
        await #expect { try await store.insert(refused) } throws: { isFull($0) }
        await #expect { try await store.heartbeat(claimed.lease) } throws: { isFull($0) }
        await #expect { try await store.confirmWritable() } throws: { isFull($0) }
        await #expect { try await store.checkHealth() } throws: { isFull($0) }
        #expect(try await store.record(of: kept.id)?.state == .running)
        #expect(try await store.record(of: refused.id) == nil)

        disk.makeRoom()
        try await store.insert(refused)
        try await store.complete(claimed.lease, with: Sample.result)
        #expect(try await store.outcome(of: kept.id) == .done(Sample.result))
        #expect(try DatabaseIntegrity.problems(of: store.writer.path).isEmpty)
    }

    @Test func onAFullDiskNoMarkIsLaidOut() throws {
        try disk.fill()
        #expect {
            try SyncMark(database: disk.folder.appendingPathComponent("other.sqlite").path)
        } throws: { error in
            if case TaskStoreError.full(let reason) = error { reason.contains("free some space") } else { false }
        }
    }

    @Test func whatIsTooLargeTakesNoSmallWriteWithIt() async throws {
        let task = try Sample.task()
        try await store.insert(task)
        let claimed = try #require(try await store.claim(task.id, worker: "w"))
        let store = store
        let large = OptimizationResult(
            ddl: [SQLStatement(String(repeating: "x", count: 8 << 20))], migrations: [], queries: [])
        let release = Monitor(false)
        store.writer.asyncWriteWithoutTransaction { _ in _ = release.wait { $0 ? true : nil } }
        let completion = Task { try await store.complete(claimed.lease, with: large) }
        let beat = Task { try await store.heartbeat(claimed.lease) }
        // Lets both line up behind the writer; the test holds whether they do or not.
        for _ in 0..<100 { await Task.yield() }
        release.change { $0 = true }
        await #expect { try await completion.value } throws: { isFull($0) }
        try await beat.value
        #expect(try await store.record(of: task.id)?.state == .running)
    }
}
