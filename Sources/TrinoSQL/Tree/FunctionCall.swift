/// A call of a function by its name, scalar, aggregate or window.
public struct FunctionCall: Hashable, Sendable {
    /// How a window function treats NULLs.
    public enum NullTreatment: String, Hashable, Sendable {
        case ignore, respect
    }

    public var name: QualifiedName
    public var arguments: [Argument]
    /// `count(*)`: then `arguments` is empty.
    public var isStar: Bool
    /// The pattern variable of `count(A.*)`, inside row pattern matching; `isStar` is then set as well.
    public var starLabel: Identifier?
    /// `f(DISTINCT x)`. Its opposite, `f(ALL x)`, is the default, and read as `f(x)`, as Trino does.
    public var isDistinct: Bool
    /// `ORDER BY` inside the parentheses.
    public var orderBy: [SortItem]
    /// `FILTER (WHERE ...)`.
    public var filter: Expression?
    public var nullTreatment: NullTreatment?
    public var over: WindowReference?
    /// `RUNNING` or `FINAL`, inside row pattern matching.
    public var processingMode: ProcessingMode?

    public init(
        _ name: QualifiedName, _ arguments: [Argument] = [], isStar: Bool = false,
        starLabel: Identifier? = nil, isDistinct: Bool = false, orderBy: [SortItem] = [], filter: Expression? = nil,
        nullTreatment: NullTreatment? = nil,
        over: WindowReference? = nil, processingMode: ProcessingMode? = nil
    ) {
        self.name = name
        self.arguments = arguments
        self.isStar = isStar
        self.starLabel = starLabel
        self.isDistinct = isDistinct
        self.orderBy = orderBy
        self.filter = filter
        self.nullTreatment = nullTreatment
        self.over = over
        self.processingMode = processingMode
    }

    /// An argument, by place or, where `name` is set, `name => value`.
    public struct Argument: Hashable, Sendable {
        public var name: Identifier?
        public var value: Expression

        public init(_ value: Expression, name: Identifier? = nil) {
            self.value = value
            self.name = name
        }
    }

    /// Which rows a pattern-matching expression sees.
    public enum ProcessingMode: String, Hashable, Sendable {
        case running, final
    }
}

/// What follows `OVER`.
public enum WindowReference: Hashable, Sendable {
    case name(Identifier)
    case specification(WindowSpecification)
}

/// The inside of `OVER ( ... )`, or of a `WINDOW` clause's definition.
public struct WindowSpecification: Hashable, Sendable {
    /// A window that this one builds on.
    public var base: Identifier?
    public var partitionBy: [Expression]
    public var orderBy: [SortItem]
    public var frame: WindowFrame?

    public init(
        base: Identifier? = nil, partitionBy: [Expression] = [], orderBy: [SortItem] = [], frame: WindowFrame? = nil
    ) {
        self.base = base
        self.partitionBy = partitionBy
        self.orderBy = orderBy
        self.frame = frame
    }
}

/// `ROWS | RANGE | GROUPS BETWEEN start AND end`.
public struct WindowFrame: Hashable, Sendable {
    /// What is counted.
    public enum Unit: String, Hashable, Sendable, CaseIterable {
        case rows, range, groups
    }

    /// Where a frame begins or ends.
    public indirect enum Bound: Hashable, Sendable {
        case unboundedPreceding
        case preceding(Expression)
        case currentRow
        case following(Expression)
        case unboundedFollowing
    }

    public var unit: Unit
    public var start: Bound
    public var end: Bound?
    /// What makes the frame a row pattern's: measures, skip, pattern, subsets and definitions.
    public var pattern: FramePattern?

    public init(unit: Unit, start: Bound, end: Bound? = nil, pattern: FramePattern? = nil) {
        self.unit = unit
        self.start = start
        self.end = end
        self.pattern = pattern
    }
}

/// One key of an `ORDER BY`.
public struct SortItem: Hashable, Sendable {
    /// The direction, where it was written; ascending otherwise.
    public enum Direction: String, Hashable, Sendable {
        case ascending = "asc"
        case descending = "desc"
    }

    /// Where NULLs go, where it was written; last otherwise, in both directions.
    ///
    /// Source: Trino documentation, SELECT, "ORDER BY clause": the default null ordering is NULLS LAST.
    public enum NullOrder: String, Hashable, Sendable {
        case first, last
    }

    public var key: Expression
    public var direction: Direction?
    public var nullOrder: NullOrder?

    public init(_ key: Expression, direction: Direction? = nil, nullOrder: NullOrder? = nil) {
        self.key = key
        self.direction = direction
        self.nullOrder = nullOrder
    }
}
