/// A pattern of rows, inside `PATTERN ( ... )`. Parentheses are not kept: the printer sets what is needed.
public indirect enum RowPattern: Hashable, Sendable {
    case variable(Identifier)
    /// `()`
    case empty
    /// `^`
    case partitionStart
    /// `$`
    case partitionEnd
    /// `{- pattern -}`
    case excluded(RowPattern)
    case permute([RowPattern])
    case quantified(RowPattern, Quantifier)
    /// One after the other; at least two.
    case concatenation([RowPattern])
    /// `a | b | c`; at least two.
    case alternation([RowPattern])

    /// How often a pattern repeats.
    public struct Quantifier: Hashable, Sendable {
        /// The bounds in their spellings.
        public enum Bounds: Hashable, Sendable {
            /// `*`
            case zeroOrMore
            /// `+`
            case oneOrMore
            /// `?`
            case zeroOrOne
            /// `{n}`
            case exactly(String)
            /// `{[n],[m]}`
            case range(atLeast: String?, atMost: String?)
        }

        public var bounds: Bounds
        /// Whether a `?` follows, which prefers fewer repetitions.
        public var isReluctant: Bool

        public init(_ bounds: Bounds, isReluctant: Bool = false) {
            self.bounds = bounds
            self.isReluctant = isReluctant
        }
    }
}

/// `expression AS name`, in MEASURES.
public struct MeasureDefinition: Hashable, Sendable {
    public var value: Expression
    public var name: Identifier

    public init(value: Expression, name: Identifier) {
        self.value = value
        self.name = name
    }
}

/// `name = (variables)`, in SUBSET.
public struct SubsetDefinition: Hashable, Sendable {
    public var name: Identifier
    public var variables: [Identifier]

    public init(name: Identifier, variables: [Identifier]) {
        self.name = name
        self.variables = variables
    }
}

/// `variable AS condition`, in DEFINE.
public struct VariableDefinition: Hashable, Sendable {
    public var name: Identifier
    public var condition: Expression

    public init(name: Identifier, condition: Expression) {
        self.name = name
        self.condition = condition
    }
}

/// What follows `AFTER MATCH SKIP`.
public enum SkipTo: Hashable, Sendable {
    /// `TO NEXT ROW`
    case nextRow
    /// `PAST LAST ROW`
    case pastLastRow
    /// `TO FIRST variable`
    case first(Identifier)
    /// `TO [LAST] variable`
    case last(Identifier)
}

/// `INITIAL` or `SEEK`, in front of PATTERN.
public enum PatternSearch: String, Hashable, Sendable, CaseIterable {
    case initial, seek
}

/// `ONE ROW PER MATCH` or one of the forms of `ALL ROWS PER MATCH`.
public enum RowsPerMatch: Hashable, Sendable {
    case one
    case all
    /// `ALL ROWS PER MATCH SHOW EMPTY MATCHES`
    case allShowEmpty
    /// `ALL ROWS PER MATCH OMIT EMPTY MATCHES`
    case allOmitEmpty
    /// `ALL ROWS PER MATCH WITH UNMATCHED ROWS`
    case allWithUnmatched
}

/// The inside of `MATCH_RECOGNIZE ( ... )`.
public struct PatternRecognition: Hashable, Sendable {
    public var partitionBy: [Expression]
    public var orderBy: [SortItem]
    public var measures: [MeasureDefinition]
    public var rowsPerMatch: RowsPerMatch?
    public var afterMatch: SkipTo?
    public var search: PatternSearch?
    public var pattern: RowPattern
    public var subsets: [SubsetDefinition]
    /// At least one.
    public var definitions: [VariableDefinition]

    public init(
        partitionBy: [Expression] = [], orderBy: [SortItem] = [], measures: [MeasureDefinition] = [],
        rowsPerMatch: RowsPerMatch? = nil, afterMatch: SkipTo? = nil, search: PatternSearch? = nil, pattern: RowPattern,
        subsets: [SubsetDefinition] = [], definitions: [VariableDefinition] = []
    ) {
        self.partitionBy = partitionBy
        self.orderBy = orderBy
        self.measures = measures
        self.rowsPerMatch = rowsPerMatch
        self.afterMatch = afterMatch
        self.search = search
        self.pattern = pattern
        self.subsets = subsets
        self.definitions = definitions
    }
}

/// What a window frame says about row patterns.
public struct FramePattern: Hashable, Sendable {
    public var measures: [MeasureDefinition]
    public var afterMatch: SkipTo?
    public var search: PatternSearch?
    public var pattern: RowPattern?
    public var subsets: [SubsetDefinition]
    public var definitions: [VariableDefinition]

    public init(
        measures: [MeasureDefinition] = [], afterMatch: SkipTo? = nil, search: PatternSearch? = nil,
        pattern: RowPattern? = nil, subsets: [SubsetDefinition] = [], definitions: [VariableDefinition] = []
    ) {
        self.measures = measures
        self.afterMatch = afterMatch
        self.search = search
        self.pattern = pattern
        self.subsets = subsets
        self.definitions = definitions
    }
}
