import TrinoSQL

/// How many rows a query, or a part of it, gives: an estimate from statistics, by the textbook's rules.
///
/// - a filter leaves its share of rows (``Selectivity``; a third where its form isn't read), conditions being independent;
/// - `a.x = b.y` leaves |a| * |b| / max(NDV(x), NDV(y));
/// - an outer join gives at least the rows of each preserved side;
/// - GROUP BY and DISTINCT give the groups that Cardenas' formula says (``GroupCount``); HAVING leaves a third;
/// - LIMIT gives no more than its number.
///
/// Source of the join's rule: P. G. Selinger et al., "Access Path Selection in a Relational Database Management System" (1979).
struct ResultSize {
    private let resolved: ResolvedQuery
    private let tables: [TableName: TableEstimate]
    private let commonTables: [Int: Query]

    init(_ resolved: ResolvedQuery, tables: [TableName: TableEstimate]) {
        self.resolved = resolved
        self.tables = tables
        var finder = CommonTableFinder()
        finder.visit(resolved.query)
        commonTables = finder.queries
    }

    /// Rows of the whole query.
    var rows: Double { rows(of: resolved.query) }

    func rows(of query: Query) -> Double {
        let all = rows(of: query.body)
        switch query.limit {
        case .rows(let count): return min(all, number(count) ?? all)
        case .fetchFirst(let count, withTies: _): return min(all, count.map { number($0) ?? all } ?? 1)
        case .all, nil: return all
        }
    }

    private func rows(of body: QueryBody) -> Double {
        switch body {
        case .select(let select): return rows(of: select)
        case .parenthesized(let query): return rows(of: query)
        case .values(let values): return Double(values.count)
        case .table(let name): return TableName(name).flatMap { tables[$0]?.rows } ?? TableEstimate.unknownRows
        case .setOperation(let operation):
            let branches = operation.branches.map { rows(of: $0) }
            switch operation.kind {
            case .union: return branches.reduce(0, +)
            case .intersect: return branches.min() ?? 0
            case .except: return branches.first ?? 0
            }
        }
    }

    /// Rows of one SELECT, after grouping and DISTINCT.
    func rows(of select: Select) -> Double {
        let from = rowsBeforeGrouping(of: select)
        let count = groupCount(rows: from)
        let facts = resolved.select(select)
        var rows = from
        if facts?.isAggregation == true {
            let keys = facts?.groupingKeys ?? []
            rows = keys.isEmpty ? 1 : count.groups(by: keys)
            if facts?.hasGroupingSets == true { rows = min(from, rows * 1.5) }
            if select.having != nil { rows *= Selectivity.unknownInequality }
        }
        guard select.quantifier == .distinct else { return rows }
        let outputs = select.items.compactMap { item -> Expression? in
            if case .expression(let expression, _) = item.kind { expression } else { nil }
        }
        return outputs.count == select.items.count ? min(rows, count.groups(by: outputs)) : rows
    }

    /// Rows that FROM and WHERE leave: what a GROUP BY groups.
    func rowsBeforeGrouping(of select: Select) -> Double {
        let product = select.from.reduce(1.0) { min($0 * rows(of: $1), 1e18) }
        return product * share(of: select.filter?.conjuncts ?? [])
    }

    /// The estimate of groups over this query's columns.
    func groupCount(rows: Double) -> GroupCount {
        GroupCount(rows: rows) { statistics(of: $0) }
    }

    // MARK: - Relations

    private func rows(of relation: Relation) -> Double {
        switch relation.kind {
        case .table(let reference):
            switch resolved.relation(relation)?.kind {
            case .baseTable(let name): return tables[name]?.rows ?? TableEstimate.unknownRows
            case .commonTable(_, let node): return commonTables[node].map { rows(of: $0) } ?? TableEstimate.unknownRows
            default: return TableName(reference.name).flatMap { tables[$0]?.rows } ?? TableEstimate.unknownRows
            }
        case .subquery(let query), .lateral(let query): return rows(of: query)
        case .aliased(let inner, _, _), .sampled(let inner, _), .patternRecognition(let inner, _):
            return rows(of: inner)
        case .join(let join): return rows(of: join)
        // A handful of elements a row.
        case .unnest: return 10
        case .tableFunction, .jsonTable, .nearest: return TableEstimate.unknownRows
        }
    }

    private func rows(of join: Join) -> Double {
        let left = rows(of: join.left)
        let right = rows(of: join.right)
        let matched: Double
        switch join.criteria {
        case .on(let condition): matched = left * right * share(of: condition.conjuncts)
        // The names' statistics aren't at hand; most such joins follow a key.
        case .using, .natural: matched = max(left, right)
        case nil: matched = left * right
        }
        switch join.kind {
        case .inner, .cross: return matched
        case .left: return max(left, matched)
        case .right: return max(right, matched)
        case .full: return max(left, right, matched)
        }
    }

    // MARK: - Conditions

    private func share(of conditions: [Expression]) -> Double {
        Selectivity.all(conditions.map { share(of: $0) })
    }

    private func share(of condition: Expression) -> Double {
        if let (operand, filter) = ColumnFilter.reading(condition) {
            return filter.selectivity(statistics(of: operand))
        }
        switch condition.kind {
        case .and(let parts): return share(of: parts)
        case .or(let parts): return Selectivity.any(parts.map { share(of: $0) })
        case .not(let inner): return 1 - share(of: inner)
        case .isNull(let value, negated: true): return 1 - Selectivity.null(statistics(of: value))
        case .comparison(.notEqual, _, _): return 1 - Selectivity.unknownEquality
        case .comparison(.equal, let left, let right):
            let values = [left, right].compactMap { statistics(of: $0)?.distinctValues }.max()
            return 1 / max(1, values ?? GroupCount.unknownDistinct)
        default: return Selectivity.unknownInequality
        }
    }

    /// Statistics of the one base column whose values an expression passes on.
    private func statistics(of expression: Expression) -> ColumnStatistics? {
        guard case .column(let bound)? = resolved.binding(of: expression),
            let columns = resolved.relations[bound.relation]?.columns, columns.indices.contains(bound.index),
            columns[bound.index].lineage.count == 1, let base = columns[bound.index].lineage.first
        else { return nil }
        return tables[base.table]?.columns[base.column]?.statistics
    }

    private func number(_ expression: Expression) -> Double? {
        guard case .integer(let digits) = expression.kind else { return nil }
        return Double(digits.filter { $0 != "_" })
    }

    private struct CommonTableFinder: SyntaxVisitor {
        var queries: [Int: Query] = [:]

        mutating func visit(_ query: Query) {
            for table in query.with?.tables ?? [] { queries[table.query.position.node] = table.query }
            visitChildren(of: query)
        }
    }
}
