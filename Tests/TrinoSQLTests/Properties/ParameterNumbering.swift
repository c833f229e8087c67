import TrinoSQL

/// Counts the parameters of a tree in the order of the text, as the parser does.
struct ParameterNumbering: SyntaxRewriter {
    private var count = 0

    mutating func rewrite(_ expression: Expression) -> Expression {
        guard case .parameter = expression.kind else { return rewriteChildren(of: expression) }
        defer { count += 1 }
        return Expression(.parameter(count), position: expression.position)
    }
}
