import Testing

@testable import Shared

@Suite struct WriteLockWaitTests {
    @Test func pausesGrowAndAddUpToTheLimit() {
        let pauses = (0..<10_000).map { WriteLockWait.pause(number: $0) }
        let given = pauses.prefix { $0 != nil }.compactMap(\.self)
        #expect(zip(given, given.dropFirst()).allSatisfy { $0 <= $1 })
        #expect(given.first ?? 0 < 1_000, "less than a write takes")
        #expect(pauses.dropFirst(given.count).allSatisfy { $0 == nil })
        let sum = given.reduce(0) { $0 + Int($1) }
        #expect(.microseconds(sum) >= WriteLockWait.limit && .microseconds(sum) < WriteLockWait.limit * 1.1)
        #expect(!WriteLockWait.pause(after: given.count))
    }
}
