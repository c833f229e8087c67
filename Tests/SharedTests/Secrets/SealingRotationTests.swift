import Crypto
import Foundation
import Shared
import Testing

@Suite struct SealingRotationTests {
    private let folder: TemporaryFolder
    private let store: SQLiteTaskStore
    private let source: SealingKeySource

    init() throws {
        folder = try TemporaryFolder()
        store = try SQLiteTaskStore(path: folder.path("tasks.sqlite"))
        source = .file(folder.path("sealing.key"))
    }

    private func keyLines() throws -> [Substring] {
        try String(contentsOfFile: folder.path("sealing.key"), encoding: .utf8).split(separator: "\n")
    }

    private func task(_ sealer: SecretSealer) throws -> NewTask {
        let id = TaskID()
        return try NewTask(
            id: id, request: Sample.request(),
            idempotency: try Idempotency(key: "\(id)", body: Array("body".utf8), id: id, sealer: sealer),
            sealer: sealer)
    }

    @Test func everySecretIsSealedAnewAndTheOldKeyOpensNothing() async throws {
        let before = try source.sealer()
        let tasks = try (0..<450).map { _ in try task(before) }
        for task in tasks { try await store.insert(task) }
        let old = try keyLines()

        let report = try await SealingRotation(source: source, store: store, pause: .zero).run()
        #expect(report == .init(resealed: 900, unreadable: 0, madeNewKey: true))
        let new = try keyLines()
        #expect(new.count == 1)
        #expect(new != old)

        let oldSealer = try SealingKeySource(base64: String(old[0])).sealer()
        let newSealer = try SealingKeySource(base64: String(new[0])).sealer()
        for task in tasks {
            let claimed = try #require(try await store.claim(task.id, worker: "w"))
            let sealed = try #require(claimed.sealedURL)
            #expect(try newSealer.open(sealed, for: task.id) == Sample.url)
            #expect(throws: SealingError.self) { try oldSealer.open(sealed, for: task.id) }
        }
        // The digests of idempotency keys moved along.
        let again = try NewTask(
            request: Sample.request(),
            idempotency: try Idempotency(
                key: "\(tasks[0].id)", body: Array("body".utf8), id: TaskID(), sealer: newSealer), sealer: newSealer)
        guard case .repeated(let id, let digest) = try await store.insert(again) else {
            Issue.record("the key is forgotten")
            return
        }
        #expect(try Idempotency.isSame(Array("body".utf8), as: digest, of: id, sealer: newSealer))
        #expect(try !Idempotency.isSame(Array("other".utf8), as: digest, of: id, sealer: newSealer))
    }

    @Test func aProcessThatRunsTakesTheNewKeyUpAndStillOpensWhatItSealed() async throws {
        let running = try source.sealer()
        let id = TaskID()
        let early = try running.seal("early", for: id)
        _ = try await SealingRotation(source: source, store: store, pause: .zero).run()
        // Sealed by another process under the key that this one hasn't seen.
        let late = try source.sealer().seal("late", for: id)
        #expect(try running.open(late, for: id) == "late")
        #expect(try running.open(early, for: id) == "early")
        #expect(try source.sealer().open(try running.seal("x", for: id), for: id) == "x")
    }

    @Test func aRotationThatStoppedHalfwayLosesNothingAndCanBeRunAgain() async throws {
        let task = try task(try source.sealer())
        try await store.insert(task)
        // As after a stop between the new key and the end: two keys in the file, secrets under the older.
        let text = Data(repeating: 9, count: 32).base64EncodedString() + "\n" + String(try keyLines()[0]) + "\n"
        try text.write(toFile: folder.path("sealing.key"), atomically: false, encoding: .utf8)
        let sealer = try source.sealer()
        #expect(try sealer.open(try #require(task.sealedURL), for: task.id) == Sample.url)

        #expect(try await SealingRotation(source: source, store: store, pause: .zero).run().resealed == 2)
        #expect(try keyLines().count == 1)
        let claimed = try #require(try await store.claim(task.id, worker: "w"))
        #expect(try source.sealer().open(try #require(claimed.sealedURL), for: task.id) == Sample.url)
    }

    @Test func twoRotationsAtOnceAreNotPossible() async throws {
        _ = try source.sealer()
        try await withThrowingTaskGroup(of: Void.self) { group in
            let rotation = SealingRotation(source: source, store: store, pause: .seconds(3600))
            group.addTask { _ = try await rotation.run() }
            while try keyLines().count < 2 { try await Task.sleep(for: .milliseconds(2)) }
            await #expect(throws: SealingError.self) {
                try await SealingRotation(source: source, store: store, pause: .zero).run()
            }
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.waitForAll() }
        }
        #expect(try keyLines().count == 2, "both keys are there until the end")
    }

    @Test func keysFromOutsideAreUsedInTheirOrder() async throws {
        let (old, new) = (Data(repeating: 1, count: 32), Data(repeating: 2, count: 32))
        let before = SecretSealer(key: SymmetricKey(data: old))
        let foreign = SecretSealer(key: SymmetricKey(data: Data(repeating: 3, count: 32)))
        let (mine, lost) = (try task(before), try task(foreign))
        try await store.insert(mine)
        try await store.insert(lost)
        let given = try SealingKeySource(base64: "\(new.base64EncodedString()), \(old.base64EncodedString())")
        let report = try await SealingRotation(source: given, store: store, pause: .zero).run()
        #expect(report == .init(resealed: 2, unreadable: 2, madeNewKey: false))
        let claimed = try #require(try await store.claim(mine.id, worker: "w"))
        let sealer = SecretSealer(key: SymmetricKey(data: new))
        #expect(try sealer.open(try #require(claimed.sealedURL), for: mine.id) == Sample.url)
    }

    @Test func noKeyIsDroppedBesideAStoreOfOtherKeys() async throws {
        let mine = try source.sealer()
        let id = TaskID()
        let secret = try mine.seal("mine", for: id)
        try await store.insert(try task(SecretSealer(key: SymmetricKey(data: Data(repeating: 3, count: 32)))))
        let report = try await SealingRotation(source: source, store: store, pause: .zero).run()
        #expect(report.unreadable == 2)
        #expect(try keyLines().count == 2)
        #expect(try source.sealer().open(secret, for: id) == "mine")
    }

    @Test func aTasksSecretIsGoneFromTheFilesWhenItEnds() async throws {
        let sealer = try source.sealer()
        let task = try NewTask(request: Sample.request(), sealer: sealer)
        try await store.insert(task)
        let sealed = try #require(task.sealedURL).bytes
        let lease = try #require(try await store.claim(task.id, worker: "w")).lease
        // A retry needs it once more.
        try await store.retry(lease, after: .zero, because: Sample.failure)
        let again = try #require(try await store.claim(task.id, worker: "w"))
        #expect(again.sealedURL?.bytes == sealed)
        try await store.complete(again.lease, with: Sample.result)
        try await store.maintain()
        let file = try Data(contentsOf: URL(fileURLWithPath: folder.path("tasks.sqlite")))
        #expect(file.firstRange(of: Data("CREATE SCHEMA a.n".utf8)) != nil, "the file has what was just written")
        #expect(file.firstRange(of: sealed) == nil)
    }
}
