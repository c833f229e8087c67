import TrinoSQL

/// The one expression that can fail in a table's filters, where every filter computes it for each row: then it is computed for all rows,
/// whichever filter the engine asks first, and another table may compute it for all as well.
///
/// ```sql
/// WHERE CAST(day AS date) >= DATE '2024-01-01' AND CAST(day AS date) < current_date     -- CAST(day AS date)
/// WHERE CAST(day AS date) < current_date AND kind = 'view'                              -- none: the second may keep rows from the cast
/// ```
/// Precondition: no join, nor anything else, keeps rows from the filters. The other side of each comparison is never NULL, which would
/// leave the expression alone.
struct CommonFailure {
    let expression: Expression

    /// - Parameter filters: all conditions on the table's rows; nil where they have no such expression.
    init?(of filters: [Expression], in resolved: ResolvedQuery) {
        var found: Expression?
        for filter in filters {
            guard let failing = Self.failing(in: filter, resolved), failing == found ?? failing else { return nil }
            found = failing
        }
        guard let found else { return nil }
        expression = found
    }

    /// The operand that can fail, of a comparison whose others are there for every row.
    private static func failing(in filter: Expression, _ resolved: ResolvedQuery) -> Expression? {
        let operands: [Expression]
        switch filter.kind {
        case .comparison(_, let left, let right): operands = [left, right]
        case .between(let between): operands = [between.value, between.low, between.high]
        default: return nil
        }
        let open = operands.filter { !isThere($0) }
        guard open.count == 1, FailingExpressions.canFail(open, in: resolved) else { return nil }
        return open[0]
    }

    /// Whether a value is known not to be NULL, and not to fail: a literal, or a moment that is written out or the clock's, moved by literals.
    private static func isThere(_ value: Expression) -> Bool {
        value.isMoment || (value.isLiteral && !value.contains { $0.kind == .null })
    }
}
