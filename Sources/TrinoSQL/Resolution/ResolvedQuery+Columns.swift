/// Where a column's values come from, one step down.
public enum ColumnSource: Hashable, Sendable {
    /// A column of a base table, by the node of its `.table` relation and its name in lower case.
    case table(node: Int, name: TableName, column: String)
    /// An output, by its index from 0, of a derived table, common table or LATERAL: the query's node.
    case query(node: Int, output: Int)
    /// A column of a view, by its index from 0.
    case view(TableName, column: Int)
    /// A column that USING merged.
    case merged([BoundColumn.MergedColumn])
    /// A column of UNNEST, of a recursive reference, or of another relation that makes its rows itself.
    case other
}

extension ResolvedQuery {
    /// Where a bound column comes from, aliases and samples looked through.
    public func source(of column: BoundColumn) -> ColumnSource {
        column.mergedFrom.isEmpty
            ? source(relation: column.relation, index: column.index) : .merged(column.mergedFrom)
    }

    /// Where one side of a merged column comes from.
    public func source(of column: BoundColumn.MergedColumn) -> ColumnSource {
        source(relation: column.relation, index: column.index)
    }

    /// The base table and column that an expression names, or nil for any other expression, row fields included.
    public func baseColumn(of expression: Expression) -> BaseColumn? {
        guard case .column(let column)? = binding(of: expression), column.fields.isEmpty,
            case .table(_, let name, let base) = source(of: column)
        else { return nil }
        return BaseColumn(table: name, column: base)
    }

    /// The reference to a base table behind a relation, aliases and samples looked through.
    public func tableUse(of relation: Int) -> TableUse? {
        switch relations[relation]?.kind {
        case .alias(let inner)?, .sample(let inner)?: tableUse(of: inner)
        case .baseTable?: tables.first { $0.node == relation && $0.view == nil }
        default: nil
        }
    }

    /// The columns that an expression reads, in the order of the text; those of subqueries are not among them.
    public func columns(in expression: Expression) -> [BoundColumn] {
        var found: [BoundColumn] = []
        expression.forEachExpression(includingSubqueries: false) { part in
            if case .column(let column)? = binding(of: part) { found.append(column) }
        }
        return found
    }

    /// The base columns behind the columns that an expression reads.
    public func lineage(of expression: Expression) -> Set<BaseColumn> {
        columns(in: expression).reduce(into: []) { result, column in
            guard let known = relations[column.relation]?.columns, known.indices.contains(column.index) else { return }
            result.formUnion(known[column.index].lineage)
        }
    }

    private func source(relation: Int, index: Int) -> ColumnSource {
        guard let facts = relations[relation] else { return .other }
        switch facts.kind {
        case .alias(let inner), .sample(let inner):
            // A join or an already aliased relation keeps its own columns in the same order.
            return source(relation: inner, index: index)
        case .baseTable(let name):
            guard facts.columns.indices.contains(index), let column = facts.columns[index].name else { return .other }
            return .table(node: relation, name: name, column: column.lowercased())
        case .derived(let query), .lateral(let query), .commonTable(_, let query):
            return .query(node: query, output: index)
        case .view(let name): return .view(name, column: index)
        case .join, .unnest, .recursiveTable: return .other
        }
    }
}
