// Looking through a tree with a closure in place of a visitor.
extension Expression {
    /// The expressions directly below this one, in the order of the text: operands, arguments, sort keys, window parts. What
    /// stands inside a subquery is not among them.
    public var children: [Expression] {
        var collector = ChildCollector()
        collector.visitChildren(of: self)
        return collector.children
    }

    /// The same expression with each of its `children` replaced by what the closure makes of it; subqueries stay as they are.
    public func mapChildren(_ transform: (Expression) -> Expression) -> Expression {
        withoutActuallyEscaping(transform) { transform in
            var mapper = ChildMapper(transform: transform)
            return mapper.rewriteChildren(of: self)
        }
    }

    /// This expression rebuilt from the leaves up: the closure sees each expression after its parts were replaced. Subqueries
    /// are entered only where `includingSubqueries` is set.
    public func transformed(
        includingSubqueries: Bool = false, _ transform: (Expression) -> Expression
    ) -> Expression {
        withoutActuallyEscaping(transform) { transform in
            var transformer = BottomUp(includesSubqueries: includingSubqueries, transform: transform)
            return transformer.rewrite(self)
        }
    }

    /// Whether this expression or one below it satisfies the condition. Subqueries are searched too, unless told otherwise.
    public func contains(includingSubqueries: Bool = true, where condition: (Expression) -> Bool) -> Bool {
        withoutActuallyEscaping(condition) { condition in
            var search = Search(includesSubqueries: includingSubqueries, condition: condition)
            search.visit(self)
            return search.isFound
        }
    }

    /// Calls the closure with this expression and all below it, each before its parts. Subqueries are entered too, unless told
    /// otherwise.
    public func forEachExpression(includingSubqueries: Bool = true, _ body: (Expression) -> Void) {
        withoutActuallyEscaping(body) { body in
            var walk = ExpressionWalk(includesSubqueries: includingSubqueries, body: body)
            walk.visit(self)
        }
    }
}

extension Query {
    /// Calls the closure with every expression of the query and of the queries inside it, each before its parts.
    public func forEachExpression(_ body: (Expression) -> Void) {
        withoutActuallyEscaping(body) { body in
            var walk = ExpressionWalk(includesSubqueries: true, body: body)
            walk.visitChildren(of: self)
        }
    }

    /// Whether any expression of the query, or of a query inside it, satisfies the condition.
    public func contains(where condition: (Expression) -> Bool) -> Bool {
        withoutActuallyEscaping(condition) { condition in
            var search = Search(includesSubqueries: true, condition: condition)
            search.visitChildren(of: self)
            return search.isFound
        }
    }

    /// The query with every expression in it, inner queries' too, rebuilt from the leaves up by the closure.
    public func mapExpressions(_ transform: (Expression) -> Expression) -> Query {
        withoutActuallyEscaping(transform) { transform in
            var transformer = BottomUp(includesSubqueries: true, transform: transform)
            return transformer.rewriteChildren(of: self)
        }
    }

    /// The names of all tables that the query and the queries inside it read, in the order of the text, doubles and the names
    /// of common tables among them.
    public var tableNames: [QualifiedName] {
        var collector = TableNameCollector()
        collector.visit(self)
        return collector.names
    }
}

private struct ChildCollector: SyntaxVisitor {
    var children: [Expression] = []
    mutating func visit(_ expression: Expression) { children.append(expression) }
    mutating func visit(_ query: Query) {}
}

private struct ChildMapper: SyntaxRewriter {
    let transform: (Expression) -> Expression
    mutating func rewrite(_ expression: Expression) -> Expression { transform(expression) }
    mutating func rewrite(_ query: Query) -> Query { query }
}

private struct BottomUp: SyntaxRewriter {
    let includesSubqueries: Bool
    let transform: (Expression) -> Expression
    mutating func rewrite(_ expression: Expression) -> Expression { transform(rewriteChildren(of: expression)) }
    mutating func rewrite(_ query: Query) -> Query { includesSubqueries ? rewriteChildren(of: query) : query }
}

private struct Search: SyntaxVisitor {
    let includesSubqueries: Bool
    let condition: (Expression) -> Bool
    var isFound = false
    mutating func visit(_ expression: Expression) {
        if isFound { return }
        isFound = condition(expression)
        if !isFound { visitChildren(of: expression) }
    }
    mutating func visit(_ query: Query) {
        if includesSubqueries, !isFound { visitChildren(of: query) }
    }
}

private struct ExpressionWalk: SyntaxVisitor {
    let includesSubqueries: Bool
    let body: (Expression) -> Void
    mutating func visit(_ expression: Expression) {
        body(expression)
        visitChildren(of: expression)
    }
    mutating func visit(_ query: Query) {
        if includesSubqueries { visitChildren(of: query) }
    }
}

private struct TableNameCollector: SyntaxVisitor {
    var names: [QualifiedName] = []
    mutating func visit(table name: QualifiedName) { names.append(name) }
}
