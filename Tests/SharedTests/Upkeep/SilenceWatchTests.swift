import Shared
import Testing

@Suite struct SilenceWatchTests {
    private let start = SuspendingClock.now
    private let id = TaskID()

    private func pulse(_ heartbeat: Int64, token: Int64 = 1) -> TaskPulse {
        TaskPulse(lease: TaskLease(id: id, token: token), heartbeat: heartbeat, priority: .normal)
    }

    private func watch() -> SilenceWatch {
        SilenceWatch(lease: .seconds(15), longestGap: .seconds(10))
    }

    @Test func aPulseThatStaysTheSameForALeaseIsSilent() {
        var watch = watch()
        for second in stride(from: 0, to: 15, by: 5) {
            #expect(watch.look(at: [pulse(7)], now: start + .seconds(second)).isEmpty)
        }
        #expect(watch.look(at: [pulse(7)], now: start + .seconds(15)) == [pulse(7)])
    }

    @Test func aPulseThatMovesIsNot() {
        var watch = watch()
        for second in 0..<60 {
            #expect(watch.look(at: [pulse(Int64(second / 10))], now: start + .seconds(second)).isEmpty)
        }
    }

    @Test func anotherClaimIsWatchedAnew() {
        var watch = watch()
        for second in 0..<14 { _ = watch.look(at: [pulse(7)], now: start + .seconds(second)) }
        for second in 14..<28 {
            #expect(watch.look(at: [pulse(7, token: 2)], now: start + .seconds(second)).isEmpty)
        }
    }

    @Test func aWatcherThatWasStoppedStartsAfresh() {
        var watch = watch()
        _ = watch.look(at: [pulse(7)], now: start)
        #expect(watch.look(at: [pulse(7)], now: start + .seconds(3600)).isEmpty)
        #expect(watch.look(at: [pulse(7)], now: start + .seconds(3609)).isEmpty)
        #expect(watch.look(at: [pulse(7)], now: start + .seconds(3616)) == [pulse(7)])
    }

    @Test func aWatcherThatCannotReachTheStoreStartsAfresh() {
        var watch = watch()
        for second in 0..<14 { _ = watch.look(at: [pulse(7)], now: start + .seconds(second)) }
        watch.startAfresh()
        #expect(watch.look(at: [pulse(7)], now: start + .seconds(16)).isEmpty)
    }

    @Test func timeDuringWhichNobodyLookedIsNotSilenceWhereItIsLong() {
        var watch = watch()
        for stop in 0..<10 {
            // Stopped for longer than it may be, again and again, with one look in between.
            #expect(watch.look(at: [pulse(7)], now: start + .seconds(stop * 11)).isEmpty)
        }
    }
}
