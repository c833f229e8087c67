extension ResolvedQuery {
    /// The query with base tables replaced by others, every column still under the name by which it was visible.
    ///
    /// ```sql
    /// SELECT flights.origin FROM lake.public.flights                     -- before
    /// SELECT flights.origin FROM fast.public.flights_1 AS flights        -- after
    /// ```
    ///
    /// A table without an alias gets its old name as one; columns that were qualified by schema or catalog lose these parts. What
    /// stands inside views is not reached: expand them first.
    ///
    /// - Parameter name: the new name of a table in use, or nil to leave it.
    public func renamingTables(_ name: (TableUse) -> QualifiedName?) -> Query {
        var renamed: [Int: QualifiedName] = [:]
        var aliases: [Int: String] = [:]
        for use in tables where use.view == nil {
            guard let new = name(use) else { continue }
            renamed[use.node] = new
            if !use.hasAlias { aliases[use.node] = use.visibleName }
        }
        var rewriter = TableRewriter(bindings: bindings, names: renamed, aliases: aliases)
        return rewriter.rewrite(query)
    }

    /// The query with each reference to a view replaced by the view's own query, names in it completed; views inside views too.
    ///
    /// - Throws: `ResolutionError` where a view's query does not resolve.
    public func expandingViews(with resolver: Resolver) throws(ResolutionError) -> Query {
        var subqueries: [Int: (query: Query, alias: String)] = [:]
        var isAliased: Set<Int> = []
        for relation in relations.values {
            if case .alias(let inner) = relation.kind { isAliased.insert(inner) }
        }
        for relation in relations.values {
            guard case .view(let name) = relation.kind, let view = resolver.catalog.views[name] else { continue }
            let inside = Resolver(
                catalog: resolver.catalog, defaultCatalog: view.defaultCatalog ?? resolver.defaultCatalog,
                defaultSchema: view.defaultSchema ?? resolver.defaultSchema, functions: resolver.functions)
            let resolved = try inside.resolve(view.query)
            let flat = try resolved.expandingViews(with: inside)
            let named = try inside.resolve(flat).renamingTables { use in
                use.metadataTable == nil ? use.schema.name.qualifiedName : nil
            }
            subqueries[relation.node] = (named, name.table)
        }
        if subqueries.isEmpty { return query }
        var rewriter = ViewRewriter(bindings: bindings, subqueries: subqueries, aliased: isAliased)
        return rewriter.rewrite(query)
    }
}

private struct TableRewriter: SyntaxRewriter {
    let bindings: [Int: ColumnBinding]
    let names: [Int: QualifiedName]
    /// The alias that a table gets, by its node.
    let aliases: [Int: String]

    mutating func rewrite(_ relation: Relation) -> Relation {
        guard case .table(let table) = relation.kind, let name = names[relation.position.node] else {
            return rewriteChildren(of: relation)
        }
        var renamed = relation
        renamed.kind = .table(TableReference(name, period: table.period))
        guard let alias = aliases[relation.position.node] else { return renamed }
        return Relation(.aliased(renamed, alias: Identifier(alias), columns: []), position: relation.position)
    }

    mutating func rewrite(_ body: QueryBody) -> QueryBody {
        if case .table(let name) = body, let new = names[name.position.node] { return .table(new) }
        return rewriteChildren(of: body)
    }

    mutating func rewrite(_ expression: Expression) -> Expression {
        guard case .column(let name) = expression.kind,
            case .column(let column)? = bindings[expression.position.node], let alias = aliases[column.relation]
        else { return rewriteChildren(of: expression) }
        return expression.requalified(name, by: alias, fields: column.fields.count)
    }

    mutating func rewrite(_ select: Select) -> Select {
        var copy = rewriteChildren(of: select)
        // `schema.t.*` has no binding of its own.
        for index in copy.items.indices {
            guard case .allOf(let expression, let columns) = copy.items[index].kind,
                case .column(let name) = expression.kind, name.parts.count > 1,
                aliases.values.contains(name.last.canonical),
                bindings[expression.position.node] == nil
            else { continue }
            let short = Expression(.column(QualifiedName([name.last])), position: expression.position)
            copy.items[index].kind = .allOf(short, aliases: columns)
        }
        return copy
    }
}

private struct ViewRewriter: SyntaxRewriter {
    let bindings: [Int: ColumnBinding]
    let subqueries: [Int: (query: Query, alias: String)]
    let aliased: Set<Int>

    mutating func rewrite(_ relation: Relation) -> Relation {
        guard let (query, alias) = subqueries[relation.position.node] else { return rewriteChildren(of: relation) }
        let derived = Relation(.subquery(query), position: relation.position)
        if aliased.contains(relation.position.node) { return derived }
        return Relation(.aliased(derived, alias: Identifier(alias), columns: []), position: relation.position)
    }

    mutating func rewrite(_ body: QueryBody) -> QueryBody {
        if case .table(let name) = body, let (query, _) = subqueries[name.position.node] {
            return .parenthesized(query)
        }
        return rewriteChildren(of: body)
    }

    mutating func rewrite(_ expression: Expression) -> Expression {
        guard case .column(let name) = expression.kind,
            case .column(let column)? = bindings[expression.position.node],
            let (_, alias) = subqueries[column.relation]
        else { return rewriteChildren(of: expression) }
        return expression.requalified(name, by: alias, fields: column.fields.count)
    }
}

extension Expression {
    /// The column with its qualifier, where it has one, replaced by a single name.
    fileprivate func requalified(_ name: QualifiedName, by alias: String, fields: Int) -> Expression {
        let own = name.parts.suffix(fields + 1)
        guard own.count < name.parts.count else { return self }
        return Expression(.column(QualifiedName([Identifier(alias)] + own)), position: position)
    }
}
