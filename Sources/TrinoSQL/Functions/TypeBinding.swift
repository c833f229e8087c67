/// The values that the variables of one signature have been given.
struct TypeBinding {
    private(set) var types: [String: SQLType] = [:]
    private(set) var sizes: [String: Int] = [:]
    /// Types that an argument left open because its own type is not known.
    private(set) var isUncertain = false

    /// The length that stands for an unbounded varchar in formulas.
    private static let unbounded = Int(Int32.max)

    /// Fits an argument's type to a parameter and notes what that says of the variables.
    ///
    /// - Parameter coercing: whether the argument may be coerced; without, it must be of the parameter's form already.
    /// - Returns: false where it does not fit.
    mutating func fit(_ type: SQLType?, to pattern: TypePattern, coercing: Bool) -> Bool {
        guard let type else {
            isUncertain = true
            return true
        }
        if type == .unknown {
            // NULL fits everything and says nothing.
            return coercing || pattern == .anything || isVariable(pattern)
        }
        switch pattern {
        case .anything: return true
        case .exact(let wanted): return type == wanted || (coercing && Coercion.canCoerce(type, to: wanted))
        case .variable(let name): return bind(name, to: type, coercing: coercing)
        case .array(let element):
            guard case .array(let actual) = type else { return false }
            return fit(actual, to: element, coercing: coercing)
        case .map(let key, let value):
            guard case .map(let actualKey, let actualValue) = type else { return false }
            return fit(actualKey, to: key, coercing: coercing) && fit(actualValue, to: value, coercing: coercing)
        case .row(let fields):
            guard case .row(let actual) = type, actual.count == fields.count else { return false }
            for (field, wanted) in zip(actual, fields) {
                guard fit(field.type, to: wanted.type, coercing: coercing) else { return false }
            }
            return true
        case .function: return true
        case .named(let name, let parts):
            guard case .named(let actualName, let actualParts) = type, actualName == name,
                parts.count == actualParts.count
            else { return false }
            for (part, wanted) in zip(actualParts, parts) {
                guard fit(part, to: wanted, coercing: coercing) else { return false }
            }
            return true
        case .sized(let base, let formulas): return fit(type, to: base, formulas, coercing: coercing)
        }
    }

    /// Notes a type for a variable, as a lambda's result gives it.
    mutating func note(_ type: SQLType?, for pattern: TypePattern) {
        guard fit(type, to: pattern, coercing: true) else {
            isUncertain = true
            return
        }
    }

    /// The type that a pattern stands for now, or nil where a variable has no value yet.
    func type(for pattern: TypePattern) -> SQLType? {
        switch pattern {
        case .exact(let type): return type
        case .variable(let name): return types[name] ?? (isUncertain ? nil : .unknown)
        case .anything: return nil
        case .array(let element): return type(for: element).map { .array($0) }
        case .map(let key, let value):
            guard let key = type(for: key), let value = type(for: value) else { return nil }
            return .map(key: key, value: value)
        case .row(let fields):
            var result: [SQLType.Field] = []
            for field in fields {
                guard let type = type(for: field.type) else { return nil }
                result.append(.init(name: field.name, type: type))
            }
            return .row(result)
        case .function(let arguments, let result):
            let known = arguments.compactMap { type(for: $0) }
            guard known.count == arguments.count, let result = type(for: result) else { return nil }
            return .function(known, result)
        case .named(let name, let parts):
            let known = parts.compactMap { type(for: $0) }
            return known.count == parts.count ? .named(name, known) : nil
        case .sized(let base, let formulas):
            let values = formulas.compactMap { value(of: $0) }
            return values.count == formulas.count ? Self.sized(base, values) : nil
        }
    }

    private func isVariable(_ pattern: TypePattern) -> Bool {
        if case .variable = pattern { return true }
        return false
    }

