import TrinoSQL

/// Whether an expression can fail on some row, as `a / b` does where b is 0. Then it matters which rows it is computed for: a table that
/// holds rows which a query's filter kept away could not be filled.
///
/// What is known never to fail is listed; all else is taken to fail. Aggregates themselves are taken never to. Operations on them are
/// left out where a table holds the aggregates alone, and counted where it holds what is computed of them. Source of what fails: Trino documentation, functions and operators (division by zero, overflow of
/// whole numbers and decimals, casts); `try` and `TRY_CAST` fail never.
struct FailingExpressions: SyntaxVisitor {
    let resolved: ResolvedQuery
    /// What is looked at.
    private let extent: Extent
    private(set) var canFail = false

    private enum Extent {
        /// What is computed for rows.
        case rows
        /// What is computed for rows, and for groups of them.
        case rowsAndGroups
    }

    /// - Parameter expressions: parts of the resolved query.
    static func canFail(_ expressions: some Sequence<Expression>, in resolved: ResolvedQuery) -> Bool {
        var finder = FailingExpressions(resolved: resolved, extent: .rows)
        for expression in expressions { finder.visit(expression) }
        return finder.canFail
    }

    /// Whether something can fail that a SELECT computes for its rows or for its groups, `sum(a) / sum(b)` included.
    static func canFailForRowsOrGroups(_ select: Select, orderBy: [Expression], in resolved: ResolvedQuery) -> Bool {
        var finder = FailingExpressions(resolved: resolved, extent: .rowsAndGroups)
        finder.visit(select)
        for expression in orderBy { finder.visit(expression) }
        return finder.canFail
    }

    /// Whether an expression of rows or of groups can fail, `sum(a) / sum(b)` included.
    static func canFailForRowsOrGroups(_ expression: Expression, in resolved: ResolvedQuery) -> Bool {
        var finder = FailingExpressions(resolved: resolved, extent: .rowsAndGroups)
        finder.visit(expression)
        return finder.canFail
    }

    private init(resolved: ResolvedQuery, extent: Extent) {
        self.resolved = resolved
        self.extent = extent
    }

    mutating func visit(_ expression: Expression) {
        guard !canFail else { return }
        if isLookedAt(expression) {
            if case .function(let call) = expression.kind, call.name.last.canonical == "try" { return }
            if !isSafe(expression) {
                canFail = true
                return
            }
        }
        visitChildren(of: expression)
    }

    mutating func visit(_ type: DataType) {}

    private func isLookedAt(_ expression: Expression) -> Bool {
        switch extent {
        case .rows: isOfRows(expression)
        case .rowsAndGroups: true
        }
    }

    /// Whether it is computed for each row, and not for each group.
    private func isOfRows(_ expression: Expression) -> Bool {
        !expression.contains { part in
            if case .special(.listAggregate) = part.kind { return true }
            if case .special(.grouping) = part.kind { return true }
            let kind = resolved.function(of: part)?.function.kind
            return kind == .aggregate || kind == .window
        }
    }

