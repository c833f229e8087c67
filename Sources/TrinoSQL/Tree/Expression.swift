/// A value expression and where it stands.
public struct Expression: Hashable, Sendable {
    public var kind: Kind
    public var position: SourcePosition

    public init(_ kind: Kind, position: SourcePosition = .none) {
        self.kind = kind
        self.position = position
    }

    /// Every form of expression in Trino's grammar.
    ///
    /// Associative chains are flat: `and`, `or`, `concatenation` and `arithmetic` hold all their operands in one node, so that
    /// a filter of ten thousand conjuncts is two levels deep. Parentheses are not kept: the printer sets what is needed.
    public indirect enum Kind: Hashable, Sendable {
        // Literals
        case null
        case boolean(Bool)
        /// The digits as written, which may be `0x1F`, `0o17`, `0b11` or hold underscores.
        case integer(String)
        /// `1.5`, `.5`, `1.` as written.
        case decimal(String)
        /// `1E5`, as written.
        case double(String)
        case string(StringLiteral)
        /// `X'65 83'`: the hex digits in upper case without spaces.
        case binary(String)
        /// `DATE '2020-01-01'`, `DECIMAL '1.5'`, `JSON '{}'`, and every other `type 'text'`.
        case typed(DataType, StringLiteral)
        case interval(IntervalLiteral)
        /// A `?`, counted from 0 in the order of the text.
        case parameter(Int)

        // Names
        /// A name of one part or more: a column, with or without its table, or a field of a row column. Resolution tells which.
        case column(QualifiedName)
        /// The field of an expression that is no name: `f(x).a`.
        case field(Expression, Identifier)

        // Operators, from the weakest binding to the strongest
        case or([Expression])
        case and([Expression])
        case not(Expression)
        case comparison(ComparisonOperator, Expression, Expression)
        case quantifiedComparison(ComparisonOperator, Expression, Quantifier, Query)
        case isNull(Expression, negated: Bool)
        case isDistinctFrom(Expression, Expression, negated: Bool)
        case between(Between)
        case inList(Expression, [Expression], negated: Bool)
        case inSubquery(Expression, Query, negated: Bool)
        case like(Like)
        case concatenation([Expression])
        /// Operands and operators of one precedence, read from left to right: `a + b - c` or `a * b / c`.
        case arithmetic(ArithmeticChain)
        case sign(Sign, Expression)
        case atTimeZone(Expression, AtTimeZone)
        case subscriptAccess(Expression, Expression)

        // Forms with words of their own
        case caseWhen(CaseExpression)
        case cast(Expression, DataType, isTry: Bool)
        case extract(Identifier, Expression)
        case function(FunctionCall)
        /// `current_date`, `current_timestamp(3)`, `current_user`, ...
        case currentValue(CurrentValue)
        /// `TRIM`, `SUBSTRING ... FROM`, `POSITION ... IN`, `NORMALIZE`, `GROUPING`, `LISTAGG`, JSON functions.
        case special(SpecialForm)
        case lambda([Identifier], Expression)
        case array([Expression])
        /// `ROW(1, 2 AS b)`, or `(1, 2)` with two elements or more, which is the same.
        case row([RowElement])
        case exists(Query)
        case subquery(Query)
    }
}

/// A string in quotes.
public struct StringLiteral: Hashable, Sendable {
    /// The value: quotes and escapes undone.
    public var value: String
    /// Whether it was written `U&'...'`; printed so again when the value needs it.
    public var isUnicode: Bool

    public init(_ value: String, isUnicode: Bool = false) {
        self.value = value
        self.isUnicode = isUnicode
    }
}

/// `INTERVAL [-] '3' DAY [(p)] [TO SECOND [(p)]]`.
public struct IntervalLiteral: Hashable, Sendable {
    public var isNegative: Bool
    public var value: StringLiteral
    public var from: IntervalField
    public var to: IntervalField?
    /// Digits of the first field: `DAY(3)`.
    public var leadingPrecision: String?
    /// Digits of a second's fraction: `SECOND(2, 3)`, `DAY TO SECOND(3)`.
    public var fractionalPrecision: String?

    public init(
        isNegative: Bool = false, value: StringLiteral, from: IntervalField, to: IntervalField? = nil,
        leadingPrecision: String? = nil, fractionalPrecision: String? = nil
    ) {
        self.isNegative = isNegative
        self.value = value
        self.from = from
        self.to = to
        self.leadingPrecision = leadingPrecision
        self.fractionalPrecision = fractionalPrecision
    }
}

/// One element of a row constructor; newer Trino lets it carry a field name.
public struct RowElement: Hashable, Sendable {
    public var value: Expression
    public var name: Identifier?

    public init(_ value: Expression, name: Identifier? = nil) {
        self.value = value
        self.name = name
    }
}
