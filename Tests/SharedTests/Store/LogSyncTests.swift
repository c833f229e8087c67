import Foundation
import Testing

@testable import Shared

@Suite struct LogSyncTests {
    private let folder: TemporaryFolder
    private var log: URL { URL(fileURLWithPath: folder.path("tasks.sqlite-wal")) }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aLogIsSyncedAlsoWhenAnotherFileHasTakenItsPlace() async throws {
        let store = try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
        try await store.insert(Sample.task())
        let synced = Monitor<[Int32]>([])
        let sync = LogSync(database: folder.path("tasks.sqlite")) { descriptor in
            synced.change { $0.append(descriptor) }
            return fdatasync(descriptor)
        }
        sync.adopt { true }
        try sync.run()
        let copy = try Data(contentsOf: log)
        try FileManager.default.moveItem(atPath: log.path, toPath: log.path + ".old")
        try copy.write(to: log)
        try sync.run()
        #expect(Set(synced.change { $0 }).count == 2)
    }

    /// Whether the log is written to by what is done.
    private func isWritten(_ action: () throws -> Void) throws -> Bool {
        let longAgo = Date(timeIntervalSince1970: 1_000)
        try FileManager.default.setAttributes([.modificationDate: longAgo], ofItemAtPath: log.path)
        try action()
        return try FileManager.default.attributesOfItem(atPath: log.path)[.modificationDate] as? Date != longAgo
    }

    @Test func afterASyncThatFailedTheLogIsWrittenAnewWhileOthersWrite() async throws {
        let path = folder.path("tasks.sqlite")
        let store = try SQLiteTaskStore(path: path)
        let first = try Sample.task()
        try await store.insert(first)
        let isBroken = Monitor(true)
        let sync = LogSync(database: path) { descriptor in
            guard isBroken.change({ $0 }) else { return fdatasync(descriptor) }
            errno = EIO
            return -1
        }
        sync.adopt { true }
        #expect {
            try sync.run()
        } throws: { error in
            guard case TaskStoreError.unavailable(let reason) = error else { return false }
            return reason.contains("can't be synced") && reason.contains("check the disk")
        }
        isBroken.change { $0 = false }
        try sync.run()
        #expect(try !isWritten { try sync.run() })
        let tasks = try (0..<100).map { _ in try Sample.task() }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for task in tasks { group.addTask { try await store.insert(task) } }
            group.addTask {
                for _ in 0..<10 { try sync.run(afterFailure: true) }
            }
            try await group.waitForAll()
        }
        #expect(try isWritten { try sync.run(afterFailure: true) })
        let other = try SQLiteTaskStore(path: path)
        for task in [first] + tasks { #expect(try await other.record(of: task.id)?.state == .queued) }
        #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
    }

    @Test func aLogThatIsOpenedWithSomethingUnsyncedIsWrittenAnewOnce() async throws {
        let path = folder.path("tasks.sqlite")
        let store = try SQLiteTaskStore(path: path)
        try await store.insert(Sample.task())
        let opened = LogSync(database: path)
        opened.adopt { false }
        #expect(try isWritten { try opened.run() }, "whoever was told of a failure may have died")
        #expect(try !isWritten { try opened.run() })
        let adopted = LogSync(database: path)
        adopted.adopt { true }
        #expect(try !isWritten { try adopted.run() })
        #expect(try isWritten { try adopted.run(afterFailure: true) })
    }

    @Test func whatTheLogHasLostIsNotTakenForWritten() async throws {
        let path = folder.path("tasks.sqlite")
        let store = try SQLiteTaskStore(path: path)
        try await store.insert(Sample.task())
        let whole = try Data(contentsOf: log)
        for place in [20, 40, 100, whole.count - 1] {
            let file = try FileHandle(forWritingTo: log)
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: [whole[place] ^ 1])
            let sync = LogSync(database: path)
            func expectLost() {
                #expect {
                    try sync.run(afterFailure: true)
                } throws: { error in
                    guard case TaskStoreError.unavailable(let reason) = error else { return false }
                    return reason.contains("has lost") && reason.contains("check the disk")
                }
            }
            expectLost()
            try file.seek(toOffset: UInt64(place))
            try file.write(contentsOf: [whole[place]])
            try file.close()
            expectLost()
            try LogSync(database: path).run(afterFailure: true)
        }
        try await store.insert(Sample.task())
        #expect(try DatabaseIntegrity.problems(of: path).isEmpty)
    }

    @Test func aMissingLogIsAnErrorThatSaysWhatToDo() throws {
        let sync = LogSync(database: folder.path("tasks.sqlite"))
        #expect {
            try sync.run()
        } throws: { error in
            guard case TaskStoreError.unavailable(let reason) = error else { return false }
            return reason.contains("log can't be found") && reason.contains("check the disk")
        }
    }
}
