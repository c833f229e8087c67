import TrinoSQL

/// Lets sub-queries of a query read the tables that hold their rows. All around them stays as it is.
///
/// ```sql
/// WITH c AS (SELECT region, sum(price) AS total FROM lake.raw.orders GROUP BY region)
/// SELECT c.total FROM c JOIN (SELECT ...) AS x ON ... WHERE x.k IN (SELECT k FROM ...)
/// -- becomes
/// WITH c AS (SELECT r.region AS region, r.total AS total FROM lake.fast.subquery_orders AS r)
/// SELECT c.total FROM c JOIN lake.fast.subquery_shops AS x ON ... WHERE x.k IN (SELECT r.k AS k FROM lake.fast.subquery_keys AS r)
/// ```
/// Precondition: each table holds exactly the rows that its sub-query gives (`SubqueryCandidate`).
struct SubqueryRewriter {
    let resolved: ResolvedQuery
    /// By the occurrence's node.
    let replacements: [Int: Replacement]

    /// What takes a sub-query's place.
    struct Replacement {
        /// The table's full name.
        let table: TableName
        /// The sub-query's outputs over the table, which is called `r`.
        let items: [SelectItem]
        /// Whether the table has just the sub-query's columns, so that it can stand for a derived table by itself.
        let isWholeTable: Bool

        fileprivate var source: Relation { Relation(.table(TableReference(table.qualifiedName))) }

        fileprivate var select: Select {
            Select(items: items, from: [Relation(.aliased(source, alias: Identifier("r"), columns: []))])
        }
    }

    func apply() -> Query {
        var walk = Walk(replacements: replacements)
        return walk.rewrite(resolved.query).droppingUnreadCommonTables()
    }

    private struct Walk: SyntaxRewriter {
        let replacements: [Int: Replacement]

        mutating func rewrite(_ query: Query) -> Query {
            guard let replacement = replacements[query.position.node] else { return rewriteChildren(of: query) }
            return Query(body: .select(replacement.select), position: query.position)
        }

        mutating func rewrite(_ select: Select) -> Select {
            replacements[select.position.node]?.select ?? rewriteChildren(of: select)
        }

        mutating func rewrite(_ relation: Relation) -> Relation {
            // A column list names columns by place, which the table may have more of.
            guard case .aliased(let inner, let alias, let columns) = relation.kind, columns.isEmpty,
                case .subquery(let query) = inner.kind, let replacement = replacements[query.position.node],
                replacement.isWholeTable
            else { return rewriteChildren(of: relation) }
            return Relation(.aliased(replacement.source, alias: alias, columns: []), position: relation.position)
        }
    }
}
