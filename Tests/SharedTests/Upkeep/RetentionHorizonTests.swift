import Foundation
import Testing

@testable import Shared

@Suite struct RetentionHorizonTests {
    private let start = SuspendingClock.now
    private let date = Date(timeIntervalSince1970: 1_800_000_000)

    private func horizon() -> RetentionHorizon {
        RetentionHorizon(retention: .seconds(1000), wallClock: date, monotonicClock: start)
    }

    @Test func itMovesOnWithTheClocks() {
        var horizon = horizon()
        #expect(horizon.next(wallClock: date, monotonicClock: start) == date - 1000)
        #expect(horizon.next(wallClock: date + 60, monotonicClock: start + .seconds(60)) == date - 940)
    }

    @Test func aWallClockThatJumpsAheadDoesNotMoveIt() {
        var horizon = horizon()
        #expect(horizon.next(wallClock: date + 1_000_000, monotonicClock: start + .seconds(10)) == date - 990)
        #expect(horizon.next(wallClock: date + 1_000_000, monotonicClock: start + .seconds(20)) == date - 980)
    }

    @Test func aWallClockThatIsSetBackTakesItAlong() {
        var horizon = horizon()
        #expect(horizon.next(wallClock: date - 500, monotonicClock: start + .seconds(10)) == date - 1500)
        #expect(horizon.next(wallClock: date, monotonicClock: start + .seconds(20)) == date - 1490)
    }
}
