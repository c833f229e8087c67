@testable import TrinoSQL

/// Makes a failing tree smaller as long as it still fails: replaces expressions by a column or by one of their own parts,
/// queries by a query without their clauses, relations by a table.
enum Shrinker {
    static func shrink(_ tree: Statement, tries: Int = 3_000, while fails: (Statement) -> Bool) -> Statement {
        var smallest = tree
        var left = tries
        var place = 0
        while left > 0 {
            var edit = Edit(place: place)
            var numbering = ParameterNumbering()
            let candidate = numbering.rewrite(edit.rewrite(smallest))
            // The place lies behind the last node: every edit was tried on this tree.
            guard edit.isDone else { return smallest }
            left -= 1
            if candidate.sql().utf8.count < smallest.sql().utf8.count, fails(candidate) {
                smallest = candidate
                place = 0
            } else {
                place += 1
            }
        }
        return smallest
    }

    /// One edit: the nodes and their possible changes are numbered in the order of the walk.
    private struct Edit: SyntaxRewriter {
        var place: Int
        var isDone = false

        private mutating func comes() -> Bool {
            if isDone { return false }
            place -= 1
            isDone = place < 0
            return isDone
        }

        mutating func rewrite(_ expression: Expression) -> Expression {
            if isDone { return expression }
            if comes() { return .column("a") }
            for child in expression.children where comes() { return child }
            return rewriteChildren(of: expression)
        }

        mutating func rewrite(_ query: Query) -> Query {
            if isDone { return query }
            if comes() { return Query(body: .table(QualifiedName("t"))) }
            var copy = query
            if query.with != nil, comes() {
                copy.with = nil
                return copy
            }
            if !query.orderBy.isEmpty, comes() {
                copy.orderBy = []
                return copy
            }
            if query.limit != nil || query.offset != nil, comes() {
                copy.limit = nil
                copy.offset = nil
                return copy
            }
            return rewriteChildren(of: query)
        }

        mutating func rewrite(_ body: QueryBody) -> QueryBody {
            if isDone { return body }
            if case .setOperation(let operation) = body {
                for branch in operation.branches where comes() { return branch }
            }
            if case .parenthesized(let query) = body {
                if comes() { return query.body }
                // Bare parentheses are not kept: such a tree can't be read.
                let shrunk = rewrite(query)
                return shrunk.orderBy.isEmpty && shrunk.limit == nil && shrunk.offset == nil
                    ? shrunk.body : .parenthesized(shrunk)
            }
            return rewriteChildren(of: body)
        }

        mutating func rewrite(_ select: Select) -> Select {
            if isDone { return select }
            if comes() { return Select(items: [SelectItem(.all)]) }
            var copy = select
            if select.items.count > 1, comes() {
                copy.items.removeLast()
                return copy
            }
            if !select.from.isEmpty, comes() {
                copy.from.removeLast()
                return copy
            }
            if select.filter != nil || select.having != nil || select.groupBy != nil || !select.windows.isEmpty, comes()
            {
                copy.filter = nil
                copy.having = nil
                copy.groupBy = nil
                copy.windows = []
                return copy
            }
            return rewriteChildren(of: select)
        }

        mutating func rewrite(_ relation: Relation) -> Relation {
            if isDone { return relation }
            if comes() { return Relation(.table(TableReference(QualifiedName("t")))) }
            return rewriteChildren(of: relation)
        }

        mutating func rewrite(_ type: DataType) -> DataType {
            if isDone { return type }
            return comes() ? .named("bigint") : rewriteChildren(of: type)
        }
    }
}
