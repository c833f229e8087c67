import TrinoSQL

/// Writes expressions over some relations of a query in one form, whatever the query calls the relations and however it spells
/// what means the same, so that equal work is recognised across queries by equal text.
///
/// ```sql
/// f.Cancelled = false AND 10 < F.Dep        -- over flights AS f, and
/// t0.dep > 10 AND NOT t0.cancelled          -- over the source's first relation
/// -- are one
/// ```
/// Every change is an identity of three-valued logic: `x = false` is `NOT x` and `x = true` is `x` for a boolean `x`; a comparison
/// turns round with its sides; BETWEEN is two comparisons where `BetweenSplit` says so; an IN list of one is `=`; conjuncts and disjuncts commute.
/// What can fail keeps its place among them: in `b <> 0 AND a / b > 2` the first shields the second.
struct CanonicalForm {
    let resolved: ResolvedQuery
    /// The place in the source of each relation, by the node number under which columns are bound to it.
    let places: [Int: Int]

    /// The name of a source's relation at a place.
    static func relation(_ place: Int) -> String { "t\(place)" }

    /// The expression in canonical form; nil where its value depends on more than one row of the source: on other relations,
    /// aggregates, windows, subqueries, chance, the clock or the session.
    func form(of expression: Expression) -> Expression? {
        var isPlain = true
        expression.forEachExpression { part in
            if !isSelfContained(part) { isPlain = false }
        }
        guard isPlain else { return nil }
        let split = BetweenSplit(resolved: resolved).nodes(in: expression)
        let shielding = nodesThatMayShield(in: expression)
        return expression.transformed { part in
            let node = part.position.node
            // check: shielded-in-its-place
            if shielding.contains(node) { return renamed(part) }
            return Self.normalised(renamed(part), splitsBetween: split.contains(node))
        }
    }

    /// Nodes of what has parts that can fail, where the engine may stop before them: at the first operand that is false, true or NULL.
    private func nodesThatMayShield(in expression: Expression) -> Set<Int> {
        guard FailingExpressions.canFail([expression], in: resolved) else { return [] }
        var nodes: Set<Int> = []
        expression.forEachExpression { part in
            let operands: [Expression]
            switch part.kind {
            case .and, .or, .not: operands = []
            case .comparison(_, let left, let right): operands = [left, right]
            case .between(let between): operands = [between.value, between.low, between.high]
            case .inList(let value, let values, _): operands = [value] + values
            default: return
            }
            // Beside literals alone the one that can fail is computed in any case.
            if !operands.isEmpty, operands.count(where: { !$0.isLiteral }) < 2 { return }
            if FailingExpressions.canFail([part], in: resolved) { nodes.insert(part.position.node) }
        }
        return nodes
    }

    /// Whether any column of the source stands in the expression, in its subqueries too.
    func readsSource(_ expression: Expression) -> Bool {
        expression.contains { part in
            if case .column(let bound)? = resolved.binding(of: part) {
                return places[bound.relation] != nil || bound.mergedFrom.contains { places[$0.relation] != nil }
            }
            return false
        }
    }

    /// The source's column that a name means: its relation's place and the column's name in lower case.
    func column(_ expression: Expression) -> (place: Int, name: String)? {
        guard case .column(let bound)? = resolved.binding(of: expression), bound.fields.isEmpty,
            bound.mergedFrom.isEmpty,
            let place = places[bound.relation]
        else { return nil }
        return (place, bound.name)
    }

    // MARK: - What may stand in it

