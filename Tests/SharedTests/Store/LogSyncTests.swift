import Foundation
import Testing

@testable import Shared

@Suite struct LogSyncTests {
    private let folder: TemporaryFolder
    private var log: URL { URL(fileURLWithPath: folder.path("tasks.sqlite-wal")) }

    init() throws {
        folder = try TemporaryFolder()
    }

    @Test func aLogIsSyncedAlsoWhenAnotherFileHasTakenItsPlace() throws {
        let sync = LogSync(database: folder.path("tasks.sqlite"))
        try Data("one".utf8).write(to: log)
        try sync.run()
        try FileManager.default.removeItem(at: log)
        try Data("another".utf8).write(to: log)
        try sync.run()
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
