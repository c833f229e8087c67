import Foundation
import HTTPTransport
import Testing

@Suite struct RetryAfterTests {
    @Test func readsSeconds() {
        #expect((["Retry-After": "7"] as HTTPHeaders).retryAfter == .seconds(7))
        #expect((["retry-after": "0"] as HTTPHeaders).retryAfter == .zero)
    }

    @Test func readsDates() throws {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(secondsFromGMT: 0)
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss 'GMT'"
        let future = formatter.string(from: Date(timeIntervalSinceNow: 3600))
        let wait = try #require((["Retry-After": future] as HTTPHeaders).retryAfter)
        #expect(wait > .seconds(3000) && wait <= .seconds(3600))
        #expect((["Retry-After": "Wed, 21 Oct 2015 07:28:00 GMT"] as HTTPHeaders).retryAfter == .zero)
    }

    @Test(arguments: ["", "soon", "-1", "nan", "1e30"])
    func ignoresWhatIsNeither(_ text: String) {
        #expect((["Retry-After": text] as HTTPHeaders).retryAfter == nil)
    }
}
