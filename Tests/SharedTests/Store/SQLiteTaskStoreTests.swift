import Foundation
import GRDB
import Logging
import Synchronization
import Testing

@testable import Shared

@Suite struct SQLiteTaskStoreTests {
    private let folder: TemporaryFolder
    private var path: String { folder.path("tasks.sqlite") }

    init() throws {
        folder = try TemporaryFolder()
    }

    private func bytes(_ suffix: String = "") throws -> Data {
        try Data(contentsOf: URL(fileURLWithPath: path + suffix))
    }

    @Test func checkpointsAndSyncsAreTheStoresOwnToMake() async throws {
        let store = try SQLiteTaskStore(path: path)
        @Sendable func value(_ pragma: String, in database: Database) throws -> String? {
            try String.fetchOne(database, sql: "PRAGMA \(pragma)")
        }
        let pragmas = ["synchronous", "wal_autocheckpoint", "journal_mode", "foreign_keys"]
        let writing = try await store.writer.writeWithoutTransaction { database in
            try pragmas.map { try value($0, in: database) }
        }
        #expect(writing == ["1", "0", "wal", "1"])
        #expect(try await store.read { try value("wal_autocheckpoint", in: $0) } == "0")
    }

    @Test func whatClientsAreToldOfIsSyncedAndSignsOfLifeAreNot() async throws {
        let syncs = Monitor(0)
        let store = try SQLiteTaskStore(path: path, creates: true, logger: Logger(label: "tests")) { _, _ in
            syncs.change { $0 += 1 }
        }
        /// How many more syncs there were, once nobody syncs any more.
        func count(_ work: () async throws -> Void) async throws -> Int {
            let before = syncs.change { $0 }
            try await work()
            // A write that waits for its sync, and so for those before it.
            try await store.write { _ in }
            return syncs.change { $0 } - before - 1
        }
        let (task, other) = (try Sample.task(), try Sample.task())
        #expect(try await count { try await store.insert(task) } == 1)
        var lease: TaskLease?
        #expect(try await count { lease = try await store.claim(task.id, worker: "w")?.lease } == 0)
        let first = try #require(lease)
        #expect(try await count { try await store.heartbeat(first, statements: []) } == 0)
        #expect(
            try await count { try await store.report(TaskProgress(phase: "verifying", fraction: 0.5), for: first) } == 0
        )
        let before = syncs.change { $0 }
        try await store.complete(first, with: Sample.result)
        #expect(syncs.wait(atMost: .seconds(30)) { $0 > before ? true : nil } == true, "soon, and nobody waits")
        try await store.insert(other)
        let cancelled = syncs.change { $0 }
        #expect(try await store.cancel(other.id, for: nil) == .cancelled)
        #expect(syncs.change { $0 } > cancelled)
    }

    @Test func nobodyIsToldOfAnEndThatIsNotOnTheDisk() async throws {
        // Two processes: the worker's can't sync.
        let worker = try SQLiteTaskStore(path: path, creates: true, logger: Logger(label: "tests")) { _, _ in
            throw TaskStoreError.unavailable("the disk is broken; check it")
        }
        let syncs = Monitor(0)
        let api = try SQLiteTaskStore(path: path, creates: false, logger: Logger(label: "tests")) { _, _ in
            syncs.change { $0 += 1 }
        }
        let task = try Sample.task()
        try await api.insert(task)
        let lease = try #require(try await worker.claim(task.id, worker: "w")?.lease)
        let before = syncs.change { $0 }
        #expect(try await api.record(of: task.id)?.state == .running)
        #expect(syncs.change { $0 } == before)
        try await worker.complete(lease, with: Sample.result)
        #expect(try await api.record(of: task.id)?.state == .done)
        #expect(syncs.change { $0 } == before + 1)
        #expect(try await api.outcome(of: task.id) == .done(Sample.result))
        #expect(syncs.change { $0 } == before + 1, "it is there already")
        await #expect(throws: TaskStoreError.self) {
            try await worker.write { try $0.execute(sql: "UPDATE task SET finished_at = finished_at - 3600000") }
        }
        #expect(try await api.record(of: task.id)?.state == .done)
        #expect(syncs.change { $0 } == before + 2, "however long ago the row says it was")
    }

    @Test func aWorkerIsNotKeptFromItsNextTaskByTheSync() async throws {
        let isOver = Monitor(false)
        let store = try SQLiteTaskStore(path: path, creates: true, logger: Logger(label: "tests")) { _, _ in
            _ = isOver.wait { $0 ? true : nil }
        }
        let task = try Sample.task()
        let announced = Mutex(false)
        async let accepted = store.insert(task, openLimit: nil) { announced.withLock { $0 = true } }
        var claimed: ClaimedTask?
        while claimed == nil { claimed = try await store.claim(task.id, worker: "w") }
        try await store.complete(try #require(claimed).lease, with: Sample.result)
        #expect(try await store.counts()[.done] == 1)
        // By the thread that committed, which goes on by itself.
        for _ in 0..<1_000 where !announced.withLock({ $0 }) { try await Task.sleep(for: .milliseconds(10)) }
        #expect(announced.withLock { $0 }, "not before the disk has it")
        isOver.change { $0 = true }
        #expect(try await accepted == .accepted)
    }

    @Test func readersOnlyRead() async throws {
        let store = try SQLiteTaskStore(path: path)
        await #expect(throws: TaskStoreError.self) {
            try await store.read { try $0.execute(sql: "DELETE FROM task") }
        }
    }

    @Test func severalReadsSeeOneStateOfTheFile() async throws {
        let store = try SQLiteTaskStore(path: path)
        @Sendable func count(_ database: Database) throws -> Int? {
            try Int.fetchOne(database, sql: "SELECT count(*) FROM api_key")
        }
        let counts = try await store.read { database in
            let first = try count(database)
            try store.writer.write {
                try $0.execute(
                    sql: "INSERT INTO api_key (fingerprint, name, digest, created_at) VALUES ('f', 'n', x'00', 0)")
            }
            return [first, try count(database)]
        }
        #expect(counts == [0, 0])
        #expect(try await store.read(count) == 1)
    }

    @Test func countsReadNoRowsOfTheTasks() async throws {
        let store = try SQLiteTaskStore(path: path)
        let steps = try await store.writer.read { database in
            try [SQLiteTaskStore.countTasks, SQLiteTaskStore.countPhases].flatMap {
                try Row.fetchAll(database, sql: "EXPLAIN QUERY PLAN " + $0).map { $0["detail"] as String }
            }
        }.filter { $0.contains(" task") }
        #expect(steps.count == 4)
        #expect(steps.allSatisfy { $0.contains("INDEX task_") }, "\(steps)")
    }

    @Test func aFileOfAnEarlierReleaseKeepsItsSecrets() async throws {
        let (task, tasksBefore) = (try Sample.task(), "4 task life")
        do {
            let pool = try DatabasePool(path: path, configuration: DatabaseOpening.configuration)
            try await pool.writeWithoutTransaction {
                try $0.execute(sql: "PRAGMA application_id = \(TaskSchema.applicationID)")
            }
            try TaskSchema.migrator.migrate(pool, upTo: tasksBefore)
            try await pool.write { database in
                try database.execute(
                    sql: """
                        INSERT INTO task (id, tenant, reach, state, priority, phase, progress, message, token, heartbeat,
                            attempts, crashes, due_at, created_at)
                        VALUES (:id, 'anonymous', 'public', 'queued', 1, 'queued', 0, '', 0, 0, 0, 0, 0, 0);
                        """, arguments: ["id": task.id.description])
                try database.execute(
                    sql: "INSERT INTO task_request (id, request) VALUES (?, ?)",
                    arguments: [task.id.description, try WireJSON.encode(task.request)])
                try database.execute(
                    sql: "INSERT INTO task_secret (id, sealed_url) VALUES (?, ?)",
                    arguments: [task.id.description, task.sealedURL?.bytes])
            }
            try pool.close()
        }
        let claimed = try #require(try await SQLiteTaskStore(path: path).claim(task.id, worker: "w"))
        #expect(claimed.sealedURL?.bytes == task.sealedURL?.bytes)
        #expect(claimed.request == task.request)
    }

    @Test func closingTheLastConnectionLeavesTheLogAlone() async throws {
        let task = try Sample.task()
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.insert(task)
            try store.writer.close()
        }
        #expect(try bytes("-wal").range(of: Data(task.id.description.utf8)) != nil)
        #expect(try bytes().range(of: Data(task.id.description.utf8)) == nil)
        #expect(try await SQLiteTaskStore(path: path).record(of: task.id)?.state == .queued)
    }

    @Test func checkpointsAndWritesOfTwoStoresDoNotHurtEachOther() async throws {
        let stores = [try SQLiteTaskStore(path: path), try SQLiteTaskStore(path: path)]
        let ids = try await withThrowingTaskGroup(of: TaskID?.self) { group in
            for number in 0..<60 {
                group.addTask {
                    let task = try Sample.task()
                    try await stores[number % 2].insert(task)
                    return task.id
                }
                if number % 6 == 0 {
                    group.addTask {
                        try await stores[number % 4 / 2].maintain()
                        return nil
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let stored = try await SQLiteTaskStore(path: path).queued(limit: 100).map(\.id)
        #expect(Set(stored) == Set(ids.compactMap { $0 }))
        let verdict = try await stores[0].writer.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") }
        #expect(verdict == "ok")
    }

    @Test func manyThatOpenAMissingFileAtOnceAllSucceed() async throws {
        let path = path
        let stores = try await withThrowingTaskGroup(of: SQLiteTaskStore.self) { group in
            for _ in 0..<8 { group.addTask { try SQLiteTaskStore(path: path) } }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        let task = try Sample.task()
        try await stores[0].insert(task)
        for store in stores { #expect(try await store.record(of: task.id)?.id == task.id) }
    }

    @Test func workersOfTwoStoresShareTheTasksOfOneFile() async throws {
        let stores = [try SQLiteTaskStore(path: path), try SQLiteTaskStore(path: path)]
        let tasks = try (0..<40).map { _ in try Sample.task() }
        for (number, task) in tasks.enumerated() { try await stores[number % 2].insert(task) }
        let winners = try await withThrowingTaskGroup(of: TaskID?.self) { group in
            for store in stores {
                for task in tasks {
                    group.addTask {
                        guard let claimed = try await store.claim(task.id, worker: "w") else { return nil }
                        try await store.complete(claimed.lease, with: Sample.result)
                        return claimed.id
                    }
                }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(winners.compactMap { $0 }.sorted() == tasks.map(\.id).sorted())
        #expect(try await stores[0].counts()[.done] == 40)
    }

    @Test func readsDoNotWaitForAWriter() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        try await store.insert(task)
        var configuration = DatabaseOpening.configuration
        configuration.allowsUnsafeTransactions = true
        let other = try DatabaseQueue(path: path, configuration: configuration)
        try await other.writeWithoutTransaction { try $0.beginTransaction(.immediate) }
        #expect(try await store.record(of: task.id)?.state == .queued)
        #expect(try await store.outcome(of: task.id) == .unfinished)
        try await other.writeWithoutTransaction { try $0.rollback() }
    }

    @Test func noSecretOfTheURLIsInThePlainBytesOfTheFiles() async throws {
        let store = try SQLiteTaskStore(path: path)
        let tasks = try (0..<3).map { _ in try Sample.task() }
        for task in tasks { try await store.insert(task) }
        let claimed = try #require(try await store.claim(tasks[0].id, worker: "w"))
        try await store.complete(claimed.lease, with: Sample.result)
        for suffix in ["-wal", "-shm"] {
            #expect(try bytes(suffix).range(of: Data("hunter2-canary".utf8)) == nil)
        }
        try await store.maintain()
        #expect(try bytes().range(of: Data("hunter2-canary".utf8)) == nil)
        #expect(try bytes().range(of: Data("SELECT d FROM a.b.c".utf8)) != nil)
    }

    @Test func aFinishedTaskKeepsNoSealedURL() async throws {
        let store = try SQLiteTaskStore(path: path)
        for ending in 0..<2 {
            let task = try Sample.task()
            try await store.insert(task)
            let claimed = try #require(try await store.claim(task.id, worker: "w"))
            if ending == 0 {
                try await store.complete(claimed.lease, with: Sample.result)
            } else {
                try await store.fail(claimed.lease, with: Sample.failure, meta: ResultMeta())
            }
        }
        #expect(try await store.writer.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM task_secret") } == 0)
    }

    @Test func theFileIsForItsOwnerAlone() async throws {
        let store = try SQLiteTaskStore(path: path)
        try await store.insert(Sample.task())
        for suffix in ["", "-wal"] {
            let mode = try FileManager.default.attributesOfItem(atPath: path + suffix)[.posixPermissions] as? Int
            #expect(mode == 0o600)
        }
    }

    @Test func aNewerSchemaIsRefusedAndLeftAlone() async throws {
        do {
            let store = try SQLiteTaskStore(path: path)
            try await store.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('99 from the future')") }
        }
        #expect {
            try SQLiteTaskStore(path: path)
        } throws: { error in
            guard case TaskStoreError.unusable(let reason) = error else { return false }
            return reason.contains("newer release")
        }
    }

    @Test func anotherProgramsDatabaseIsRefusedAndLeftAlone() async throws {
        let other = try DatabaseQueue(path: path)
        try await other.write { try $0.execute(sql: "CREATE TABLE cookies (jar)") }
        try other.close()
        #expect {
            try SQLiteTaskStore(path: path)
        } throws: { error in
            "\(error)".contains("another program")
        }
        let tables = try await DatabaseQueue(path: path).read {
            try String.fetchAll($0, sql: "SELECT name FROM sqlite_master")
        }
        #expect(tables == ["cookies"])
    }

    @Test func whatIsNoDatabaseIsRefusedAndLeftAlone() throws {
        let text = Data(String(repeating: "not a database, ", count: 1000).utf8)
        try text.write(to: URL(fileURLWithPath: path))
        #expect {
            try SQLiteTaskStore(path: path)
        } throws: { error in
            "\(error)".contains("backup")
        }
        #expect(try bytes() == text)
    }

    @Test func aFolderThatCannotBeMadeIsSaid() throws {
        try Data().write(to: URL(fileURLWithPath: folder.path("file")))
        #expect {
            try SQLiteTaskStore(path: folder.path("file/tasks.sqlite"))
        } throws: { error in
            "\(error)".contains("LAKEWRIGHT_DATABASE")
        }
    }

    @Test func aDamagedRequestFailsItsTaskAndNoOther() async throws {
        let store = try SQLiteTaskStore(path: path)
        let (broken, sound) = (try Sample.task(), try Sample.task())
        try await store.insert(broken)
        try await store.insert(sound)
        try await store.write {
            try $0.execute(
                sql: "UPDATE task_request SET request = x'00' WHERE id = ?", arguments: [broken.id.description])
        }
        #expect(try await store.claim(broken.id, worker: "w") == nil)
        #expect(try await store.record(of: broken.id)?.failure?.code == "request_unreadable")
        #expect(try await store.claim(sound.id, worker: "w")?.id == sound.id)
    }

    @Test func aRowThatAJumpOfTheClockPutFarAheadIsDue() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        try await store.insert(task)
        let farAhead = Milliseconds.now + Milliseconds.count(.seconds(86_400))
        try await store.write {
            try $0.execute(sql: "UPDATE task SET due_at = ? WHERE id = ?", arguments: [farAhead, task.id.description])
        }
        #expect(try await store.claim(task.id, worker: "w")?.id == task.id)
    }

    @Test func aRetryWhoseClockWasSetBackSinceIsDue() async throws {
        let store = try SQLiteTaskStore(path: path)
        let task = try Sample.task()
        try await store.insert(task)
        let claimed = try #require(try await store.claim(task.id, worker: "w"))
        try await store.retry(claimed.lease, after: .seconds(60), because: Sample.failure)
        #expect(try await store.claim(task.id, worker: "w") == nil)
        // As if it had been written by a clock that was ten minutes ahead of this one.
        try await store.write {
            try $0.execute(
                sql: "UPDATE task SET due_at = due_at + 600000 WHERE id = ?", arguments: [task.id.description])
        }
        #expect(try await store.claim(task.id, worker: "w")?.id == task.id)
    }

    @Test func aDatabaseThatMustBeThereIsNotMade() throws {
        #expect {
            try SQLiteTaskStore(path: path, creates: false)
        } throws: { error in
            "\(error)".contains("there is no database")
        }
        #expect(!FileManager.default.fileExists(atPath: path))
    }
}
