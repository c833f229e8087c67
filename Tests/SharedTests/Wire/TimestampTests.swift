import Foundation
import Testing

@testable import Shared

@Suite struct TimestampTests {
    @Test(arguments: [
        (0.0, "1970-01-01T00:00:00.000Z"), (951_782_400.001, "2000-02-29T00:00:00.001Z"),
        (1_709_251_199.999, "2024-02-29T23:59:59.999Z"), (4_107_542_400, "2100-03-01T00:00:00.000Z"),
        (-1, "1969-12-31T23:59:59.000Z"), (-62_135_596_800, "0001-01-01T00:00:00.000Z"),
    ])
    func knownTimes(seconds: Double, text: String) {
        #expect(Date(timeIntervalSince1970: seconds).timestamp == text)
    }

    @Test(arguments: [(-1e11, "0000"), (4e11, "9999")])
    func yearsThatTheFormCantHold(seconds: Double, year: String) {
        #expect(Date(timeIntervalSince1970: seconds).timestamp.hasPrefix(year + "-"))
    }

    /// From the year 1600: before 1582 Foundation counts by the Julian calendar.
    @Test func daysAndTimesAreFoundationsToo() throws {
        let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
        for day in stride(from: Int64(-135_140), to: 2_932_896, by: 97) {
            let date = Milliseconds.date(day * 86_400_000 + (day &* 7_919) % 43_200_000 + 43_200_000)
            #expect(Milliseconds.count(try Date(date.timestamp, strategy: style)) == Milliseconds.count(date))
        }
    }
}
