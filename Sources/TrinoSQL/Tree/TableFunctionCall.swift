/// `TABLE(function(arguments [COPARTITION ...]))` in FROM.
public struct TableFunctionCall: Hashable, Sendable {
    public var name: QualifiedName
    public var arguments: [Argument]
    /// Each names at least two tables.
    public var copartition: [[QualifiedName]]

    public init(_ name: QualifiedName, arguments: [Argument] = [], copartition: [[QualifiedName]] = []) {
        self.name = name
        self.arguments = arguments
        self.copartition = copartition
    }

    /// An argument, by place or, where `name` is set, `name => value`.
    public struct Argument: Hashable, Sendable {
        public var name: Identifier?
        public var value: Value

        public init(_ value: Value, name: Identifier? = nil) {
            self.name = name
            self.value = value
        }
    }

    /// What an argument can be.
    public enum Value: Hashable, Sendable {
        case expression(Expression)
        case table(TableArgument)
        /// `DESCRIPTOR(name [type], ...)`
        case descriptor([DescriptorField])
        /// `CAST(NULL AS DESCRIPTOR)`
        case nullDescriptor
    }

    /// One field of a descriptor.
    public struct DescriptorField: Hashable, Sendable {
        public var name: Identifier
        public var type: DataType?

        public init(name: Identifier, type: DataType? = nil) {
            self.name = name
            self.type = type
        }
    }

    /// `TABLE(name | query) [AS alias (columns)] [PARTITION BY ...] [PRUNE | KEEP WHEN EMPTY] [ORDER BY ...]`.
    public struct TableArgument: Hashable, Sendable {
        /// What becomes of empty input, where it was written.
        public enum EmptyInput: String, Hashable, Sendable, CaseIterable {
            case prune, keep
        }

        /// A table by its name, or a subquery, with its alias if it has one.
        public var relation: Relation
        /// Absent where there is no PARTITION BY; empty for `PARTITION BY ()`.
        public var partitionBy: [Expression]?
        public var emptyInput: EmptyInput?
        public var orderBy: [SortItem]

        public init(
            _ relation: Relation, partitionBy: [Expression]? = nil, emptyInput: EmptyInput? = nil,
            orderBy: [SortItem] = []
        ) {
            self.relation = relation
            self.partitionBy = partitionBy
            self.emptyInput = emptyInput
            self.orderBy = orderBy
        }
    }
}

/// `NEAREST (FROM relation [WHERE filter] MATCH condition)` in FROM.
public struct Nearest: Hashable, Sendable {
    public var relation: Relation
    public var filter: Expression?
    public var match: Expression

    public init(relation: Relation, filter: Expression? = nil, match: Expression) {
        self.relation = relation
        self.filter = filter
        self.match = match
    }
}
