import TrinoSQL

/// How many groups a GROUP BY makes, and how many values an expression has.
struct GroupCount {
    /// Rows that are grouped.
    let rows: Double
    /// Statistics of an expression that names a base column; nil for any other.
    let statistics: (Expression) -> ColumnStatistics?

    /// Distinct values where nothing is known of a column. Source: PostgreSQL, `DEFAULT_NUM_DISTINCT` in selfuncs.h.
    static let unknownDistinct = 200.0

    /// Groups by several keys: of the D combinations that there could be, those that so many rows hit.
    func groups(by keys: [Expression]) -> Double {
        let combinations = keys.reduce(1.0) { min($0 * distinct($1), 1e18) }
        return Self.hit(of: combinations, by: rows)
    }

    /// Values of one expression, NULL counted as one.
    func distinct(_ expression: Expression) -> Double {
        min(max(1, rows), unbounded(expression))
    }

    private func unbounded(_ expression: Expression) -> Double {
        if let statistics = statistics(expression) {
            return max(1, statistics.distinctValues ?? Self.unknownDistinct)
                + ((statistics.nullsFraction ?? 0) > 0 ? 1 : 0)
        }
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .currentValue:
            return 1
        case .column:
            return Self.unknownDistinct
        case .and, .or, .not, .comparison, .isDistinctFrom, .between, .inList, .inSubquery, .like, .exists,
            .quantifiedComparison:
            return 3
        case .isNull:
            return 2
        case .cast(let inner, let type, _):
            let isDate = (try? SQLType(type)) == .date
            return min(unbounded(inner), isDate ? span(of: inner, unit: 1) : .infinity)
        case .extract(let field, let inner):
            return min(unbounded(inner), parts(field.canonical, of: inner))
        case .caseWhen(let form):
            let branches = form.branches.map { unbounded($0.result) }.reduce(0, +)
            return min(branches + (form.otherwise.map { unbounded($0) } ?? 1), product(of: expression))
        case .function(let call):
            return min(product(of: expression), limit(of: call))
        default:
            return product(of: expression)
        }
    }

    /// An expression has no more values than its parts have combinations.
    private func product(of expression: Expression) -> Double {
        expression.children.reduce(1.0) { min($0 * unbounded($1), 1e18) }
    }

    private func limit(of call: FunctionCall) -> Double {
        let name = call.name.last.canonical
        let arguments = call.arguments.map(\.value)
        if name == "date_trunc", arguments.count == 2, case .string(let unit) = arguments[0].kind {
            return span(of: arguments[1], unit: Self.days[unit.value.lowercased()] ?? 0)
        }
        if name == "date", let inner = arguments.first { return span(of: inner, unit: 1) }
        if arguments.count == 1 { return parts(name, of: arguments[0]) }
        return .infinity
    }

    /// Days of each unit of date_trunc.
    private static let days: [String: Double] = [
        "minute": 1.0 / 1440, "hour": 1.0 / 24, "day": 1, "week": 7, "month": 30.44, "quarter": 91.31, "year": 365.25,
    ]

    /// Units that lie between a column's lowest and highest value; infinite where they are not known, or are no dates.
    private func span(of expression: Expression, unit: Double) -> Double {
        guard unit > 0, let statistics = statistics(expression),
            let low = statistics.low.flatMap(DayNumber.init(text:)),
            let high = statistics.high.flatMap(DayNumber.init(text:)), high.days >= low.days
        else { return .infinity }
        return (Double(high.days - low.days) / unit).rounded(.up) + 1
    }

    /// Values that a part of a date or time can have.
    private func parts(_ field: String, of expression: Expression) -> Double {
        switch field {
        case "year", "yow", "year_of_week": span(of: expression, unit: 365.25)
        case "quarter": 4
        case "month": 12
        case "week", "week_of_year": 53
        case "day", "day_of_month": 31
        case "day_of_week", "dow": 7
        case "day_of_year", "doy": 366
        case "hour": 24
        case "minute", "second": 60
        default: .infinity
        }
    }
}
