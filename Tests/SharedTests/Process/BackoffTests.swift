import Shared
import Testing

@Suite struct BackoffTests {
    @Test func waitsStayBelowADoublingBoundAndTheLongest() {
        for attempt in 1...40 {
            let bound = attempt < 4 ? Duration.seconds(1 << (attempt - 1)) : .seconds(8)
            for _ in 0..<20 {
                let wait = Backoff.delay(attempt: attempt, first: .seconds(1), longest: .seconds(8))
                #expect(wait >= .zero && wait <= bound)
            }
        }
    }

    @Test func aSuccessMakesTheNextWaitShortAgain() {
        var backoff = Backoff(first: .seconds(1), longest: .seconds(100))
        for _ in 0..<10 { _ = backoff.next() }
        backoff.reset()
        #expect(backoff.next() <= .seconds(1))
    }
}
