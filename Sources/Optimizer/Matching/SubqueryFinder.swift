import TrinoSQL

/// Finds every place of a query where a sub-query stands.
struct SubqueryFinder: SyntaxVisitor {
    let resolved: ResolvedQuery
    /// Outer ones before those in them.
    private(set) var occurrences: [SubqueryOccurrence] = []
    /// All common tables, by their queries' nodes.
    private(set) var commonTables: [Int: CommonTable] = [:]
    private var roles: [Int: SubqueryOccurrence.Role] = [:]
    private var inside: [Int] = []
    private var commonTable: Int?

    init(_ resolved: ResolvedQuery) {
        self.resolved = resolved
        visit(resolved.query)
    }

    mutating func visit(_ query: Query) {
        let node = query.position.node
        let outer = commonTable
        for table in query.with?.tables ?? [] {
            commonTables[table.query.position.node] = table
            roles[table.query.position.node] = .commonTable(renamesColumns: !table.columns.isEmpty)
        }
        let role = roles[node]
        if case .commonTable? = role { commonTable = node }
        if let role {
            let outputs = (resolved.queryOutputs[node] ?? []).map {
                SubqueryOccurrence.Output(name: $0.name, type: $0.type)
            }
            add(node, role, query, outputs, around: outer)
            inside.append(node)
        }
        visitChildren(of: query)
        if role != nil { inside.removeLast() }
        commonTable = outer
    }

    mutating func visit(_ body: QueryBody) {
        guard case .setOperation(let operation) = body else { return visitChildren(of: body) }
        for (place, branch) in operation.branches.enumerated() {
            guard case .select(let select) = branch, let facts = resolved.select(select) else {
                visit(branch)
                continue
            }
            let node = select.position.node
            let outputs = facts.items.map { item -> SubqueryOccurrence.Output in
                guard case .expression(let value, let name) = item else { return .init(name: nil, type: nil) }
                return .init(name: name, type: resolved.type(of: value))
            }
            add(node, .branch(isFirst: place == 0), Query(body: branch), outputs, around: commonTable)
            inside.append(node)
            visit(select)
            inside.removeLast()
        }
    }

    mutating func visit(_ relation: Relation) {
        switch relation.kind {
        case .aliased(let inner, _, let columns):
            if case .subquery(let query) = inner.kind {
                roles[query.position.node] = .relation(renamesColumns: !columns.isEmpty)
            }
        case .subquery(let query):
            let node = query.position.node
            roles[node] = roles[node] ?? .relation(renamesColumns: false)
        default:
            break
        }
        visitChildren(of: relation)
    }

    mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .inSubquery(_, let query, _), .exists(let query), .subquery(let query),
            .quantifiedComparison(_, _, _, let query):
            roles[query.position.node] = .expression
        default:
            break
        }
        visitChildren(of: expression)
    }

    private mutating func add(
        _ node: Int, _ role: SubqueryOccurrence.Role, _ query: Query, _ outputs: [SubqueryOccurrence.Output],
        around commonTable: Int?
    ) {
        occurrences.append(
            SubqueryOccurrence(
                node: node, role: role, query: query, inside: inside, commonTable: commonTable, outputs: outputs))
    }
}
