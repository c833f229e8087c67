import TrinoSQL

/// A condition on one column, as far as layouts care: single values, or a range.
struct ColumnFilter: Sendable, Hashable {
    /// Single values that it allows; nil for a range.
    var values: Int?
    var low: Bound?
    var high: Bound?
    var isNullTest = false
    /// A share that the form itself suggests, where bounds can't be read.
    var guess: Double?

    /// A bound as a number on the column's own scale: the number itself, or days since 1970-01-01.
    struct Bound: Sendable, Hashable {
        var value: Double
    }

    var isPoint: Bool { values != nil }

    /// The operand and what the condition says of it; nil for conditions that no layout helps.
    static func reading(_ condition: Expression) -> (Expression, ColumnFilter)? {
        switch condition.kind {
        case .comparison(let operation, let left, let right):
            if case .column = left.kind, right.isConstant { return comparison(operation, left, right) }
            if case .column = right.kind, left.isConstant { return comparison(operation.flipped, right, left) }
            return nil
        case .between(let between) where !between.isNegated && between.low.isConstant && between.high.isConstant:
            return (
                between.value,
                ColumnFilter(low: Bound(between.low), high: Bound(between.high), guess: Selectivity.unknownRange)
            )
        case .inList(let value, let list, negated: false) where list.allSatisfy(\.isConstant):
            return (value, ColumnFilter(values: list.count))
        case .like(let like) where !like.isNegated && like.pattern.startsWithText:
            return (like.value, ColumnFilter(guess: 0.1))
        case .isNull(let value, negated: false):
            return (value, ColumnFilter(isNullTest: true))
        case .column:
            return (condition, ColumnFilter(values: 1, guess: 0.5))
        case .not(let inner):
            if case .column = inner.kind { return (inner, ColumnFilter(values: 1, guess: 0.5)) }
            return nil
        default:
            return nil
        }
    }

    private static func comparison(
        _ operation: ComparisonOperator, _ column: Expression, _ constant: Expression
    ) -> (Expression, ColumnFilter)? {
        switch operation {
        case .equal: (column, ColumnFilter(values: 1))
        case .notEqual: nil
        case .less, .lessOrEqual: (column, ColumnFilter(high: Bound(constant), guess: Selectivity.unknownInequality))
        case .greater, .greaterOrEqual:
            (column, ColumnFilter(low: Bound(constant), guess: Selectivity.unknownInequality))
        }
    }

    /// The share of rows that pass, by the formulas of ``Selectivity``; where bounds or statistics aren't known, what the form
    /// suggests.
    func selectivity(_ statistics: ColumnStatistics?) -> Double {
        if isNullTest { return Selectivity.null(statistics) }
        if let values {
            if statistics?.distinctValues == nil, let guess { return guess }
            return Selectivity.list(of: values, statistics)
        }
        if let first = statistics?.low.flatMap(Bound.init(text:)),
            let last = statistics?.high.flatMap(Bound.init(text:)),
            last.value > first.value, low != nil || high != nil
        {
            return Selectivity.range(
                from: low?.value, to: high?.value, low: first.value, high: last.value, statistics)
        }
        return guess ?? Selectivity.unknownInequality
    }
}

extension ColumnFilter.Bound {
    /// From a constant: a number, or a date or timestamp in any of its spellings.
    init?(_ constant: Expression) {
        switch constant.kind {
        case .integer(let digits), .decimal(let digits), .double(let digits):
            guard let value = Double(digits.replacing("_", with: "")) else { return nil }
            self.init(value: value)
        case .sign(.minus, let inner):
            guard let bound = ColumnFilter.Bound(inner) else { return nil }
            self.init(value: -bound.value)
        case .typed(_, let literal), .string(let literal):
            self.init(text: literal.value)
        case .cast(let inner, _, _):
            self.init(inner)
        case _ where constant.isClock:
            self.init(value: Double(DayNumber.today.days))
        case .arithmetic(let chain):
            guard var bound = ColumnFilter.Bound(chain.first) else { return nil }
            for step in chain.rest {
                guard case .interval(let interval) = step.operand.kind, step.operation.isAdditive,
                    let days = interval.days
                else { return nil }
                bound.value += step.operation == .add ? days : -days
            }
            self = bound
        case .function(let call) where call.name.last.canonical == "date" && call.arguments.count == 1:
            self.init(call.arguments[0].value)
        case .function(let call) where call.name.last.canonical == "date_add" && call.arguments.count == 3:
            guard let unit = call.unit,
                let count = ColumnFilter.Bound(call.arguments[1].value),
                let moment = ColumnFilter.Bound(call.arguments[2].value)
            else { return nil }
            self.init(value: moment.value + count.value * unit.days)
        case .function(let call) where call.name.last.canonical == "date_trunc" && call.arguments.count == 2:
            guard let unit = call.unit,
                let moment = ColumnFilter.Bound(call.arguments[1].value)
            else { return nil }
            // Anywhere within the unit.
            self.init(value: moment.value - unit.days / 2)
        default:
            return nil
        }
    }

    /// From the engine's text of a value.
    init?(text: String) {
        if let day = DayNumber(text: text) {
            self.init(value: Double(day.days))
        } else if let number = Double(text) {
            self.init(value: number)
        } else {
            return nil
        }
    }
}

extension Expression {
    /// Whether it names no column and calls nothing but casts and what makes a moment of another: its value is known before the query
    /// runs.
    var isConstant: Bool {
        switch kind {
        case .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval: true
        case .sign(_, let inner), .cast(let inner, _, _): inner.isConstant
        case .arithmetic(let chain): chain.first.isConstant && chain.rest.allSatisfy { $0.operand.isConstant }
        case .function(let call):
            call.over == nil && Self.constantFunctions.contains(call.name.last.canonical)
                && call.arguments.allSatisfy { $0.value.isConstant }
        case .currentValue: isClock
        default: false
        }
    }

    private static let constantFunctions: Set<String> = [
        "date", "timestamp", "from_iso8601_date", "date_add", "date_trunc", "now",
    ]

    /// Whether it is a LIKE pattern that begins with text rather than with a wildcard.
    fileprivate var startsWithText: Bool {
        guard case .string(let literal) = kind, let first = literal.value.first else { return false }
        return first != "%" && first != "_"
    }
}

extension IntervalField {
    /// Its length in days, a month's and a year's in the mean.
    fileprivate var days: Double {
        switch self {
        case .year: 365.2425
        case .quarter: 91.310625
        case .month: 30.436875
        case .week: 7
        case .day: 1
        case .hour: 1.0 / 24
        case .minute: 1.0 / 1_440
        case .second: 1.0 / 86_400
        }
    }
}

extension IntervalLiteral {
    /// Its length in days; nil where it counts in several units.
    fileprivate var days: Double? {
        guard to == nil, let count = Double(value.value) else { return nil }
        return (isNegative ? -count : count) * from.days
    }
}