    /// Whether the operation itself never fails, its operands apart.
    private func isSafe(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .column, .field,
            .or, .and, .not, .isNull, .inSubquery, .exists, .concatenation, .caseWhen, .extract, .currentValue, .array,
            .row:
            return true
        case .comparison(_, let left, let right), .isDistinctFrom(let left, let right, _):
            return becomeOneDecimal([left, right])
        case .between(let between): return becomeOneDecimal([between.value, between.low, between.high])
        case .inList(let value, let values, _): return becomeOneDecimal([value] + values)
        case .like(let like):
            return like.pattern.isLiteral
        case .arithmetic(let chain):
            return chain.isMovedMoment || isSafe(chain)
        case .sign(_, let operand):
            return operand.isLiteral || !(resolved.type(of: operand)?.isWholeNumber ?? true)
        case .cast(let operand, let type, let isTry):
            guard !isTry else { return true }
            guard let from = resolved.type(of: operand), let to = try? SQLType(type) else { return false }
            return Self.isSafe(from, to: to)
        case .function(let call):
            let kind = resolved.function(of: expression)?.function.kind
            return kind == .aggregate || kind == .window || isSafe(call)
        case .special(let form):
            switch form {
            case .trim, .substring, .position, .truthTest, .grouping: return true
            default: return false
            }
        default:
            return false
        }
    }

    /// Whether operands that are compared as decimals have room in them: a bigint has none in `decimal(38, 30)`.
    private func becomeOneDecimal(_ operands: [Expression]) -> Bool {
        let types = operands.compactMap { resolved.type(of: $0) }
        guard types.count == operands.count else { return false }
        guard let common = Coercion.commonSuperType(of: types), case .decimal = common else { return true }
        return zip(operands, types).allSatisfy { $0.isLiteral || Self.isSafe($1, to: common) }
    }

    /// From left to right, as it is computed: in `a / b * 1e0` the quotient is one of whole numbers.
    private func isSafe(_ chain: ArithmeticChain) -> Bool {
        var left = resolved.type(of: chain.first)
        let bounds = WholeNumberBounds(byType: largestByType)
        var largest = bounds.largest(chain.first)
        for link in chain.rest {
            guard let type = left, let right = resolved.type(of: link.operand),
                let result = OperatorTypes.arithmetic(type, link.operation, right)
            else { return false }
            largest = largest.flatMap { link.largest(of: $0, and: bounds.largest(link.operand)) }
            let fits = largest.map { $0 <= result.largestWholeNumber } ?? false
            guard fits || isSafe(link, of: result) else { return false }
            left = result
        }
        return true
    }

    /// The largest absolute value that a column or call can have by its type. Years as far as dates reach in Trino (`DateTimeUtils`:
    /// days are 32 bits).
    private func largestByType(_ expression: Expression) -> Double? {
        let name: String
        switch expression.kind {
        case .function(let call): name = call.name.last.canonical
        case .extract(let field, _): name = field.canonical
        default: name = ""
        }
        switch name {
        case "year", "year_of_week", "yow": return 6_000_000
        case "month", "day", "hour", "minute", "second", "quarter", "week", "week_of_year", "day_of_week", "dow",
            "day_of_month", "day_of_year", "doy", "millisecond":
            return 1_000
        default: break
        }
        switch resolved.type(of: expression) {
        case .tinyint: return 128
        case .smallint: return 32_768
        case .integer: return 2_147_483_648
        default: return nil
        }
    }

    private func isSafe(_ link: ArithmeticChain.Link, of type: SQLType) -> Bool {
        switch type {
        case .double, .real: true
        case .decimal(let precision, _): precision < SQLType.maximumDecimalPrecision && link.isSafeDivision
        // A quotient is no larger than what is divided, but for one by -1.
        case .tinyint, .smallint, .integer, .bigint:
            !link.operation.isAdditive && link.operation != .multiply && link.isSafeDivision
        default: false
        }
    }

    /// Whether a value of one type never fails to become one of the other.
    static func isSafe(_ from: SQLType, to: SQLType) -> Bool {
        if from == to { return true }
        switch (from, to) {
        // Arrays and objects of JSON are no texts.
        case (_, .varchar(nil)): return from != .json
        case (.varchar, .varchar), (.char, .varchar), (.unknown, _): return true
        case (.tinyint, .smallint), (.tinyint, .integer), (.smallint, .integer): return true
        case (.tinyint, .bigint), (.smallint, .bigint), (.integer, .bigint): return true
        case (_, .double): return from.isWholeNumber || from.isDecimal || from == .real
        // What is too large for a real becomes infinite.
        case (_, .real): return from.isWholeNumber || from.isDecimal || from == .double
        case (.boolean, _): return to.isWholeNumber
        case (.decimal(let digits, let places), .decimal(let precision, let scale)):
            // Rounding may carry into one more digit.
            return precision - scale >= digits - places + (scale < places ? 1 : 0)
        case (_, .decimal(let precision, let scale)):
            return from.mostDigits.map { precision - scale >= $0 } ?? false
        case (.date, .timestamp(_, false)), (.timestamp(_, false), .date): return true
        default: return false
        }
    }

    private func isSafe(_ call: FunctionCall) -> Bool {
        let name = call.name.last.canonical
        let first = call.arguments.first?.value
        if Self.safe.contains(name) || call.isMovedMoment { return true }
        if name == "now" { return call.arguments.isEmpty }
        if Self.safeWithLiterals.contains(name) {
            // The pattern, path, unit or size is one that the engine has read before the first row. A group that the pattern hasn't is
            // looked for only where it matches.
            if name == "regexp_replace", call.arguments.count == 3,
                call.arguments[2].value.sql().contains(where: "$\\".contains)
            {
                return false
            }
            let value = name == "date_trunc" ? 1 : 0
            return call.arguments.enumerated().allSatisfy { $0.offset == value || $0.element.value.isLiteral }
        }
        if Self.safeOnFractions.contains(name) {
            guard let first, let type = resolved.type(of: first) else { return false }
            return type == .double || type == .real || (name != "abs" && type.isWholeNumber)
        }
        if name == "element_at", call.arguments.count == 2 {
            // Of an array place 0 is none.
            guard let first, case .map? = resolved.type(of: first) else {
                if case .integer(let digits) = call.arguments[1].value.kind {
                    return Int(digits).map { $0 > 0 } ?? false
                }
                return false
            }
            return true
        }
        if name == "strpos" { return call.arguments.count == 2 }
        if name == "contains" {
            // Among arrays, maps and rows it fails where one holds a NULL.
            guard let first, case .array(let element)? = resolved.type(of: first) else { return false }
            return !element.isNested
        }
        if name == "date" {
            guard let first, let type = resolved.type(of: first) else { return false }
            if case .timestamp(_, false) = type { return true }
            return type == .date
        }
        return false
    }

    private static let safe: Set<String> = [
        "if", "coalesce", "nullif", "year", "month", "day", "hour", "minute", "second", "millisecond", "quarter",
        "week",
        "week_of_year", "day_of_week", "dow", "day_of_month", "day_of_year", "doy", "year_of_week", "yow",
        "last_day_of_month", "lower", "upper", "length", "trim", "ltrim", "rtrim", "reverse", "concat", "starts_with",
        "substr", "substring", "replace", "cardinality", "to_unixtime", "md5", "sha256", "is_nan",
        "is_finite",
        "is_infinite", "typeof", "bitwise_and", "bitwise_or", "bitwise_xor", "greatest", "least",
    ]

    private static let safeWithLiterals: Set<String> = [
        "regexp_like", "regexp_extract", "regexp_replace", "date_trunc", "json_extract_scalar", "split_part", "lpad",
        "rpad", "at_timezone", "date_format", "format_datetime",
    ]

    /// Whether a call is of a function that literals make fail: the pattern, path, index or size is wrong for every row, and is seen when
    /// the first one comes.
    static func isSafeWithLiteralsAlone(_ call: FunctionCall) -> Bool {
        safeWithLiterals.contains(call.name.last.canonical)
    }

    private static let safeOnFractions: Set<String> = [
        "round", "floor", "ceil", "ceiling", "truncate", "abs", "sqrt", "cbrt", "exp", "ln", "log2", "log10", "power",
        "pow", "sin", "cos", "tan", "atan", "sign",
    ]
}

