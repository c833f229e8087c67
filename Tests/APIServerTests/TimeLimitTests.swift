import Synchronization
import Testing

@testable import APIServer

@Suite("time limits", .timeLimit(.minutes(5))) struct TimeLimitTests {
    private struct Broken: Error {}

    @Test("what ends in time is answered, error or not") func inTime() async throws {
        let alarms = Alarms()
        #expect(try await withTimeLimit(.seconds(3600), alarms: alarms) { 7 } == 7)
        await #expect(throws: Broken.self) {
            try await withTimeLimit(.seconds(3600), alarms: alarms) { throw Broken() }
        }
    }

    @Test("what doesn't is cancelled, and the limit told") func tooLate() async throws {
        let wasCancelled = Mutex(false)
        await #expect(throws: TimeLimitPassed.self) {
            try await withTimeLimit(.milliseconds(20), alarms: Alarms()) {
                defer { wasCancelled.withLock { $0 = Task.isCancelled } }
                try await Task.sleep(for: .seconds(3600))
            }
        }
        #expect(wasCancelled.withLock { $0 })
    }

    @Test("each alarm goes off once, whatever the order in which they were set, and a stopped one never does")
    func once() async {
        let alarms = Alarms()
        let (heard, bell) = AsyncStream.makeStream(of: Int.self)
        let stopped = alarms.set(after: .seconds(1)) { bell.yield(0) }
        for number in [3, 1, 2] {
            _ = alarms.set(after: .milliseconds(400 * number)) { bell.yield(number) }
        }
        alarms.stop(stopped)
        var numbers: [Int] = []
        for await number in heard {
            numbers.append(number)
            if numbers.count == 3 { break }
        }
        #expect(numbers.sorted() == [1, 2, 3])
        // All are over: the next one is waited for by a task of its own.
        await withCheckedContinuation { continuation in
            _ = alarms.set(after: .milliseconds(1)) { continuation.resume() }
        }
    }
}
