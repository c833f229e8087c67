import Foundation

/// A calendar day, counted from 1970-01-01 in the proleptic Gregorian calendar.
struct DayNumber: Sendable, Hashable {
    var days: Int

    /// Today in UTC.
    static var today: DayNumber { DayNumber(days: Int((Date().timeIntervalSince1970 / 86_400).rounded(.down))) }

    init(days: Int) {
        self.days = days
    }

    /// From `2020-01-31`, also with a time of day behind it; nil for anything else.
    init?(text: String) {
        let parts = text.prefix(10).split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 3, let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]),
            (1...12).contains(month), (1...31).contains(day), (-9999...9999).contains(year)
        else { return nil }
        // Days from civil date: years begin in March, so that the leap day is the last of its year.
        // Source: Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms", days_from_civil.
        let shifted = month <= 2 ? year - 1 : year
        let era = (shifted >= 0 ? shifted : shifted - 399) / 400
        let yearOfEra = shifted - era * 400
        let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
        let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
        days = era * 146_097 + dayOfEra - 719_468
    }
}
