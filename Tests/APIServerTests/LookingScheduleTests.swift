import Testing

@testable import APIServer

@Suite("when the store is asked about tasks that somebody waits for")
struct LookingScheduleTests {
    private let start = ContinuousClock.now

    @Test("whoever comes is asked for at once, then after a quarter of the wait, and in the end every 200 ms")
    func growing() {
        var schedule = LookingSchedule(now: start)
        var pauses: [Duration] = []
        var last = start
        for _ in 0..<40 {
            let next = max(schedule.next(youngest: start), last)
            pauses.append(next - last)
            last = next
            schedule.looked(from: next, until: next)
        }
        #expect(pauses.prefix(3) == [.zero, .milliseconds(5), .milliseconds(5)])
        #expect(zip(pauses.dropFirst(2), pauses.dropFirst(3)).allSatisfy { $0 <= $1 })
        #expect(pauses.last == .milliseconds(200))
        #expect(pauses.count { $0 < .milliseconds(200) } < 30)
    }

    @Test("one who comes beside others who have waited long has the store asked soon")
    func newcomer() {
        var schedule = LookingSchedule(now: start)
        let last = start + .seconds(60)
        schedule.looked(from: last, until: last)
        #expect(schedule.next(youngest: start) == last + .milliseconds(200))
        #expect(schedule.next(youngest: last + .milliseconds(50)) == last + .milliseconds(5))
    }

    @Test("a store that takes long to answer is asked for a tenth of the time, not more")
    func slowStore() {
        var schedule = LookingSchedule(now: start)
        schedule.looked(from: start, until: start + .milliseconds(50))
        #expect(schedule.next(youngest: start + .milliseconds(60)) == start + .milliseconds(550))
    }
}
