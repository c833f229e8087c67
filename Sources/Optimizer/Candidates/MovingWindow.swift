import TrinoSQL

/// What a condition on a window of time that moves with the clock will ever ask of rows.
///
/// ```sql
/// orderdate >= current_date - INTERVAL '30' DAY
/// -- is true, now and at any later time, of no row for which this isn't, as of now:
/// orderdate >= current_date - INTERVAL '2' DAY - INTERVAL '30' DAY - INTERVAL '2' DAY
/// ```
/// Exact where the window's beginning is the clock, moved by constants or cut to a unit: it never goes back then. (By months and by
/// hours it may: a month before the 30th of March and before the 31st is the 28th of February at the clock's own hour, which hours can
/// carry over midnight, now and not later.) Two sessions' zones are 26 hours apart at most, so that two days taken from the clock leave
/// room for whoever asks in whatever zone, and for engines whose clocks differ; two more taken from the bound leave it for zones in which a moment is compared with a day.
/// A text that the beginning is written as, or a number that the text is, grows with it (``DatedText``).
struct MovingWindow {
    let query: ResolvedQuery
    /// Of the one table whose rows are asked for.
    let form: CanonicalForm

    private static let margin = Expression(.interval(IntervalLiteral(value: StringLiteral("2"), from: .day)))

    /// The condition as of the time when it is asked first; nil where it has no beginning that moves with the clock.
    func asked(by condition: Expression) -> Expression? {
        guard let (value, start) = beginning(condition), form.readsSource(value), let row = row(value) else {
            return nil
        }
        // check: windows-only-move-on
        guard !start.stepsByMonthsAndHours else { return nil }
        // check: windows-are-asked-of-every-row
        guard RowDemand.hasSafeParts(value, in: query), !FailingExpressions.canFail([value], in: query) else {
            return nil
        }
        return .comparison(row, .greaterOrEqual, start)
    }

    /// A condition that ``asked(by:)`` wrote, read back from a table's definition, in the same words.
    func readBack(_ condition: Expression) -> Expression? {
        guard case .comparison(.greaterOrEqual, let value, let start) = condition.kind, start.readsClock,
            !form.readsSource(start), let row = form.form(of: value)
        else { return nil }
        return .comparison(row, .greaterOrEqual, start)
    }

    /// A value of the table's row in canonical form. That a column is compared with a moment of a zone is what the margins are for.
    private func row(_ value: Expression) -> Expression? {
        form.form(of: value) ?? form.column(value).map { CanonicalForm.reading($0.place, $0.name) }
    }

    /// What is compared, and the earliest that it may be.
    private func beginning(_ condition: Expression) -> (value: Expression, start: Expression)? {
        switch condition.kind {
        case .comparison(let operation, let left, let right):
            if [.greater, .greaterOrEqual, .equal].contains(operation), let start = start(right) {
                return isDated(left, start) ? (left, start.bound) : nil
            }
            if [.less, .lessOrEqual, .equal].contains(operation), let start = start(left) {
                return isDated(right, start) ? (right, start.bound) : nil
            }
            return [.less, .lessOrEqual, .equal].contains(operation) ? age(left, atMost: right) : nil
        case .between(let between) where !between.isNegated && !between.isSymmetric:
            if let start = start(between.low) {
                return isDated(between.value, start) ? (between.value, start.bound) : nil
            }
            return age(between.value, atMost: between.high)
        default:
            return nil
        }
    }

    /// `date_diff('day', x, current_date) <= 30`: so many whole units lie between the two, and less than one more.
    private func age(_ left: Expression, atMost right: Expression) -> (value: Expression, start: Expression)? {
        guard case .function(let call) = left.kind, call.name.last.canonical == "date_diff", call.arguments.count == 3,
            let unit = call.unit, case .integer(let digits) = right.kind, let units = Int(digits), units < 5_000,
            let clock = shifted(call.arguments[2].value)
        else { return nil }
        let type = query.type(of: call.arguments[2].value)
        // A day has no hours that could be added.
        guard type != .date || unit.isOfDays else { return nil }
        // One more yet, since months differ in length.
        let moved = Expression.call("date_add", [.string(unit.rawValue), .integer(-units - 2), clock])
        let start = Start(bound: day(moved, type), kind: .moment)
        return isDated(call.arguments[1].value, start) ? (call.arguments[1].value, start.bound) : nil
    }

    private struct Start {
        enum Kind { case moment, text, number }

        var bound: Expression
        var kind: Kind
    }

    private func start(_ expression: Expression) -> Start? {
        if let moved = shifted(expression) {
            return Start(bound: day(moved, query.type(of: expression)), kind: .moment)
        }
        if let (bound, _) = text(expression) { return Start(bound: bound, kind: .text) }
        return (year(expression) ?? number(expression)).map { Start(bound: $0, kind: .number) }
    }

    /// A day, however it was given, and the second margin.
    private func day(_ moment: Expression, _ type: SQLType?) -> Expression {
        .binary(type == .date ? moment : .cast(moment, to: DataType(.date)), .subtract, Self.margin)
    }

