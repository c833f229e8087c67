/// `=`, `<>`, `<`, `<=`, `>`, `>=`. (`!=` is read as `<>`.)
public enum ComparisonOperator: String, Hashable, Sendable, CaseIterable {
    case equal = "="
    case notEqual = "<>"
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="

    /// The operator with its sides exchanged: `a < b` is `b > a`.
    public var flipped: ComparisonOperator {
        switch self {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .greater
        case .lessOrEqual: .greaterOrEqual
        case .greater: .less
        case .greaterOrEqual: .lessOrEqual
        }
    }
}

/// `ALL`, `ANY`, `SOME`, in front of a subquery.
public enum Quantifier: String, Hashable, Sendable, CaseIterable {
    case all, any, some
}

/// A leading `+` or `-`.
public enum Sign: String, Hashable, Sendable {
    case plus = "+"
    case minus = "-"
}

/// `+ - * / %`.
public enum ArithmeticOperator: String, Hashable, Sendable, CaseIterable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case modulus = "%"

    /// Whether it binds like `+` rather than like `*`.
    public var isAdditive: Bool { self == .add || self == .subtract }
}

/// Operators of one precedence between operands, read from left to right.
public struct ArithmeticChain: Hashable, Sendable {
    /// One operator and its right operand.
    public struct Link: Hashable, Sendable {
        public var operation: ArithmeticOperator
        public var operand: Expression

        public init(_ operation: ArithmeticOperator, _ operand: Expression) {
            self.operation = operation
            self.operand = operand
        }
    }

    public var first: Expression
    /// At least one; all additive, or all multiplicative.
    public var rest: [Link]

    public init(_ first: Expression, _ rest: [Link]) {
        self.first = first
        self.rest = rest
    }
}

/// `value [NOT] BETWEEN [SYMMETRIC] low AND high`.
public struct Between: Hashable, Sendable {
    public var value: Expression
    public var low: Expression
    public var high: Expression
    public var isNegated: Bool
    public var isSymmetric: Bool

    public init(
        _ value: Expression, low: Expression, high: Expression, isNegated: Bool = false, isSymmetric: Bool = false
    ) {
        self.value = value
        self.low = low
        self.high = high
        self.isNegated = isNegated
        self.isSymmetric = isSymmetric
    }
}

/// `value [NOT] LIKE pattern [ESCAPE escape]`.
public struct Like: Hashable, Sendable {
    public var value: Expression
    public var pattern: Expression
    public var escape: Expression?
    public var isNegated: Bool

    public init(_ value: Expression, pattern: Expression, escape: Expression? = nil, isNegated: Bool = false) {
        self.value = value
        self.pattern = pattern
        self.escape = escape
        self.isNegated = isNegated
    }
}

/// What follows `AT`: `TIME ZONE zone`, or `LOCAL`.
public enum AtTimeZone: Hashable, Sendable {
    case zone(Expression)
    case local
}

/// `CASE [operand] WHEN ... THEN ... [ELSE ...] END`.
public struct CaseExpression: Hashable, Sendable {
    /// One `WHEN ... THEN ...`.
    public struct Branch: Hashable, Sendable {
        public var condition: Expression
        public var result: Expression

        public init(when condition: Expression, then result: Expression) {
            self.condition = condition
            self.result = result
        }
    }

    public var operand: Expression?
    /// At least one.
    public var branches: [Branch]
    public var otherwise: Expression?

    public init(operand: Expression? = nil, branches: [Branch], otherwise: Expression? = nil) {
        self.operand = operand
        self.branches = branches
        self.otherwise = otherwise
    }
}

/// A keyword that stands for a value of the session.
public struct CurrentValue: Hashable, Sendable {
    /// Which one.
    public enum Name: String, Hashable, Sendable, CaseIterable {
        case currentDate = "current_date"
        case currentTime = "current_time"
        case currentTimestamp = "current_timestamp"
        case localTime = "localtime"
        case localTimestamp = "localtimestamp"
        case currentUser = "current_user"
        case currentCatalog = "current_catalog"
        case currentSchema = "current_schema"
        case currentPath = "current_path"
    }

    public var name: Name
    /// Digits of a second, for the clock's values.
    public var precision: Int?

    public init(_ name: Name, precision: Int? = nil) {
        self.name = name
        self.precision = precision
    }
}
