import struct Foundation.Date

extension Date {
    /// This time in UTC, as RFC 3339 with milliseconds has it: `2026-11-28T07:53:44.120Z`. It knows years from 0 to 9999 only; others
    /// are told as the nearest of them.
    ///
    /// By whole numbers and not by Foundation's formatter, whose calendar does many times the work; every answer and every line of
    /// the log tells a time. Days are counted in eras of 400 years that begin on a 1 March, so that the leap day is a year's
    /// last: after "days_from_civil" in Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
    public var timestamp: String {
        let (days, inDay) = Milliseconds.count(self).flooredDivision(by: 86_400_000)
        let (era, dayOfEra) = (days + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = min(max(era * 400 + yearOfEra + (month <= 2 ? 1 : 0), 0), 9999)

        var text: [UInt8] = []
        text.reserveCapacity(24)
        func put(_ number: Int64, digits: Int, then separator: Unicode.Scalar) {
            var power = (1..<digits).reduce(Int64(1)) { power, _ in power * 10 }
            while power > 0 {
                text.append(UInt8(ascii: "0") + UInt8(number / power % 10))
                power /= 10
            }
            text.append(UInt8(ascii: separator))
        }
        put(year, digits: 4, then: "-")
        put(month, digits: 2, then: "-")
        put(day, digits: 2, then: "T")
        put(inDay / 3_600_000, digits: 2, then: ":")
        put(inDay / 60_000 % 60, digits: 2, then: ":")
        put(inDay / 1_000 % 60, digits: 2, then: ".")
        put(inDay % 1_000, digits: 3, then: "Z")
        return String(decoding: text, as: UTF8.self)
    }
}

extension Int64 {
    /// The quotient rounded down, and what is left, which is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}
