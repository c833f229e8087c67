/// `JSON_TABLE(path COLUMNS (...) [PLAN ...] [ERROR | EMPTY ON ERROR])`.
public struct JSONTable: Hashable, Sendable {
    /// What an error in the path gives.
    public enum ErrorBehavior: String, Hashable, Sendable, CaseIterable {
        case error, empty
    }

    public var path: JSONPathInvocation
    /// At least one.
    public var columns: [Column]
    public var plan: Plan?
    public var onError: ErrorBehavior?

    public init(path: JSONPathInvocation, columns: [Column], plan: Plan? = nil, onError: ErrorBehavior? = nil) {
        self.path = path
        self.columns = columns
        self.plan = plan
        self.onError = onError
    }

    /// One column, or a nested group of columns.
    public indirect enum Column: Hashable, Sendable {
        /// `name FOR ORDINALITY`
        case ordinality(Identifier)
        case value(ValueColumn)
        case query(QueryColumn)
        /// `NESTED [PATH] 'path' [AS name] COLUMNS (...)`
        case nested(path: StringLiteral, name: Identifier?, columns: [Column])
    }

    /// `name type [PATH 'path'] [... ON EMPTY] [... ON ERROR]`.
    public struct ValueColumn: Hashable, Sendable {
        public var name: Identifier
        public var type: DataType
        public var path: StringLiteral?
        public var onEmpty: JSONValueBehavior?
        public var onError: JSONValueBehavior?

        public init(
            name: Identifier, type: DataType, path: StringLiteral? = nil, onEmpty: JSONValueBehavior? = nil,
            onError: JSONValueBehavior? = nil
        ) {
            self.name = name
            self.type = type
            self.path = path
            self.onEmpty = onEmpty
            self.onError = onError
        }
    }

    /// `name type FORMAT JSON [PATH 'path'] [... WRAPPER] [... QUOTES] [... ON EMPTY] [... ON ERROR]`.
    public struct QueryColumn: Hashable, Sendable {
        public var name: Identifier
        public var type: DataType
        public var format: JSONFormat
        public var path: StringLiteral?
        public var wrapper: JSONWrapper?
        public var quotes: JSONQuotes?
        public var onEmpty: JSONQueryBehavior?
        public var onError: JSONQueryBehavior?

        public init(
            name: Identifier, type: DataType, format: JSONFormat, path: StringLiteral? = nil,
            wrapper: JSONWrapper? = nil, quotes: JSONQuotes? = nil, onEmpty: JSONQueryBehavior? = nil,
            onError: JSONQueryBehavior? = nil
        ) {
            self.name = name
            self.type = type
            self.format = format
            self.path = path
            self.wrapper = wrapper
            self.quotes = quotes
            self.onEmpty = onEmpty
            self.onError = onError
        }
    }

    /// How nested paths are joined.
    public enum Plan: Hashable, Sendable {
        /// `PLAN (...)`
        case specific(PathPlan)
        /// `PLAN DEFAULT (OUTER | INNER [, UNION | CROSS])`; each is absent where it wasn't written.
        case byDefault(ParentChild?, Siblings?)
    }

    /// How a path is joined to the one that it is nested in.
    public enum ParentChild: String, Hashable, Sendable, CaseIterable {
        case outer, inner
    }

    /// How paths of one level are joined.
    public enum Siblings: String, Hashable, Sendable, CaseIterable {
        case union, cross
    }

    /// A plan that names its paths.
    public indirect enum PathPlan: Hashable, Sendable {
        case path(Identifier)
        case nested(Identifier, ParentChild, PathPlan)
        /// At least two.
        case siblings(Siblings, [PathPlan])
    }
}
