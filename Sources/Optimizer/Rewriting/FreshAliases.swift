import TrinoSQL

/// Aliases for tables that can't go by their own name: a column is named by schema, and another relation has the same last name.
struct FreshAliases {
    /// By the relation's node.
    private(set) var byRelation: [Int: Identifier] = [:]

    init(_ resolved: ResolvedQuery) {
        let aliased = Set(
            resolved.relations.values.compactMap { relation -> Int? in
                if case .alias(let inner) = relation.kind { inner } else { nil }
            })
        let visible = resolved.relations.values.filter { !aliased.contains($0.node) && !$0.qualifier.isEmpty }
        var owners: [String: Set<[String]>] = [:]
        for relation in visible {
            let name = relation.qualifier.map { $0.lowercased() }
            owners[name[name.count - 1], default: []].insert(name)
        }
        let shared = Set(owners.filter { $0.value.count > 1 }.keys)
        guard !shared.isEmpty, Self.namesColumnsBySchema(resolved, among: shared) else { return }
        var taken = Self.names(in: resolved)
        for relation in visible.sorted(by: { $0.node < $1.node }) {
            guard case .baseTable(let table) = relation.kind, shared.contains(table.table) else { continue }
            let name = taken.takeFree("\(table.schema)_\(table.table)")
            byRelation[relation.node] = Identifier(quotedWhereNeeded: name)
        }
    }

    private static func namesColumnsBySchema(_ resolved: ResolvedQuery, among shared: Set<String>) -> Bool {
        var found = false
        resolved.query.forEachExpression { expression in
            guard case .column(let name) = expression.kind,
                case .column(let bound)? = resolved.binding(of: expression),
                name.parts.count - 1 - bound.fields.count > 1,
                let own = resolved.relations[bound.relation]?.qualifier.last?.lowercased(), shared.contains(own)
            else { return }
            found = true
        }
        return found
    }

    /// Every name that stands in the query or comes out of it, and those of all columns of its relations, since any of them could be taken
    /// for the alias, or hide it: in ORDER BY `s.day` is a field of an output `s` where there is one.
    static func names(in resolved: ResolvedQuery) -> Set<String> {
        var collector = NameCollector()
        collector.visit(resolved.query)
        let columns = resolved.relations.values.flatMap(\.columns).compactMap { $0.name?.lowercased() }
        return collector.names.union(columns).union(resolved.outputs.compactMap { $0.name?.lowercased() })
    }
}

private struct NameCollector: SyntaxVisitor {
    var names: Set<String> = []

    mutating func visit(_ expression: Expression) {
        switch expression.kind {
        case .column(let name): names.formUnion(name.canonical)
        case .lambda(let arguments, _): names.formUnion(arguments.map(\.canonical))
        default: break
        }
        visitChildren(of: expression)
    }

    mutating func visit(_ select: Select) {
        for item in select.items {
            if case .expression(_, let alias?) = item.kind { names.insert(alias.canonical) }
        }
        visitChildren(of: select)
    }

    mutating func visit(_ relation: Relation) {
        switch relation.kind {
        case .table(let reference): names.formUnion(reference.name.canonical)
        case .aliased(_, let alias, let columns): names.formUnion([alias.canonical] + columns.map(\.canonical))
        default: break
        }
        visitChildren(of: relation)
    }

    mutating func visit(_ query: Query) {
        names.formUnion((query.with?.tables ?? []).flatMap { [$0.name.canonical] + $0.columns.map(\.canonical) })
        visitChildren(of: query)
    }
}
