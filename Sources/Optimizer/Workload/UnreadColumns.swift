import TrinoSQL

/// Leaves out of common tables, derived tables and EXISTS what nobody reads, so that a `SELECT f.*` in a common table does not
/// make every column of the table needed.
///
/// ```sql
/// WITH f AS (SELECT t.a, t.b, t.c FROM t) SELECT a FROM f
/// -- becomes
/// WITH f AS (SELECT t.a FROM t) SELECT a FROM f
/// ```
/// Precondition: the item is a plain column, so that leaving it out can hide no error; its SELECT is the whole body of the inner
/// query and not DISTINCT, so that the number of rows stays; neither GROUP BY nor ORDER BY counts items by number; no column list
/// renames the inner query's columns by place; and the query holds no NATURAL join,
/// no recursion, no `TABLE t` and no star that could not be written out, which look at all columns.
struct UnreadColumns {
    private let resolved: ResolvedQuery
    /// Output indexes that may go, by the node number of the inner query.
    private var removable: [Int: Set<Int>] = [:]

    init(_ resolved: ResolvedQuery) {
        self.resolved = resolved
        var reading = ReadColumns(resolved)
        reading.visit(resolved.query)
        guard !reading.looksAtAllColumns else { return }
        for (node, candidate) in reading.narrowable {
            let unread = candidate.plainColumns.subtracting(reading.read[node] ?? [])
            if !unread.isEmpty { removable[node] = unread }
        }
    }

    var removesAny: Bool { !removable.isEmpty }

    /// The query without them.
    func removed() -> Query {
        var removing = Removing(removable: removable)
        return removing.rewrite(resolved.query)
    }

    private struct Removing: SyntaxRewriter {
        let removable: [Int: Set<Int>]

        mutating func rewrite(_ query: Query) -> Query {
            var copy = rewriteChildren(of: query)
            guard let indexes = removable[query.position.node], case .select(var select) = copy.body else {
                return copy
            }
            var kept = select.items.enumerated().filter { !indexes.contains($0.offset) }.map(\.element)
            if kept.isEmpty { kept = [SelectItem(.expression(.integer(1), alias: Identifier("one")))] }
            select.items = kept
            copy.body = .select(select)
            return copy
        }
    }
}

/// Which outputs of inner queries are read, and which inner queries could do without some.
private struct ReadColumns: SyntaxVisitor {
    struct Candidate {
        /// Indexes of items that are plain columns.
        var plainColumns: Set<Int>
    }

    let resolved: ResolvedQuery
    var read: [Int: Set<Int>] = [:]
    var narrowable: [Int: Candidate] = [:]
    var looksAtAllColumns = false
    /// Queries whose columns are read through relations, so that what is not read can go.
    private var innerQueries: Set<Int> = []
    private var queryStack: [Int] = []

    init(_ resolved: ResolvedQuery) {
        self.resolved = resolved
        for relation in resolved.relations.values {
            switch relation.kind {
            case .commonTable(_, let query), .derived(let query), .lateral(let query): innerQueries.insert(query)
            case .recursiveTable: looksAtAllColumns = true
            case .baseTable, .view, .unnest, .join, .alias, .sample: break
            }
        }
    }

    mutating func visit(_ query: Query) {
        let node = query.position.node
        if let with = query.with {
            if with.isRecursive { looksAtAllColumns = true }
            for table in with.tables where !table.columns.isEmpty { innerQueries.remove(table.query.position.node) }
        }
        if innerQueries.contains(node), let candidate = candidate(query) { narrowable[node] = candidate }
        queryStack.append(node)
        visitChildren(of: query)
        queryStack.removeLast()
    }

    mutating func visit(_ body: QueryBody) {
        if case .table = body { looksAtAllColumns = true }
        visitChildren(of: body)
    }

    mutating func visit(_ select: Select) {
        // A star that could not be written out reads columns that no expression names.
        for item in select.items {
            if case .expression = item.kind { continue }
            looksAtAllColumns = true
        }
        visitChildren(of: select)
    }

