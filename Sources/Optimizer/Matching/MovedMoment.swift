import TrinoSQL

extension Expression {
    /// Whether it is a day or a time that is written out or read from the clock, and so is far from where dates end.
    var isMoment: Bool {
        switch kind {
        case .typed: true
        case .currentValue: isClock
        case .function(let call): isClock || call.isMovedMoment
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

    /// Whether it is today, or the present moment.
    var isClock: Bool {
        switch kind {
        case .currentValue(let value): [.currentDate, .currentTimestamp, .localTimestamp].contains(value.name)
        case .function(let call):
            call.name.parts.count == 1 && call.name.last.canonical == "now" && call.arguments.isEmpty
        default: false
        }
    }

    /// Whether today or the present moment stands in it.
    var readsClock: Bool { contains { $0.isClock } }
}

extension FunctionCall {
    /// Its first argument, where that is a unit that `date_add`, `date_diff` and `date_trunc` know.
    var unit: IntervalField? {
        guard case .string(let unit)? = arguments.first?.value.kind else { return nil }
        return IntervalField(rawValue: unit.value.lowercased())
    }

    /// Whether it is `date_add('day', -7, current_date)` or `date_trunc('month', current_date)`.
    var isMovedMoment: Bool {
        guard arguments.dropLast().allSatisfy({ $0.value.isLiteral }), let moment = arguments.last?.value else {
            return false
        }
        switch (name.last.canonical, arguments.count) {
        case ("date_trunc", 2): return moment.isMoment
        case ("date_add", 3):
            return moment.isMoment && (unit?.isOfDays ?? false || !moment.isDay)
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
    /// Whether it is a day or so many whole ones.
    var isOfDays: Bool {
        switch self {
        case .year, .quarter, .month, .week, .day: true
        case .hour, .minute, .second: false
        }
    }
}
