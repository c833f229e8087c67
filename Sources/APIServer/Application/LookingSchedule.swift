/// When the store is asked next whether tasks have ended that somebody waits for.
///
/// A question follows the one before by a quarter of what whoever came last had waited then, so that an answer is late by a quarter of
/// the wait, or by 200 ms where that is less.
/// No sooner than 5 ms after the question before, nor so that asking takes more than a tenth of the time.
struct LookingSchedule {
    private var last: ContinuousClock.Instant
    private var took: Duration = .zero

    private static let shortest = Duration.milliseconds(5)
    private static let longest = Duration.milliseconds(200)

    init(now: ContinuousClock.Instant) {
        last = now - Self.longest
    }

    /// - Parameter youngest: When the one who came last began to wait.
    func next(youngest: ContinuousClock.Instant) -> ContinuousClock.Instant {
        let wanted = min(max((last - youngest) / 4, Self.shortest), Self.longest)
        return last + max(wanted, took * 10)
    }

    mutating func looked(from began: ContinuousClock.Instant, until end: ContinuousClock.Instant) {
        last = end
        took = end - began
    }
}
