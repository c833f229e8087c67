import TrinoSQL

extension Expression {
    /// Whether it is a day or a time that is written out or read from the clock, and so is far from where dates end.
    fileprivate var isMoment: Bool {
        switch kind {
        case .typed: true
        case .currentValue(let value): [.currentDate, .currentTimestamp, .localTimestamp].contains(value.name)
        case .function(let call): call.name.last.canonical == "now" && call.arguments.isEmpty || call.isMovedMoment
        case .arithmetic(let chain): chain.isMovedMoment
        default: false
        }
    }

    /// Whether it is a day, to which Trino adds no hours.
    fileprivate var isDay: Bool {
        switch kind {
        case .typed(let type, _): (try? SQLType(type)) == .date
        case .currentValue(let value): value.name == .currentDate
        // Whatever it was moved by before, or is of.
        case .function, .arithmetic: !isClock
        default: true
        }
    }

    private var isClock: Bool {
        if case .function(let call) = kind { call.name.last.canonical == "now" } else { false }
    }
}

extension FunctionCall {
    /// Whether it is `date_add('day', -7, current_date)` or `date_trunc('month', current_date)`.
    var isMovedMoment: Bool {
        guard arguments.dropLast().allSatisfy({ $0.value.isLiteral }), let moment = arguments.last?.value else {
            return false
        }
        switch (name.last.canonical, arguments.count) {
        case ("date_trunc", 2): return moment.isMoment
        case ("date_add", 3):
            guard case .string(let unit) = arguments[0].value.kind else { return false }
            let isOfDays = IntervalField(rawValue: unit.value.lowercased())?.isOfDays ?? false
            return moment.isMoment && (isOfDays || !moment.isDay)
        default: return false
        }
    }
}

extension ArithmeticChain {
    /// Whether it is `DATE '1998-12-01' - INTERVAL '90' DAY` or `current_date - INTERVAL '1' MONTH`. Other operations on literals may
    /// fail, and a filter or CASE may keep that from ever being seen.
    var isMovedMoment: Bool {
        guard first.isMoment else { return false }
        return rest.allSatisfy { step in
            guard case .interval(let interval) = step.operand.kind, step.operation.isAdditive else { return false }
            let isOfDays = [interval.from, interval.to ?? interval.from].allSatisfy { $0.isOfDays }
            return isOfDays || !first.isDay
        }
    }
}

extension IntervalField {
    fileprivate var isOfDays: Bool {
        switch self {
        case .year, .quarter, .month, .week, .day: true
        case .hour, .minute, .second: false
        }
    }
}
