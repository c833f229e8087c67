/// A walk over a syntax tree that looks and changes nothing.
///
/// Write the `visit` methods that matter; every other node is walked through by the defaults. An own `visit` that wants to go
/// further down calls `visitChildren(of:)`; one that does not call it stops there.
///
/// ```swift
/// struct TableNames: SyntaxVisitor {
///     var names: [QualifiedName] = []
///     mutating func visit(table name: QualifiedName) { names.append(name) }
/// }
/// var tables = TableNames()
/// tables.visit(query)
/// ```
///
/// The walk is depth first and in the order of the text, and takes stack in proportion to the depth of the tree, which the
/// parser limits.
public protocol SyntaxVisitor {
    mutating func visit(_ expression: Expression)
    mutating func visit(_ query: Query)
    mutating func visit(_ body: QueryBody)
    mutating func visit(_ select: Select)
    mutating func visit(_ relation: Relation)
    mutating func visit(_ type: DataType)
    mutating func visit(_ statement: Statement)
    /// The name of a table, view or common table, wherever one is read, made or changed.
    mutating func visit(table name: QualifiedName)
}

extension SyntaxVisitor {
    public mutating func visit(_ expression: Expression) { visitChildren(of: expression) }
    public mutating func visit(_ query: Query) { visitChildren(of: query) }
    public mutating func visit(_ body: QueryBody) { visitChildren(of: body) }
    public mutating func visit(_ select: Select) { visitChildren(of: select) }
    public mutating func visit(_ relation: Relation) { visitChildren(of: relation) }
    public mutating func visit(_ type: DataType) { visitChildren(of: type) }
    public mutating func visit(_ statement: Statement) { visitChildren(of: statement) }
    public mutating func visit(table name: QualifiedName) {}
}
