import TrinoSQL

extension ResolvedQuery {
    /// The same query with every base table by its full name, whatever the session's catalog and schema are.
    ///
    /// ```sql
    /// SELECT orders.a FROM orders      -- in the session lake.raw
    /// -- becomes
    /// SELECT orders.a FROM lake.raw.orders
    /// ```
    /// Exact: a table without alias is visible by its last part in both.
    func withFullNames() -> Query {
        var full: [Int: QualifiedName] = [:]
        for use in tables where use.view == nil && use.metadataTable == nil && !use.schema.name.catalog.isEmpty {
            full[use.node] = use.schema.name.qualifiedName
        }
        var rewriter = FullNames(names: full)
        return rewriter.rewrite(query)
    }
}

private struct FullNames: SyntaxRewriter {
    let names: [Int: QualifiedName]

    mutating func rewrite(_ relation: Relation) -> Relation {
        guard case .table(var reference) = relation.kind, let name = names[relation.position.node] else {
            return rewriteChildren(of: relation)
        }
        guard reference.name.parts.count < 3 else { return relation }
        reference.name = name
        return Relation(.table(reference), position: relation.position)
    }
}