    mutating func visit(_ relation: Relation) {
        switch relation.kind {
        case .join(let join):
            switch join.criteria {
            case .natural: looksAtAllColumns = true
            case .using(let names): readAll(named: Set(names.map(\.canonical)), below: relation)
            case .on, nil: break
            }
        case .aliased(_, _, let columns) where !columns.isEmpty:
            // A column list names by place: everything below it must stay where it is.
            readAll(of: relation.position.node)
        default:
            break
        }
        visitChildren(of: relation)
    }

    mutating func visit(_ expression: Expression) {
        switch resolved.binding(of: expression) {
        case .column(let bound):
            read(relation: bound.relation, index: bound.index)
            for side in bound.mergedFrom { read(relation: side.relation, index: side.index) }
        case .output(let index):
            // The SELECT whose output it is may stand further out, where a subquery of ORDER BY names it.
            for node in queryStack { read[node, default: []].insert(index) }
        case .lambdaArgument, nil:
            break
        }
        if case .exists(let query) = expression.kind, case .select = query.body {
            innerQueries.insert(query.position.node)
        }
        visitChildren(of: expression)
    }

    private func candidate(_ query: Query) -> Candidate? {
        // check: distinct-reads-every-column
        guard case .select(let select) = query.body, select.quantifier != .distinct else { return nil }
        let sortsByNumber = query.orderBy.contains { $0.key.isWholeNumber }
        let groupsByNumber =
            select.groupBy?.elements.contains { element in
                switch element {
                case .expression(let expression): expression.isWholeNumber
                case .set(let expressions): expressions.contains(where: \.isWholeNumber)
                case .rollup, .cube, .groupingSets, .auto: true
                }
            } ?? false
        // check: no-counting-by-number
        guard !sortsByNumber, !groupsByNumber else { return nil }
        var plain: Set<Int> = []
        for (index, item) in select.items.enumerated() {
            guard case .expression(let expression, _) = item.kind else { return nil }
            if case .column = expression.kind { plain.insert(index) }
        }
        return Candidate(plainColumns: plain)
    }

    private mutating func read(relation node: Int, index: Int) {
        guard let relation = resolved.relations[node] else {
            looksAtAllColumns = true
            return
        }
        switch relation.kind {
        case .commonTable(_, let query), .derived(let query), .lateral(let query):
            read[query, default: []].insert(index)
        case .alias(let inner), .sample(let inner):
            read(relation: inner, index: index)
        case .join, .recursiveTable:
            looksAtAllColumns = true
        case .baseTable, .view, .unnest:
            break
        }
    }

    /// USING names columns without being an expression: every relation below that has one of that name is read there.
    private mutating func readAll(named names: Set<String>, below relation: Relation) {
        var finder = RelationNodes()
        finder.visitChildren(of: relation)
        for node in finder.nodes {
            for (index, column) in (resolved.relations[node]?.columns ?? []).enumerated()
            where column.name.map({ names.contains($0.lowercased()) }) ?? false {
                if case .join = resolved.relations[node]?.kind { continue }
                read(relation: node, index: index)
            }
        }
    }

    private mutating func readAll(of node: Int) {
        guard let relation = resolved.relations[node] else {
            looksAtAllColumns = true
            return
        }
        for index in relation.columns.indices { read(relation: node, index: index) }
    }
}

/// The relations of a FROM clause, not those of queries inside it.
private struct RelationNodes: SyntaxVisitor {
    var nodes: [Int] = []

    mutating func visit(_ relation: Relation) {
        nodes.append(relation.position.node)
        visitChildren(of: relation)
    }

    mutating func visit(_ query: Query) {}
}

extension Expression {
    /// Whether it is a bare whole number, which in ORDER BY and GROUP BY counts items of the SELECT list.
    fileprivate var isWholeNumber: Bool {
        if case .integer = kind { true } else { false }
    }
}