    /// Whether a value is one that such a bound can be compared with.
    private func isDated(_ value: Expression, _ start: Start) -> Bool {
        guard let type = query.type(of: value) else { return false }
        switch (start.kind, type) {
        case (.moment, _): return type.isMoment
        case (.number, _): return type.isWholeNumber
        // A char is compared with its blanks.
        case (.text, .varchar): return true
        case (.text, _): return false
        }
    }

    /// `date_format(current_date - INTERVAL '7' DAY, '%Y-%m-%d')`, `CAST(current_date AS varchar)`: its clock put back by both margins.
    private func text(_ expression: Expression) -> (bound: Expression, text: DatedText)? {
        // check: texts-of-four-digit-years
        guard expression.movesLessThanMillennium else { return nil }
        switch expression.kind {
        case .function(var call) where call.arguments.count == 2:
            guard case .string(let format) = call.arguments[1].value.kind, call.over == nil, call.filter == nil,
                let moved = shifted(call.arguments[0].value),
                let text = DatedText(format.value, of: call.name.last.canonical)
            else { return nil }
            call.arguments[0].value = .binary(moved, .subtract, Self.margin)
            return (Expression(.function(call)), text)
        case .cast(let inner, let type, isTry: false):
            // A shorter one would not take it.
            guard query.type(of: inner) == .date, case .varchar(let length)? = try? SQLType(type), length ?? 10 >= 10,
                let moved = shifted(inner)
            else { return nil }
            return (.cast(day(moved, .date), to: type), .day)
        default:
            return nil
        }
    }

    /// `CAST(date_format(current_date, '%Y%m%d') AS integer)`, in the same way.
    private func number(_ expression: Expression) -> Expression? {
        guard case .cast(let inner, let type, isTry: false) = expression.kind, let (bound, text) = text(inner),
            text.isNumber, let target = try? SQLType(type), target == .bigint || target == .integer
        else { return nil }
        return .cast(bound, to: type)
    }

    /// `year(current_date) - 1`, its clock put back.
    private func year(_ expression: Expression) -> Expression? {
        switch expression.kind {
        case .function(var call) where call.name.last.canonical == "year" && call.arguments.count == 1:
            guard let moved = shifted(call.arguments[0].value) else { return nil }
            call.arguments[0].value = moved
            return Expression(.function(call))
        case .extract(let field, let moment) where field.canonical == "year":
            return shifted(moment).map { Expression(.extract(field, $0)) }
        case .arithmetic(let chain):
            return year(chain.first).flatMap { chain.moving($0, by: \.isWholeNumber) }
        default:
            return nil
        }
    }

    /// A moment that the clock and constants make, its clock put back by the margin; nil for any other expression.
    private func shifted(_ expression: Expression) -> Expression? {
        switch expression.kind {
        case _ where expression.isClock:
            return .binary(expression, .subtract, Self.margin)
        case .function(var call) where call.over == nil && call.filter == nil:
            let place: Int
            switch (call.name.last.canonical, call.arguments.count) {
            case ("date", 1): place = 0
            case ("date_trunc", 2) where call.unit != nil: place = 1
            case ("date_add", 3) where call.unit != nil && call.arguments[1].value.isWholeNumber: place = 2
            default: return nil
            }
            guard let moved = shifted(call.arguments[place].value) else { return nil }
            call.arguments[place].value = moved
            return Expression(.function(call))
        case .cast(let inner, let type, isTry: false):
            guard let target = try? SQLType(type), target.isMoment else { return nil }
            return shifted(inner).map { .cast($0, to: type) }
        case .arithmetic(let chain):
            return shifted(chain.first).flatMap { chain.moving($0, by: \.isInterval) }
        default:
            return nil
        }
    }
}

extension Expression {
    /// Whether constants move it by months or longer and by parts of a day.
    fileprivate var stepsByMonthsAndHours: Bool {
        var fields: Set<IntervalField> = []
        forEachExpression { part in
            switch part.kind {
            case .interval(let interval): fields.formUnion([interval.from, interval.to ?? interval.from])
            case .function(let call) where call.name.last.canonical == "date_add":
                if let unit = call.unit { fields.insert(unit) }
            default: break
            }
        }
        return !fields.isDisjoint(with: [.year, .quarter, .month])
            && !fields.allSatisfy(\.isOfDays)
    }

    fileprivate var isInterval: Bool { if case .interval = kind { true } else { false } }

    /// Whether it is a whole number as written, with a sign or without.
    fileprivate var isWholeNumber: Bool {
        switch kind {
        case .integer: true
        case .sign(_, let inner): inner.isWholeNumber
        default: false
        }
    }
}

extension ArithmeticChain {
    /// The chain with another first operand; nil where the others are not just added or taken away, each being such as is said.
    fileprivate func moving(_ first: Expression, by isStep: (Expression) -> Bool) -> Expression? {
        guard rest.allSatisfy({ $0.operation.isAdditive && isStep($0.operand) }) else { return nil }
        return rest.reduce(first) { .binary($0, $1.operation, $1.operand) }
    }
}

extension SQLType {
    fileprivate var isMoment: Bool {
        switch self {
        case .date, .timestamp: true
        default: false
        }
    }
}
