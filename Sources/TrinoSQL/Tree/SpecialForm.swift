/// Expressions that have a grammar of their own instead of a plain argument list.
public indirect enum SpecialForm: Hashable, Sendable {
    /// `TRIM([LEADING | TRAILING | BOTH] [characters] FROM source)`, `TRIM(source)`, `TRIM(source, characters)`.
    case trim(Trim)
    /// `SUBSTRING(source FROM start [FOR length])`; with commas it is a plain function call.
    case substring(Expression, from: Expression, length: Expression?)
    /// `POSITION(part IN whole)`
    case position(Expression, in: Expression)
    /// `OVERLAY(source PLACING replacement FROM start [FOR length])`
    case overlay(Expression, placing: Expression, from: Expression, length: Expression?)
    /// `NORMALIZE(text [, NFC])`
    case normalize(Expression, form: NormalForm?)
    /// `GROUPING(a, t.b)`
    case grouping([QualifiedName])
    /// `LISTAGG(...) WITHIN GROUP (ORDER BY ...)`
    case listAggregate(ListAggregate)
    case jsonExists(JSONExists)
    case jsonValue(JSONValue)
    case jsonQuery(JSONQuery)
    case jsonObject(JSONObject)
    case jsonArray(JSONArray)
    /// `value IS [NOT] TRUE | FALSE | UNKNOWN`
    case truthTest(Expression, TruthValue, negated: Bool)
    /// `value MATCH [UNIQUE] [SIMPLE | PARTIAL | FULL] (query)`
    case match(MatchPredicate)
    /// `UNIQUE (query)`
    case unique(Query)
    /// `measure OVER window`: a measure of a window's row pattern.
    case measure(Identifier, over: WindowReference)
    /// `value.method(arguments)`
    case methodCall(Expression, Identifier, [FunctionCall.Argument])
    /// `type::method(arguments)`
    case staticMethodCall(QualifiedName, Identifier, [FunctionCall.Argument])
    /// The operand of the simple CASE around, where a WHEN holds only the rest of a predicate: `CASE x WHEN > 5 THEN ...` has
    /// the condition `comparison(>, caseOperand, 5)`. It prints as nothing.
    case caseOperand

    /// A Unicode normal form.
    public enum NormalForm: String, Hashable, Sendable, CaseIterable {
        case nfd, nfc, nfkd, nfkc
    }

    /// A truth value to test for.
    public enum TruthValue: String, Hashable, Sendable, CaseIterable {
        case `true`, `false`, unknown
    }
}

/// `TRIM` in all its spellings.
public struct Trim: Hashable, Sendable {
    /// Where to trim, where it was written; both ends otherwise.
    public enum Side: String, Hashable, Sendable, CaseIterable {
        case leading, trailing, both
    }

    public var side: Side?
    /// The characters to take off; blanks where absent.
    public var characters: Expression?
    public var source: Expression

    public init(side: Side? = nil, characters: Expression? = nil, source: Expression) {
        self.side = side
        self.characters = characters
        self.source = source
    }
}

/// `value MATCH [UNIQUE] [SIMPLE | PARTIAL | FULL] (query)`.
public struct MatchPredicate: Hashable, Sendable {
    /// How NULLs are matched, where it was written.
    public enum Mode: String, Hashable, Sendable, CaseIterable {
        case simple, partial, full
    }

    public var value: Expression
    public var isUnique: Bool
    public var mode: Mode?
    public var query: Query

    public init(_ value: Expression, isUnique: Bool = false, mode: Mode? = nil, query: Query) {
        self.value = value
        self.isUnique = isUnique
        self.mode = mode
        self.query = query
    }
}

/// `LISTAGG([DISTINCT] value [, separator] [ON OVERFLOW ...]) WITHIN GROUP (ORDER BY ...) [FILTER ...] [OVER ...]`.
public struct ListAggregate: Hashable, Sendable {
    /// What happens when the result is too long.
    public enum Overflow: Hashable, Sendable {
        case error
        /// `TRUNCATE ['filler'] WITH | WITHOUT COUNT`
        case truncate(filler: StringLiteral?, withCount: Bool)
    }

    /// What was written in front of the value.
    public var quantifier: Select.SelectQuantifier?
    public var value: Expression
    public var separator: StringLiteral?
    public var overflow: Overflow?
    /// `WITHIN GROUP (ORDER BY ...)`: at least one.
    public var orderBy: [SortItem]
    public var filter: Expression?
    public var over: WindowReference?

    public init(
        quantifier: Select.SelectQuantifier? = nil, value: Expression, separator: StringLiteral? = nil,
        overflow: Overflow? = nil, orderBy: [SortItem], filter: Expression? = nil, over: WindowReference? = nil
    ) {
        self.quantifier = quantifier
        self.value = value
        self.separator = separator
        self.overflow = overflow
        self.orderBy = orderBy
        self.filter = filter
        self.over = over
    }
}
