/// A query with all its clauses: `WITH ... body ORDER BY ... OFFSET ... LIMIT ...`.
public struct Query: Hashable, Sendable {
    public var with: With?
    public var body: QueryBody
    public var orderBy: [SortItem]
    public var offset: Expression?
    public var limit: Limit?
    public var position: SourcePosition

    public init(
        with: With? = nil, body: QueryBody, orderBy: [SortItem] = [], offset: Expression? = nil, limit: Limit? = nil,
        position: SourcePosition = .none
    ) {
        self.with = with
        self.body = body
        self.orderBy = orderBy
        self.offset = offset
        self.limit = limit
        self.position = position
    }
}

/// How many rows to give back.
public enum Limit: Hashable, Sendable {
    /// `LIMIT ALL`
    case all
    /// `LIMIT n`, a number or a parameter.
    case rows(Expression)
    /// `FETCH FIRST [n] ROWS ONLY | WITH TIES`; without a number it is one row.
    case fetchFirst(Expression?, withTies: Bool)
}

/// `WITH [SESSION ...] [FUNCTION ...] [RECURSIVE] name AS (query), ...`.
public struct With: Hashable, Sendable {
    /// `WITH SESSION name = value, ...`: for a whole statement only, and in front of all else.
    public var session: [SessionProperty]
    /// `WITH FUNCTION ...`: for a whole statement only.
    public var functions: [FunctionDefinition]
    public var isRecursive: Bool
    public var tables: [CommonTable]

    public init(
        session: [SessionProperty] = [], functions: [FunctionDefinition] = [], isRecursive: Bool = false,
        tables: [CommonTable]
    ) {
        self.session = session
        self.functions = functions
        self.isRecursive = isRecursive
        self.tables = tables
    }
}

/// One common table expression: `name (columns) AS (query)`.
public struct CommonTable: Hashable, Sendable {
    public var name: Identifier
    /// Empty where no column list was written.
    public var columns: [Identifier]
    public var query: Query
    public var comments: Comments

    public init(name: Identifier, columns: [Identifier] = [], query: Query, comments: Comments = .none) {
        self.name = name
        self.columns = columns
        self.query = query
        self.comments = comments
    }
}

/// What stands between `WITH` and `ORDER BY`.
public indirect enum QueryBody: Hashable, Sendable {
    case select(Select)
    case setOperation(SetOperation)
    case values([Expression])
    case table(QualifiedName)
    /// A whole query in parentheses with clauses of its own (`WITH`, `ORDER BY`, `LIMIT`); bare parentheses are not kept.
    case parenthesized(Query)
}

/// Branches of one kind, read from left to right: `a UNION b UNION c` is one node with three branches.
public struct SetOperation: Hashable, Sendable {
    /// Which operation. `INTERSECT` binds tighter than the others.
    public enum Kind: String, Hashable, Sendable, CaseIterable {
        case union, intersect, except
    }

    /// What was written after the operation's name; nothing means DISTINCT.
    public enum SetQuantifier: String, Hashable, Sendable {
        case all, distinct
    }

    public var kind: Kind
    public var quantifier: SetQuantifier?
    public var corresponding: Corresponding?
    /// At least two.
    public var branches: [QueryBody]

    public init(
        _ kind: Kind, _ quantifier: SetQuantifier? = nil, corresponding: Corresponding? = nil, branches: [QueryBody]
    ) {
        self.kind = kind
        self.quantifier = quantifier
        self.corresponding = corresponding
        self.branches = branches
    }

    /// `CORRESPONDING [BY (columns)]`; empty where no columns are named.
    public struct Corresponding: Hashable, Sendable {
        public var columns: [Identifier]

        public init(columns: [Identifier] = []) {
            self.columns = columns
        }
    }
}

/// `SELECT [DISTINCT] items FROM ... WHERE ... GROUP BY ... HAVING ... WINDOW ...`.
public struct Select: Hashable, Sendable {
    /// What was written after SELECT.
    public enum SelectQuantifier: String, Hashable, Sendable {
        case all, distinct
    }

    public var quantifier: SelectQuantifier?
    public var items: [SelectItem]
    /// The relations of FROM, joined by commas; empty where there is no FROM.
    public var from: [Relation]
    public var filter: Expression?
    public var groupBy: GroupBy?
    public var having: Expression?
    public var windows: [NamedWindow]
    public var position: SourcePosition
    public var comments: Comments

    public init(
        quantifier: SelectQuantifier? = nil, items: [SelectItem], from: [Relation] = [], filter: Expression? = nil,
        groupBy: GroupBy? = nil, having: Expression? = nil, windows: [NamedWindow] = [],
        position: SourcePosition = .none, comments: Comments = .none
    ) {
        self.quantifier = quantifier
        self.items = items
        self.from = from
        self.filter = filter
        self.groupBy = groupBy
        self.having = having
        self.windows = windows
        self.position = position
        self.comments = comments
    }
}

/// One item of a SELECT list.
public struct SelectItem: Hashable, Sendable {
    /// The three forms.
    public enum Kind: Hashable, Sendable {
        case expression(Expression, alias: Identifier?)
        /// `*`
        case all
        /// `t.*`, or `row_expression.* AS (a, b)`.
        case allOf(Expression, aliases: [Identifier])
    }

    public var kind: Kind
    public var position: SourcePosition
    public var comments: Comments

    public init(_ kind: Kind, position: SourcePosition = .none, comments: Comments = .none) {
        self.kind = kind
        self.position = position
        self.comments = comments
    }
}

/// `GROUP BY [ALL | DISTINCT] elements`; `GROUP BY AUTO` in newer Trino.
public struct GroupBy: Hashable, Sendable {
    /// One grouping element.
    public enum Element: Hashable, Sendable {
        case expression(Expression)
        /// `(a, b)`, `()`.
        case set([Expression])
        case rollup([[Expression]])
        case cube([[Expression]])
        case groupingSets([Element])
        /// `AUTO`
        case auto
    }

    public var quantifier: Select.SelectQuantifier?
    public var elements: [Element]

    public init(quantifier: Select.SelectQuantifier? = nil, elements: [Element]) {
        self.quantifier = quantifier
        self.elements = elements
    }
}

/// One definition of a WINDOW clause.
public struct NamedWindow: Hashable, Sendable {
    public var name: Identifier
    public var specification: WindowSpecification

    public init(name: Identifier, specification: WindowSpecification) {
        self.name = name
        self.specification = specification
    }
}
