/// The result types of Trino's operators.
public enum OperatorTypes {
    /// The type of `left operation right`, or nil where Trino has no such operator.
    ///
    /// Integers keep the wider operand's type (division truncates); decimals follow `decimal`; any real makes real and any double
    /// double; dates and clocks move by intervals.
    ///
    /// Source: Trino documentation, "Mathematical functions and operators", "Decimal functions and operators", "Date and time
    /// functions and operators".
    public static func arithmetic(_ left: SQLType, _ operation: ArithmeticOperator, _ right: SQLType) -> SQLType? {
        if left == .unknown, right == .unknown { return .tinyint }
        if left == .unknown, let type = withUnknown(right, operation, isLeft: false) { return type }
        if right == .unknown, let type = withUnknown(left, operation, isLeft: true) { return type }
        if left.isNumeric, right.isNumeric { return numeric(left, operation, right) }
        return dateTime(left, operation, right)
    }

    /// The precision and scale of arithmetic between decimals; nil where the scale would pass 38 digits.
    ///
    /// Addition and subtraction: one digit more than the longer integral part and the longer fraction need. Multiplication: the
    /// sums of both. Division: `xp + ys + max(0, ys - xs)` digits with the longer scale. Modulus: the shorter integral part.
    /// Precision is capped at 38; the scale is not.
    ///
    /// Source: Trino documentation, "Decimal functions and operators / Binary arithmetic decimal operators"; for the precision of
    /// a division, the signature of the operator itself (the page's table of late leaves a term out).
    public static func decimal(
        _ p1: Int, _ s1: Int, _ operation: ArithmeticOperator, _ p2: Int, _ s2: Int
    ) -> SQLType? {
        let precision: Int
        let scale: Int
        switch operation {
        case .add, .subtract:
            scale = max(s1, s2)
            precision = max(p1 - s1, p2 - s2) + scale + 1
        case .multiply:
            scale = s1 + s2
            precision = p1 + p2
        case .divide:
            scale = max(s1, s2)
            precision = p1 + s2 + max(s2 - s1, 0)
        case .modulus:
            scale = max(s1, s2)
            precision = min(p1 - s1, p2 - s2) + scale
        }
        let capped = min(SQLType.maximumDecimalPrecision, max(precision, 1))
        guard scale <= capped else { return nil }
        return .decimal(precision: capped, scale: scale)
    }

    /// The type of `-value`, or nil.
    public static func negation(_ type: SQLType) -> SQLType? {
        type.isNumeric || type.isInterval || type == .unknown ? (type == .unknown ? .tinyint : type) : nil
    }

    /// The type of `left || right`, or nil: strings, binary values, arrays, and an array with an element.
    ///
    /// Source: Trino documentation, "String functions and operators / String operators", "Array functions and operators", "Binary
    /// functions and operators".
    public static func concatenation(_ left: SQLType, _ right: SQLType) -> SQLType? {
        switch (left, right) {
        case (.unknown, _) where !isArray(right): return concatenation(right, right)
        case (_, .unknown) where !isArray(left): return concatenation(left, left)
        case (.char(let one), .char(let other)): return .char(min(65_536, one + other))
        case (.varchar, .varchar): return .varchar(nil)
        // A varchar beside a char is coerced to one.
        case (.char(let one), .varchar(let other)), (.varchar(let other), .char(let one)):
            return .char(min(65_536, one + min(other ?? 65_536, 65_536)))
        case (.varbinary, .varbinary): return .varbinary
        case (.array(let one), .array(let other)):
            if let common = Coercion.commonSuperType(one, other) { return .array(common) }
            return nil
        case (.array(let element), _): return Coercion.commonSuperType(element, right).map { .array($0) }
        case (_, .array(let element)): return Coercion.commonSuperType(left, element).map { .array($0) }
        default: return nil
        }
    }

    /// The type of `base[index]` without regard to the index's value, or nil; a row's field is chosen by `index`, from 1.
    public static func element(of base: SQLType, at index: Int?) -> SQLType? {
        switch base {
        case .array(let element): return element
        case .map(_, let value): return value
        case .row(let fields):
            guard let index, fields.indices.contains(index - 1) else { return nil }
            return fields[index - 1].type
        default: return nil
        }
    }

    private static func isArray(_ type: SQLType) -> Bool {
        if case .array = type { return true }
        return false
    }

    private static func numeric(_ left: SQLType, _ operation: ArithmeticOperator, _ right: SQLType) -> SQLType? {
        if left == .double || right == .double { return .double }
        if left == .real || right == .real { return .real }
        if left == .number || right == .number { return .number }
        if left.isInteger, right.isInteger { return Coercion.commonSuperType(left, right) }
        guard case .decimal(let p1, let s1)? = Coercion.decimal(for: left),
            case .decimal(let p2, let s2)? = Coercion.decimal(for: right)
        else { return nil }
        return decimal(p1, s1, operation, p2, s2)
    }

    private static func dateTime(_ left: SQLType, _ operation: ArithmeticOperator, _ right: SQLType) -> SQLType? {
        switch operation {
        case .add:
            return moved(left, by: right, isSubtraction: false) ?? moved(right, by: left, isSubtraction: false)
        case .subtract:
            if let type = moved(left, by: right, isSubtraction: true) { return type }
            // The difference of two moments is an interval.
            if left.isDateOrTime, Coercion.commonSuperType(left, right)?.isDateOrTime == true {
                return .intervalDayToSecond
            }
            return nil
        case .multiply:
            if left.isInterval, right.isInteger || right.isFloatingPoint { return left }
            if right.isInterval, left.isInteger || left.isFloatingPoint { return right }
            return nil
        case .divide:
            return left.isInterval && (right.isInteger || right.isFloatingPoint) ? left : nil
        case .modulus:
            return nil
        }
    }

    private static func moved(_ moment: SQLType, by interval: SQLType, isSubtraction: Bool) -> SQLType? {
        switch (moment, interval) {
        case (.date, .intervalDayToSecond), (.date, .intervalYearToMonth): return moment
        case (.timestamp, .intervalYearToMonth): return moment
        // An interval of days and seconds counts milliseconds, so the result has at least three fraction digits.
        case (.timestamp(let precision, let zoned), .intervalDayToSecond):
            return .timestamp(precision: max(precision, 3), withTimeZone: zoned)
        case (.time(let precision, let zoned), .intervalDayToSecond):
            return .time(precision: max(precision, 3), withTimeZone: zoned)
        case (.intervalDayToSecond, .intervalDayToSecond), (.intervalYearToMonth, .intervalYearToMonth): return moment
        default: return nil
        }
    }

    /// A NULL operand takes the other's type, or moves it where the other is a moment.
    private static func withUnknown(_ type: SQLType, _ operation: ArithmeticOperator, isLeft: Bool) -> SQLType? {
        if type.isNumeric { return numeric(type, operation, type) }
        return operation.isAdditive && (type.isDateOrTime || type.isInterval) ? type : nil
    }
}
