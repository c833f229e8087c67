extension ResolvedQuery {
    /// The query with `*` and `t.*` written out as columns.
    ///
    /// ```sql
    /// SELECT f.*, n.name FROM flights f JOIN names n ON ...   -- before
    /// SELECT f.origin, f.dest, n.name FROM flights f JOIN names n ON ...   -- after
    /// ```
    ///
    /// Output names stay as they were. A star over a column without a name, or over two of one name, can't be written out and
    /// stays.
    ///
    /// - Parameter droppingUnneeded: leaves out what comes through a star and is used nowhere, so that only
    ///   `TableUse.neededColumns` are read. A SELECT of which nothing is needed becomes `SELECT 1`.
    public func qualifyStars(droppingUnneeded: Bool = false) -> Query {
        var rewriter = StarRewriter(resolved: self, dropsUnneeded: droppingUnneeded)
        return rewriter.rewrite(query)
    }
}

extension ResolvedSelect {
    /// The name of the first column, for a constant that stands in for it.
    fileprivate var firstName: Identifier? {
        switch items.first {
        case .expression(_, let name)?, .star(_, let name, _)?, .field(_, _, let name)?: name.map { Identifier($0) }
        case nil: nil
        }
    }
}

private struct StarRewriter: SyntaxRewriter {
    let resolved: ResolvedQuery
    let dropsUnneeded: Bool

    mutating func rewrite(_ select: Select) -> Select {
        var copy = rewriteChildren(of: select)
        guard let facts = resolved.select(select) else { return copy }
        var rest = facts.items[...]
        var items: [SelectItem] = []
        for (item, width) in zip(copy.items, facts.widths) {
            let expanded = rest.prefix(width)
            rest = rest.dropFirst(width)
            if case .expression = item.kind { items.append(item) } else { items += written(expanded) ?? [item] }
        }
        // A SELECT of which nothing is needed still gives rows.
        if items.isEmpty { items.append(SelectItem(.expression(.integer(1), alias: facts.firstName))) }
        copy.items = items
        return copy
    }

    /// The columns as items of a SELECT list, or nil where one of them can't be named.
    private func written(_ columns: ArraySlice<ResolvedSelect.Item>) -> [SelectItem]? {
        var items: [(item: SelectItem, isNeeded: Bool)] = []
        var names: Set<[String]> = []
        for column in columns {
            guard case .star(let bound, let name?, let isNeeded) = column else { return nil }
            let qualifier = bound.mergedFrom.isEmpty ? resolved.relations[bound.relation]?.qualifier.last : nil
            let parts = (qualifier.map { [$0] } ?? []) + [name]
            guard names.insert(parts.map { $0.lowercased() }).inserted else { return nil }
            let expression = Expression.column(QualifiedName(parts.map { Identifier($0) }))
            items.append((SelectItem(.expression(expression, alias: nil)), isNeeded))
        }
        guard dropsUnneeded else { return items.map(\.item) }
        return items.filter(\.isNeeded).map(\.item)
    }
}
