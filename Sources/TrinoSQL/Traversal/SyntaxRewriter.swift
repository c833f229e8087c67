/// A walk over a syntax tree that gives back a changed tree.
///
/// Write the `rewrite` methods that matter; every other node is rebuilt from its rewritten children by the defaults, with its
/// position kept. An own `rewrite` calls `rewriteChildren(of:)` before or after its change, or not at all.
///
/// ```swift
/// struct MoveTables: SyntaxRewriter {
///     let schema: String
///     mutating func rewrite(table name: QualifiedName) -> QualifiedName {
///         QualifiedName("lake", schema, name.last.text)
///     }
/// }
/// var move = MoveTables(schema: "fast")
/// let moved = move.rewrite(query)
/// ```
public protocol SyntaxRewriter {
    mutating func rewrite(_ expression: Expression) -> Expression
    mutating func rewrite(_ query: Query) -> Query
    mutating func rewrite(_ body: QueryBody) -> QueryBody
    mutating func rewrite(_ select: Select) -> Select
    mutating func rewrite(_ relation: Relation) -> Relation
    mutating func rewrite(_ type: DataType) -> DataType
    mutating func rewrite(_ statement: Statement) -> Statement
    /// The name of a table, view or common table, wherever one is read, made or changed.
    mutating func rewrite(table name: QualifiedName) -> QualifiedName
}

extension SyntaxRewriter {
    public mutating func rewrite(_ expression: Expression) -> Expression { rewriteChildren(of: expression) }
    public mutating func rewrite(_ query: Query) -> Query { rewriteChildren(of: query) }
    public mutating func rewrite(_ body: QueryBody) -> QueryBody { rewriteChildren(of: body) }
    public mutating func rewrite(_ select: Select) -> Select { rewriteChildren(of: select) }
    public mutating func rewrite(_ relation: Relation) -> Relation { rewriteChildren(of: relation) }
    public mutating func rewrite(_ type: DataType) -> DataType { rewriteChildren(of: type) }
    public mutating func rewrite(_ statement: Statement) -> Statement { rewriteChildren(of: statement) }
    public mutating func rewrite(table name: QualifiedName) -> QualifiedName { name }
}
