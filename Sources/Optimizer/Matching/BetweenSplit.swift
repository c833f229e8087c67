import TrinoSQL

/// Whether `x BETWEEN a AND b` can be read as two comparisons.
///
/// ```sql
/// x BETWEEN a AND b
/// -- is read as
/// x >= a AND x <= b
/// ```
/// Trino brings all three to one type, and the sides of a comparison to theirs. Precondition: the outcome is the same, since the type is
/// the same in both comparisons, or since values of these types compare alike in whichever: texts of any lengths, whole numbers and
/// decimals as long as their common type has room for all digits, dates and timestamps without a zone. Not so
/// `real_column BETWEEN 0.1 AND DOUBLE '0.2'`: there 0.1 is a double, and beside the column alone a real.
///
/// Source: Trino, `ExpressionAnalyzer.visitBetweenPredicate`.
struct BetweenSplit: Sendable {
    let resolved: ResolvedQuery

    /// Nodes of those in an expression of the resolved query that can be split.
    func nodes(in expression: Expression) -> Set<Int> {
        var nodes: Set<Int> = []
        expression.forEachExpression { part in
            if isExact(part) { nodes.insert(part.position.node) }
        }
        return nodes
    }

    /// - Parameter expression: of the resolved query.
    func isExact(_ expression: Expression) -> Bool {
        guard case .between(let between) = expression.kind, expression.position.node != 0,
            let value = resolved.type(of: between.value), let low = resolved.type(of: between.low),
            let high = resolved.type(of: between.high)
        else { return false }
        return Self.isExact(value, low, high)
    }

    static func isExact(_ value: SQLType, _ low: SQLType, _ high: SQLType) -> Bool {
        guard let lower = Coercion.commonSuperType(value, low), let upper = Coercion.commonSuperType(value, high),
            let all = Coercion.commonSuperType(lower, high)
        else { return false }
        // check: between-in-one-type
        guard (lower == all && upper == all) || compareAlike([value, low, high]) else { return false }
        return true
    }

    /// Whether values of these types compare alike in whichever type that takes them all.
    private static func compareAlike(_ types: [SQLType]) -> Bool {
        let digits = types.compactMap(\.digits)
        if digits.count == types.count {
            let whole = digits.map(\.whole).max() ?? 0
            let fraction = digits.map(\.fraction).max() ?? 0
            return whole + fraction <= SQLType.maximumDecimalPrecision
        }
        return types.allSatisfy(\.isText) || types.allSatisfy(\.isDay)
    }
}

extension SQLType {
    /// Digits before and behind the point, of exact numbers.
    fileprivate var digits: (whole: Int, fraction: Int)? {
        if case .decimal(let precision, let scale) = self { return (precision - scale, scale) }
        return mostDigits.map { ($0, 0) }
    }

    fileprivate var isText: Bool {
        if case .varchar = self { true } else { false }
    }

    /// Whether it is a date or a timestamp without a zone.
    fileprivate var isDay: Bool {
        switch self {
        case .date, .timestamp(_, withTimeZone: false): true
        default: false
        }
    }
}
