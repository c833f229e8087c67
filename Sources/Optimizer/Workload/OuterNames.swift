import TrinoSQL

/// Writes out whose a column is where an inner query names a column of an outer one by its name alone. Whatever takes the place of the
/// inner query's tables may have a column of that name, which would be meant then.
///
/// ```sql
/// SELECT x.tier, (SELECT count(*) FROM lake.raw.customers AS c WHERE c.level = tier) FROM lake.raw.tiers AS x
/// -- becomes
/// SELECT x.tier, (SELECT count(*) FROM lake.raw.customers AS c WHERE c.level = x.tier) FROM lake.raw.tiers AS x
/// ```
/// Exact where each such column means the same afterwards, which resolving the text once more shows.
struct OuterNames {
    /// - Returns: nil where a column can't be written out: USING merged it, or its relation has no name, or a name that means another one
    ///   further in.
    static func writtenOut(_ original: ResolvedQuery, resolver: Resolver) -> ResolvedQuery? {
        var writing = Writing(resolved: original)
        let query = writing.rewrite(original.query)
        guard !writing.isStuck else { return nil }
        guard writing.hasWritten else { return original }
        guard let next = try? resolver.resolve(query), next.outputs.map(\.type) == original.outputs.map(\.type) else {
            return nil
        }
        var left = Writing(resolved: next)
        _ = left.rewrite(next.query)
        guard !left.hasWritten, !left.isStuck, writing.meanings == left.meanings else { return nil }
        return next
    }

    private struct Writing: SyntaxRewriter {
        let resolved: ResolvedQuery
        private(set) var hasWritten = false
        private(set) var isStuck = false
        /// What the outer columns mean, in the order of the text.
        private(set) var meanings: [Meaning] = []

        struct Meaning: Equatable {
            let qualifier: [String]
            let index: Int
            let level: Int
        }

        init(resolved: ResolvedQuery) {
            self.resolved = resolved
        }

        mutating func rewrite(_ expression: Expression) -> Expression {
            guard case .column(let name) = expression.kind,
                case .column(let bound)? = resolved.binding(of: expression), bound.level > 0
            else { return rewriteChildren(of: expression) }
            let qualifier = resolved.relations[bound.relation]?.qualifier ?? []
            meanings.append(Meaning(qualifier: qualifier, index: bound.index, level: bound.level))
            guard name.parts.count - 1 - bound.fields.count == 0 else { return expression }
            guard bound.mergedFrom.isEmpty, let own = qualifier.last else {
                isStuck = true
                return expression
            }
            hasWritten = true
            let full = QualifiedName([Identifier(quotedWhereNeeded: own)] + name.parts)
            return Expression(.column(full), position: expression.position)
        }
    }
}