extension ArithmeticChain.Link {
    /// The largest absolute value that may come out of operands with these; nil where it isn't known, or the operation may fail.
    fileprivate func largest(of left: Double, and right: Double?) -> Double? {
        guard let right else { return nil }
        return switch operation {
        case .add, .subtract: left + right
        case .multiply: left * right
        case .divide, .modulus: isSafeDivision ? left : nil
        }
    }

    /// Whether it divides by a constant that is neither 0 nor -1, or doesn't divide.
    fileprivate var isSafeDivision: Bool {
        guard operation == .divide || operation == .modulus else { return true }
        switch operand.kind {
        case .integer(let digits), .decimal(let digits):
            return digits.contains { ("1"..."9").contains($0) }
        default:
            return false
        }
    }
}

extension SQLType {
    /// The largest whole number that it holds, and the smallest but one with the sign turned; -1 for other types. Of bigint the last digits are
    /// left out, since doubles have none for them.
    fileprivate var largestWholeNumber: Double {
        switch self {
        case .tinyint: 127
        case .smallint: 32_767
        case .integer: 2_147_483_647
        case .bigint: 9e18
        default: -1
        }
    }

    var isWholeNumber: Bool {
        switch self {
        case .tinyint, .smallint, .integer, .bigint: true
        default: false
        }
    }

    fileprivate var isDecimal: Bool {
        if case .decimal = self { true } else { false }
    }

    /// Digits that the largest whole number has.
    var mostDigits: Int? {
        switch self {
        case .tinyint: 3
        case .smallint: 5
        case .integer: 10
        case .bigint: 19
        default: nil
        }
    }
}
