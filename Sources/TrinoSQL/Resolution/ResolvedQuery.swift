/// A query together with what every part of it means.
///
/// The tree holds values, so facts about its nodes stand beside it: `query` is the same query with a number in the `position` of
/// every expression, relation, SELECT and query, and the tables below are keyed by these numbers.
public struct ResolvedQuery: Sendable {
    /// The query with its nodes numbered.
    public internal(set) var query: Query
    /// The columns of the result, in order.
    public internal(set) var outputs: [OutputColumn]
    /// Every reference to a base table, in the order of the text, those inside views included.
    public internal(set) var tables: [TableUse]
    /// What each column reference names, by the expression's node number.
    public internal(set) var bindings: [Int: ColumnBinding]
    /// The type of each expression, by node number. One that is missing has its reason in `notes`.
    public internal(set) var types: [Int: SQLType]
    /// Every relation of every FROM clause, by node number.
    public internal(set) var relations: [Int: ResolvedRelation]
    /// Every SELECT, by node number.
    public internal(set) var selects: [Int: ResolvedSelect]
    /// The columns of each query, subquery and common table expression, by node number.
    public internal(set) var queryOutputs: [Int: [OutputColumn]]
    /// The function that each call means, by the expression's node number.
    public internal(set) var functions: [Int: ResolvedFunction]
    /// Everything that makes the result depend on more than the tables' rows.
    public internal(set) var instabilities: [Instability]
    public internal(set) var notes: [ResolutionNote]

    /// What a column reference names, or nil for an expression that is none.
    public func binding(of expression: Expression) -> ColumnBinding? { bindings[expression.position.node] }

    /// The type of an expression of `query`, or nil where it could not be told.
    public func type(of expression: Expression) -> SQLType? { types[expression.position.node] }

    /// What is known of a relation of `query`.
    public func relation(_ relation: Relation) -> ResolvedRelation? { relations[relation.position.node] }

    /// What is known of a SELECT of `query`.
    public func select(_ select: Select) -> ResolvedSelect? { selects[select.position.node] }

    /// The function that a call means.
    public func function(of expression: Expression) -> ResolvedFunction? { functions[expression.position.node] }

    /// Whether the same rows in the tables always give the same result, in every session and at every time; equal sort keys and
    /// the last digits of floating-point sums apart.
    public var isDeterministic: Bool {
        instabilities.allSatisfy { $0.cause == .ties || $0.cause == .rounding }
    }

    /// Whether the result depends on the time of day, the time zone or another part of the session.
    public var isSessionDependent: Bool {
        instabilities.contains { [.clock, .timeZone, .session, .locale].contains($0.cause) }
    }

    /// The base columns on which the result can depend, by table; a table of which only rows count is there without columns.
    public var neededColumnsByTable: [TableName: Set<String>] {
        tables.reduce(into: [:]) { $0[$1.schema.name, default: []].formUnion($1.neededColumns) }
    }
}

/// One column of a result.
public struct OutputColumn: Hashable, Sendable {
    /// As Trino would print it, in the case as written; nil where Trino makes up `_colN`.
    public var name: String?
    public var type: SQLType?
    /// The base columns whose values can reach this column's. What only chooses or orders rows is not among them.
    public var lineage: Set<BaseColumn>

    public init(name: String?, type: SQLType?, lineage: Set<BaseColumn> = []) {
        self.name = name
        self.type = type
        self.lineage = lineage
    }

    /// The name that a client sees for the column at an index from 0.
    public func shownName(at index: Int) -> String { name ?? "_col\(index)" }
}

/// One reference to a base table.
public struct TableUse: Hashable, Sendable {
    /// The node number of the `.table` relation; inside a view it is the number of the reference to the view.
    public var node: Int
    public var schema: TableSchema
    /// The name by which columns can be qualified: the alias, or the table's own name, in lower case.
    public var visibleName: String
    public var hasAlias: Bool
    /// Names of all columns that the query's text reaches, in lower case, those behind stars and USING included.
    public var columns: Set<String>
    /// Those among `columns` on which the result can depend: what comes through a star and is never used is not among them. A
    /// table with these columns alone can take the table's place once stars are written out without the rest.
    public var neededColumns: Set<String>
    /// Hidden columns among them.
    public var hiddenColumns: Set<String>
    /// Whether a star stands for all of its columns.
    public var isWholeRow: Bool
    /// The view whose text holds the reference, where it is in one.
    public var view: TableName?
    /// Whether it reads another version: `FOR VERSION | TIMESTAMP AS OF`.
    public var isTimeTravel: Bool
    /// What stands behind the name's `$`: `files` of `"t$files"`; the schema then has that metadata table's columns.
    public var metadataTable: String?

    /// Whether rows are only counted or tested for being there, and no column is read.
    public var isRowsOnly: Bool { columns.isEmpty && !isWholeRow }
}

/// What a name in an expression means.
public enum ColumnBinding: Hashable, Sendable {
    /// A column of a relation in scope.
    case column(BoundColumn)
    /// ORDER BY: the SELECT's output column at an index from 0.
    case output(index: Int)
    /// A lambda's argument, by its name in lower case.
    case lambdaArgument(String)
}

