import Testing

@testable import Optimizer

@Suite("Day numbers")
struct DayNumberTests {
    @Test(
        "Days since 1970-01-01",
        arguments: [
            ("1970-01-01", 0), ("1970-02-01", 31), ("2000-03-01", 11017), ("1969-12-31", -1),
            ("2024-02-29 12:30:00.000", 19782),
        ])
    func days(text: String, number: Int) {
        #expect(DayNumber(text: text)?.days == number)
    }

    @Test("Anything else is no day", arguments: ["", "2020", "2020-13-01", "x-y-z", "12"])
    func none(text: String) {
        #expect(DayNumber(text: text) == nil)
    }
}
