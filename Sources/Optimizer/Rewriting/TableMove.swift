import TrinoSQL

/// Moves a query from base tables to new tables that hold the same rows.
///
/// ```sql
/// SELECT o.a, orders.b FROM lake.raw.orders AS o, lake.raw.orders
/// -- becomes
/// SELECT o.a, orders.b FROM lake.fast.orders AS o, lake.fast.orders AS orders
/// ```
/// Precondition: each new table holds every row of its base table once, and every column that the query reads, with a type from
/// which a cast gives each value back. Then each relation of the query keeps its rows and so does the query.
///
/// Every moved relation has an alias afterwards, and columns that were named with catalog and schema are named by alias alone. Where
/// a column is named by schema and another relation has the same last name, the alias is a new one: by the old one the name could
/// mean that other relation, in an inner query even silently.
///
/// ```sql
/// SELECT raw.orders.a, old.orders.a FROM raw.orders, old.orders
/// -- becomes
/// SELECT raw_orders.a, old_orders.a FROM lake.fast.orders AS raw_orders, lake.fast.old_orders AS old_orders
/// ```
struct TableMove {
    /// A base table's replacement.
    struct Target {
        var name: TableName
        /// The base table's columns that are kept, in its order, with the type each has in the base table.
        var columns: [(name: String, type: SQLType, storedType: SQLType)]
    }

    let resolved: ResolvedQuery
    let targets: [TableName: Target]

    func apply() -> Query {
        var moves: [Int: (use: TableUse, target: Target)] = [:]
        for use in resolved.tables {
            if let target = targets[use.schema.name] { moves[use.node] = (use, target) }
        }
        var moving = Moving(resolved: resolved, moves: moves, aliases: FreshAliases(resolved).byRelation)
        return moving.rewrite(resolved.query)
    }

    private struct Moving: SyntaxRewriter {
        let resolved: ResolvedQuery
        let moves: [Int: (use: TableUse, target: Target)]
        /// New aliases of relations that can't keep their name.
        let aliases: [Int: Identifier]

        mutating func rewrite(_ relation: Relation) -> Relation {
            switch relation.kind {
            case .aliased(let inner, let alias, let columns):
                guard let move = moves[inner.position.node], case .table = inner.kind else { break }
                let source = source(move.use, move.target, keepsPlaces: !columns.isEmpty)
                return Relation(.aliased(source, alias: alias, columns: columns), position: relation.position)
            case .table(let reference):
                guard let move = moves[relation.position.node] else { break }
                let source = source(move.use, move.target, keepsPlaces: false)
                let own = Identifier(reference.name.last.text, isQuoted: reference.name.last.isQuoted)
                let alias = aliases[relation.position.node] ?? own
                return Relation(.aliased(source, alias: alias, columns: []), position: relation.position)
            default:
                break
            }
            return rewriteChildren(of: relation)
        }

        mutating func rewrite(_ expression: Expression) -> Expression {
            guard case .column(let name) = expression.kind,
                case .column(let bound)? = resolved.binding(of: expression)
            else { return rewriteChildren(of: expression) }
            let qualifiers = name.parts.count - 1 - bound.fields.count
            let own = Array(name.parts.dropFirst(qualifiers))
            if qualifiers > 0, let alias = aliases[bound.relation] {
                return Expression(.column(QualifiedName([alias] + own)), position: expression.position)
            }
            guard qualifiers > 1 else { return expression }
            let short = QualifiedName([name.parts[qualifiers - 1]] + own)
            return Expression(.column(short), position: expression.position)
        }

        /// The table itself where its columns have the right types; else a derived table that casts them back. With
        /// `keepsPlaces`, a column list names columns by place, so exactly the base table's columns stand in their order.
        private func source(_ use: TableUse, _ target: Target, keepsPlaces: Bool) -> Relation {
            let table = Relation(.table(TableReference(target.name.qualifiedName)))
            let changed = target.columns.contains { $0.type != $0.storedType && use.columns.contains($0.name) }
            guard changed || keepsPlaces else { return table }
            let kept = keepsPlaces ? target.columns : target.columns.filter { use.columns.contains($0.name) }
            var items = kept.map { column -> SelectItem in
                let own = Identifier(quotedWhereNeeded: column.name)
                let value = Expression.column(QualifiedName([Identifier("kept"), own]))
                guard column.type != column.storedType else { return SelectItem(.expression(value, alias: nil)) }
                return SelectItem(.expression(.cast(value, to: DataType(column.type)), alias: own))
            }
            if items.isEmpty { items = [SelectItem(.expression(.integer(1), alias: Identifier("one")))] }
            let aliased = Relation(.aliased(table, alias: Identifier("kept"), columns: []))
            return Relation(.subquery(Query(body: .select(Select(items: items, from: [aliased])))))
        }
    }
}
