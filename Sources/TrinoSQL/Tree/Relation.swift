/// What a FROM clause can name.
public struct Relation: Hashable, Sendable {
    /// The forms of a relation.
    public indirect enum Kind: Hashable, Sendable {
        case table(TableReference)
        case subquery(Query)
        case lateral(Query)
        case unnest([Expression], withOrdinality: Bool)
        case join(Join)
        case tableFunction(TableFunctionCall)
        case jsonTable(JSONTable)
        case nearest(Nearest)
        case patternRecognition(Relation, PatternRecognition)
        /// `relation [AS] alias [(columns)]`.
        case aliased(Relation, alias: Identifier, columns: [Identifier])
        case sampled(Relation, Sample)
    }

    public var kind: Kind
    public var position: SourcePosition

    public init(_ kind: Kind, position: SourcePosition = .none) {
        self.kind = kind
        self.position = position
    }
}

/// A table by its name, with or without time travel.
public struct TableReference: Hashable, Sendable {
    /// `FOR VERSION | TIMESTAMP AS OF expression`.
    public enum Period: Hashable, Sendable {
        case version(Expression)
        case timestamp(Expression)
    }

    public var name: QualifiedName
    public var period: Period?

    public init(_ name: QualifiedName, period: Period? = nil) {
        self.name = name
        self.period = period
    }
}

/// Two relations joined.
public struct Join: Hashable, Sendable {
    /// The kinds of join; a comma in FROM is kept as separate relations of the Select.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case inner, left, right, full, cross
    }

    /// How rows are matched.
    public indirect enum Criteria: Hashable, Sendable {
        case on(Expression)
        case using([Identifier])
        case natural
    }

    public var kind: Kind
    public var left: Relation
    public var right: Relation
    /// Absent for a cross join only.
    public var criteria: Criteria?

    public init(_ kind: Kind, _ left: Relation, _ right: Relation, criteria: Criteria? = nil) {
        self.kind = kind
        self.left = left
        self.right = right
        self.criteria = criteria
    }
}

/// `TABLESAMPLE BERNOULLI | SYSTEM (percentage)`.
public struct Sample: Hashable, Sendable {
    /// How rows are drawn.
    public enum Method: String, Hashable, Sendable {
        case bernoulli, system
    }

    public var method: Method
    public var percentage: Expression

    public init(method: Method, percentage: Expression) {
        self.method = method
        self.percentage = percentage
    }
}
