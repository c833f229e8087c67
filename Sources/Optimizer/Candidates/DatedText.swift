import TrinoSQL

/// A format by which a later moment has no smaller text, as partitions are often named: `%Y-%m-%d`, `yyyyMMdd`.
///
/// ```sql
/// date_format(current_date, '%Y-%m-%d')    CAST(current_date AS varchar)    format_datetime(now(), 'yyyyMMddHH')
/// ```
/// Texts are compared letter by letter. So that holds where the year comes first and each smaller unit follows the next larger one,
/// all in a fixed number of digits, with the same letters between them; for years of four digits.
struct DatedText: Sendable, Hashable {
    /// Whether nothing but digits is in it, so that the same holds for the whole number that it is.
    let isNumber: Bool

    /// Source: Trino documentation, "Date and time functions": MySQL's specifiers, and those of Joda-Time's DateTimeFormat.
    private static let specifiers: [String: [(text: String, unit: Int)]] = [
        "date_format": [("%Y", 0), ("%m", 1), ("%d", 2), ("%H", 3), ("%i", 4), ("%s", 5), ("%S", 5)],
        "format_datetime": [("yyyy", 0), ("MM", 1), ("dd", 2), ("HH", 3), ("mm", 4), ("ss", 5)],
    ]

    /// The texts of days, as a cast writes them.
    static let day = DatedText(isNumber: false)

    private init(isNumber: Bool) {
        self.isNumber = isNumber
    }

    /// Nil where the format isn't of this kind.
    /// - Parameter function: the one that takes it.
    init?(_ format: String, of function: String) {
        guard let specifiers = Self.specifiers[function] else { return nil }
        var rest = Substring(format)
        var next = 0
        var hasLetters = false
        while let first = rest.first {
            if let found = specifiers.first(where: { rest.hasPrefix($0.text) }) {
                // check: texts-grow-with-time
                guard found.unit == next else { return nil }
                rest = rest.dropFirst(found.text.count)
                next += 1
            } else {
                // What else may stand for something, or quote it.
                guard first.isASCII, !first.isLetter, first != "%", first != "'" else { return nil }
                rest = rest.dropFirst()
                hasLetters = true
            }
        }
        guard next > 0 else { return nil }
        // A minus or a point would be one of the number's own.
        isNumber = !hasLetters
    }
}

extension Expression {
    /// Whether its intervals and the steps of its `date_add` move it by less than a thousand years in all.
    var movesLessThanMillennium: Bool {
        var years = 0.0
        func add(_ amount: String, _ unit: IntervalField) {
            let perYear: Double =
                switch unit {
                case .year: 1
                case .quarter: 4
                case .month: 12
                case .week: 52
                case .day: 365
                default: 365 * 24
                }
            years += Double(amount).map { abs($0) / perYear } ?? .infinity
        }
        forEachExpression { part in
            switch part.kind {
            case .interval(let interval):
                if interval.to == nil { add(interval.value.value, interval.from) } else { years += .infinity }
            case .function(let call) where call.name.last.canonical == "date_add":
                guard let unit = call.unit, call.arguments.count == 3 else { return years += .infinity }
                add(call.arguments[1].value.sql().filter { !$0.isWhitespace }, unit)
            default: break
            }
        }
        return years < 1_000
    }
}