/// A column of a relation, seen from a place in the query.
public struct BoundColumn: Hashable, Sendable {
    /// The node number of the relation through which it is visible: an alias where there is one, else the table or the like.
    public var relation: Int
    /// Its index among the relation's columns, from 0.
    public var index: Int
    /// Its name, in lower case.
    public var name: String
    /// How many queries outward the relation stands; 0 is the query itself, more is a correlated reference.
    public var level: Int
    /// What remains of the written name behind the column's: fields of a row, in lower case.
    public var fields: [String]
    /// Relations that take part where the column is one that USING merged: both sides' columns.
    public var mergedFrom: [MergedColumn]

    /// One side of a column that USING merged.
    public struct MergedColumn: Hashable, Sendable {
        public var relation: Int
        public var index: Int
    }
}

/// A relation of a FROM clause and its columns.
public struct ResolvedRelation: Hashable, Sendable {
    /// What kind of relation it is.
    public enum Kind: Hashable, Sendable {
        case baseTable(TableName)
        case view(TableName)
        /// A common table expression, by the node number of its query.
        case commonTable(name: String, query: Int)
        /// A reference of a recursive common table expression to itself.
        case recursiveTable(name: String)
        /// A subquery, by its node number.
        case derived(query: Int)
        case lateral(query: Int)
        case unnest
        case join
        /// An alias of the relation with this node number.
        case alias(of: Int)
        /// A sample of the relation with this node number.
        case sample(of: Int)
    }

    public var node: Int
    public var kind: Kind
    /// The name by which its columns can be qualified, in lower case: an alias, or a table's name with its schema and catalog
    /// before it; empty where there is none.
    public var qualifier: [String]
    public var columns: [Column]

    /// One column of a relation.
    public struct Column: Hashable, Sendable {
        /// As declared; nil for a column without a name.
        public var name: String?
        public var type: SQLType?
        public var isHidden: Bool
        /// False where it is known never to be NULL.
        public var isNullable: Bool
        public var lineage: Set<BaseColumn>
    }
}

/// A SELECT and what its clauses mean.
public struct ResolvedSelect: Hashable, Sendable {
    public var node: Int
    /// The relations whose columns can be named, in order: node numbers of aliases, tables and the like; joins not among them.
    public var relations: [Int]
    /// The SELECT list with stars expanded.
    public var items: [Item]
    /// What GROUP BY groups by, all elements together, ordinals resolved; nil without GROUP BY.
    public var groupingKeys: [Expression]?
    /// Whether GROUP BY has more than one grouping set: ROLLUP, CUBE, GROUPING SETS.
    public var hasGroupingSets: Bool
    /// Whether rows are grouped, be it into a single group.
    public var isAggregation: Bool
    /// Every aggregate call that belongs to this SELECT, in SELECT, HAVING and ORDER BY.
    public var aggregates: [Expression]
    /// Every call with OVER.
    public var windows: [Expression]
    /// How many columns each written item of the SELECT list stands for.
    public var widths: [Int]

    /// One column of the SELECT list.
    public enum Item: Hashable, Sendable {
        case expression(Expression, name: String?)
        /// A column that came from `*` or `t.*`.
        /// `isNeeded` is false where nothing uses it, so that it can be left out.
        case star(BoundColumn, name: String?, isNeeded: Bool)
        /// A field, by its index from 0, that came from `row.*`.
        case field(Expression, index: Int, name: String?)
    }
}

/// The function of the catalogue that a call means.
public struct ResolvedFunction: Hashable, Sendable {
    public var function: FunctionSignature
    /// The types of the parameters with their variables bound; arguments are coerced to them.
    public var parameterTypes: [SQLType?]
    public var resultType: SQLType?
}

/// Something that makes a result depend on more than the tables' rows.
public struct Instability: Hashable, Sendable {
    /// What the result depends on.
    public enum Cause: String, Hashable, Sendable, CaseIterable, Comparable {
        /// Chance: another result at every call.
        case random
        /// The time at which the query starts.
        case clock
        /// The session's time zone.
        case timeZone
        /// The session's user, catalog, schema, path or properties.
        case session
        /// The session's language: names of months and days in formatted dates.
        case locale
        /// A function of which nothing is known: it may depend on anything.
        case unknown
        /// The order in which rows happen to arrive: `array_agg` without ORDER BY, `LIMIT` without one.
        case rowOrder
        /// An estimate that depends on how work was divided.
        case approximation
        /// The order of rows whose sort keys are equal: `row_number`, `max_by`, `LIMIT` behind ORDER BY.
        case ties
        /// The order in which floating-point values are added up.
        case rounding

        public static func < (left: Cause, right: Cause) -> Bool { left.rawValue < right.rawValue }
    }

    public var cause: Cause
    /// The function or form at fault, as people call it: `now()`, `LIMIT without ORDER BY`.
    public var what: String
    public var position: SourcePosition
}
