import Foundation
import Logging
import Shared
import Synchronization
import Testing

@testable import WorkerService

@Suite(.timeLimit(.minutes(2))) struct MemoryGuardTests {
    /// Memory as a test says it is.
    private final class Memory: Sendable {
        private let state = Mutex((readings: [Int](), bytes: 0))

        /// What is read once the readings have been.
        var bytes: Int {
            get { state.withLock { $0.bytes } }
            set { state.withLock { $0.bytes = newValue } }
        }

        /// What is read next, one after the other.
        func tell(_ readings: [Int]) { state.withLock { $0.readings = readings } }

        func measure() -> Int {
            state.withLock { $0.readings.isEmpty ? $0.bytes : $0.readings.removeFirst() }
        }
    }

    private let memory = Memory()

    private func makeGuard(limit: Int? = 100) -> MemoryGuard {
        MemoryGuard(limit: limit, interval: .milliseconds(10), logger: Logger(label: "tests")) { [memory] in
            memory.measure()
        }
    }

    @Test func theYoungestIsStoppedAndNoTaskIsTakenUntilThereIsRoom() async throws {
        let memoryGuard = makeGuard()
        let watching = Task { try await memoryGuard.run() }
        let oldest = Task { await memoryGuard.waitsForStop() }
        while memoryGuard.tasksInHand < 1 { try await Task.sleep(for: .milliseconds(5)) }
        let youngest = Task { await memoryGuard.waitsForStop() }
        while memoryGuard.tasksInHand < 2 { try await Task.sleep(for: .milliseconds(5)) }
        #expect(memoryGuard.hasRoom)
        // One look's: it reads again after it has given memory back.
        memory.tell([101, 101])
        #expect(await youngest.value)
        while !memoryGuard.hasRoom { try await Task.sleep(for: .milliseconds(5)) }
        oldest.cancel()
        #expect(await !oldest.value)
        watching.cancel()
        try await watching.value
    }

    @Test func aWorkerWhoseMemoryNoTaskHoldsEnds() async throws {
        let memoryGuard = makeGuard()
        memory.bytes = 101
        await #expect(throws: MemoryGuard.Exhausted.self) { try await memoryGuard.run() }
        #expect(!memoryGuard.hasRoom)
    }

    @Test func withoutALimitNothingIsWatched() async throws {
        let memoryGuard = makeGuard(limit: nil)
        memory.bytes = .max
        try await memoryGuard.run()
        #expect(memoryGuard.hasRoom)
    }

    @Test func theReasonSaysWhatToDo() {
        let failure = makeGuard(limit: 512 << 20).failure
        #expect(failure.isRetryable)
        #expect(failure.failure.message.contains("512 MB"))
        #expect(failure.failure.message.contains("LAKEWRIGHT_MEMORY_LIMIT_MB"))
    }

    #if os(Linux)
    @Test func theProcessesOwnMemoryIsMeasured() throws {
        #expect(try #require(ResidentMemory.bytes) > 1 << 20)
    }
    #endif
}
