/// Gives every expression, relation, SELECT and query of a tree a number of its own, from the top down.
struct NodeNumbering: SyntaxRewriter {
    private(set) var last: Int

    init(after last: Int = 0) { self.last = last }

    private mutating func next() -> Int {
        last += 1
        return last
    }

    mutating func rewrite(_ expression: Expression) -> Expression {
        var copy = expression
        copy.position.node = next()
        return rewriteChildren(of: copy)
    }

    mutating func rewrite(_ query: Query) -> Query {
        var copy = query
        copy.position.node = next()
        return rewriteChildren(of: copy)
    }

    mutating func rewrite(_ select: Select) -> Select {
        var copy = select
        copy.position.node = next()
        return rewriteChildren(of: copy)
    }

    mutating func rewrite(_ relation: Relation) -> Relation {
        var copy = relation
        copy.position.node = next()
        return rewriteChildren(of: copy)
    }

    mutating func rewrite(_ body: QueryBody) -> QueryBody {
        // `TABLE t` is a relation without a node; its name carries the number.
        guard case .table(var name) = body, !name.parts.isEmpty else { return rewriteChildren(of: body) }
        name.parts[0].position.node = next()
        return .table(name)
    }
}