    private mutating func bind(_ name: String, to type: SQLType, coercing: Bool) -> Bool {
        guard let bound = types[name] else {
            types[name] = type
            return true
        }
        if bound == type { return true }
        guard coercing, let common = Coercion.commonSuperType(bound, type) else { return false }
        types[name] = common
        return true
    }

    private mutating func fit(
        _ type: SQLType, to base: TypePattern.SizedType, _ formulas: [SizeFormula], coercing: Bool
    ) -> Bool {
        let values: [Int]
        switch (base, type) {
        case (.varchar, .varchar(let length)): values = [length ?? Self.unbounded]
        case (.char, .char(let length)): values = [length]
        case (.char, .varchar(let length?)) where coercing && length <= 65_536: values = [length]
        case (.decimal, .decimal(let precision, let scale)): values = [precision, scale]
        case (.decimal, _) where coercing:
            guard case .decimal(let precision, let scale)? = Coercion.decimal(for: type) else { return false }
            values = [precision, scale]
        case (.time, .time(let precision, false)), (.timeWithTimeZone, .time(let precision, true)): values = [precision]
        case (.timeWithTimeZone, .time(let precision, false)) where coercing: values = [precision]
        case (.timestamp, .timestamp(let precision, false)), (.timestampWithTimeZone, .timestamp(let precision, true)):
            values = [precision]
        case (.timestampWithTimeZone, .timestamp(let precision, false)) where coercing: values = [precision]
        case (.timestamp, .date) where coercing, (.timestampWithTimeZone, .date) where coercing: values = [0]
        default: return false
        }
        for (formula, value) in zip(formulas, values) {
            switch formula {
            case .variable(let name):
                if let bound = sizes[name], bound != value, !coercing { return false }
                sizes[name] = max(sizes[name] ?? 0, value)
            case .number(let wanted):
                if value != wanted, !(coercing && value < wanted) { return false }
            default: return false
            }
        }
        return true
    }

    private func value(of formula: SizeFormula) -> Int? {
        switch formula {
        case .number(let number): return number
        case .variable(let name): return sizes[name]
        case .sum(let left, let right): return combined(left, right) { $0.addingReportingOverflow($1) }
        case .difference(let left, let right): return combined(left, right) { $0.subtractingReportingOverflow($1) }
        case .product(let left, let right): return combined(left, right) { $0.multipliedReportingOverflow(by: $1) }
        case .quotient(let left, let right):
            guard let left = value(of: left), let right = value(of: right), right != 0 else { return nil }
            return left / right
        case .minimum(let left, let right):
            guard let left = value(of: left), let right = value(of: right) else { return nil }
            return min(left, right)
        case .maximum(let left, let right):
            guard let left = value(of: left), let right = value(of: right) else { return nil }
            return max(left, right)
        }
    }

    /// Lengths are capped by their formulas; what overflows on the way is far beyond every cap.
    private func combined(
        _ left: SizeFormula, _ right: SizeFormula, _ operation: (Int, Int) -> (partialValue: Int, overflow: Bool)
    ) -> Int? {
        guard let left = value(of: left), let right = value(of: right) else { return nil }
        let (result, overflow) = operation(left, right)
        return overflow ? Int.max : result
    }

    private static func sized(_ base: TypePattern.SizedType, _ values: [Int]) -> SQLType? {
        switch base {
        case .varchar: return .varchar(values[0] >= unbounded ? nil : values[0])
        case .char: return values[0] <= 65_536 ? .char(values[0]) : nil
        case .decimal:
            let precision = max(1, min(values[0], SQLType.maximumDecimalPrecision))
            return values[1] <= precision ? .decimal(precision: precision, scale: values[1]) : nil
        case .time: return .time(precision: values[0], withTimeZone: false)
        case .timeWithTimeZone: return .time(precision: values[0], withTimeZone: true)
        case .timestamp: return .timestamp(precision: values[0], withTimeZone: false)
        case .timestampWithTimeZone: return .timestamp(precision: values[0], withTimeZone: true)
        }
    }
}