    private func isSelfContained(_ part: Expression) -> Bool {
        guard !unstable.contains(part.position.node) || part.position.node == 0 else { return false }
        switch part.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval:
            return true
        case .column:
            return column(part) != nil
        case .or, .and, .not, .comparison, .isNull, .isDistinctFrom, .between, .inList, .like, .concatenation,
            .arithmetic,
            .sign, .caseWhen, .cast, .extract:
            return true
        case .function(let call):
            guard call.isPlain, let function = resolved.function(of: part)?.function
            else { return false }
            return function.kind == .scalar && function.isDeterministic && !function.isSessionDependent
        case .special(let form):
            switch form {
            case .trim, .substring, .position, .truthTest: return true
            default: return false
            }
        case .parameter, .field, .quantifiedComparison, .inSubquery, .atTimeZone, .subscriptAccess, .currentValue,
            .lambda,
            .array, .row, .exists, .subquery:
            return false
        }
    }

    /// Nodes at which the resolver saw that more than rows decide.
    private var unstable: Set<Int> {
        Set(
            resolved.instabilities.filter { $0.cause != .ties && $0.cause != .rounding }
                .map(\.position.node))
    }

    // MARK: - Normal forms

    private func renamed(_ part: Expression) -> Expression {
        switch part.kind {
        case .column:
            guard let (place, name) = column(part) else { return part }
            return Self.reading(place, name)
        default:
            return part
        }
    }

    /// A column of the source's relation at a place.
    static func reading(_ place: Int, _ column: String) -> Expression {
        Expression(.column(QualifiedName([Identifier(relation(place)), Identifier(quotedWhereNeeded: column)])))
    }

    /// One expression in its normal form, its parts being in theirs.
    /// - Parameter splitsBetween: whether a BETWEEN may become two comparisons, as ``BetweenSplit`` says of what was written.
    static func normalised(_ part: Expression, splitsBetween: Bool = false) -> Expression {
        switch part.kind {
        case .function(var call):
            call.name = QualifiedName(call.name.parts.map { Identifier($0.canonical) })
            return Expression(.function(call), position: part.position)
        case .comparison(let operation, let left, let right):
            return comparison(operation, left, right)
        case .between(let between) where splitsBetween && !between.isNegated && !between.isSymmetric:
            return sorted(
                .conjunction([
                    comparison(.greaterOrEqual, between.value, between.low),
                    comparison(.lessOrEqual, between.value, between.high),
                ]))
        case .inList(let value, let values, let negated) where values.count == 1 && !negated:
            return comparison(.equal, value, values[0])
        case .inList(let value, let values, let negated):
            let ordered = values.map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
            return Expression(.inList(value, ordered, negated: negated))
        case .not(let operand):
            if case .isNull(let value, let negated) = operand.kind {
                return Expression(.isNull(value, negated: !negated))
            }
            if case .not(let inner) = operand.kind { return inner }
            return part
        case .and, .or:
            return sorted(part)
        default:
            return part
        }
    }

    private static func comparison(_ operation: ComparisonOperator, _ left: Expression, _ right: Expression)
        -> Expression
    {
        if operation == .equal || operation == .notEqual {
            for (value, other) in [(left, right), (right, left)] {
                // Only where both sides are boolean: with any other type the literal would be coerced.
                guard case .boolean(let literal) = other.kind else { continue }
                return (operation == .equal) == literal ? value : value.negated
            }
            let sides = [left, right].map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.map(\.1)
            // A literal stands last, as people write it.
            let ordered = sides[0].isLiteral ? [sides[1], sides[0]] : sides
            return .comparison(ordered[0], operation, ordered[1])
        }
        if left.isLiteral, !right.isLiteral { return .comparison(right, operation.flipped, left) }
        if !right.isLiteral, left.sql() > right.sql() { return .comparison(right, operation.flipped, left) }
        return .comparison(left, operation, right)
    }

    private static func sorted(_ part: Expression) -> Expression {
        func unique(_ operands: [Expression]) -> [Expression] {
            var seen: Set<String> = []
            return operands.map { ($0.sql(), $0) }.sorted { $0.0 < $1.0 }.filter { seen.insert($0.0).inserted }.map(\.1)
        }
        switch part.kind {
        case .and: return .conjunction(unique(part.conjuncts))
        case .or: return .disjunction(unique(part.disjuncts))
        default: return part
        }
    }
}

extension FunctionCall {
    /// Whether it is a name and arguments, and nothing else.
    var isPlain: Bool {
        over == nil && filter == nil && orderBy.isEmpty && !isDistinct && !isStar
            && arguments.allSatisfy { $0.name == nil }
    }
}

extension Expression {
    /// Whether it is a constant as written.
    var isLiteral: Bool {
        switch kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval: true
        case .sign(_, let operand): operand.isLiteral
        default: false
        }
    }
}
