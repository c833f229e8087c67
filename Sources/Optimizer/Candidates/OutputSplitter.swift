import TrinoSQL

/// Finds the largest parts of expressions that depend on a row alone and can be stored, or that stand somewhere else as well.
struct OutputSplitter {
    let query: ResolvedQuery
    /// Nodes at which the clock or the session comes in.
    let unsteady: Set<Int>
    let storage: OutputStorage
    /// What rows are grouped by: beside it its own parts may not stand alone.
    let groupKeys: [Expression]
    /// What was found so far.
    private(set) var parts: [Expression] = []

    init(query: ResolvedQuery, unsteady: Set<Int>, storage: OutputStorage, groupKeys: [Expression] = []) {
        self.query = query
        self.unsteady = unsteady
        self.storage = storage
        self.groupKeys = groupKeys
    }

    /// Whether the value depends on more than its row. Where a value is taken as one of another type, that is the doing of what it
    /// stands in.
    func dependsOnMore(_ expression: Expression) -> Bool {
        let isOwn: Bool
        switch expression.kind {
        case .column: isOwn = false
        case .function: isOwn = query.function(of: expression)?.function.isSteady != true
        default: isOwn = true
        }
        if isOwn, unsteady.contains(expression.position.node) { return true }
        return expression.children.contains { unsteady.contains($0.position.node) || dependsOnMore($0) }
    }

    /// The expression over its parts; nil where it can't be put together from any.
    mutating func split(_ expression: Expression) -> Expression? {
        if expression.isLiteral { return expression }
        // CASE may leave it alone, and so may any operation of which an operand before it is NULL: what can fail is computed late, of parts
        // that can't.
        let isPart =
            !dependsOnMore(expression) && storage.holds(expression, query.type(of: expression))
            // check: late-parts-do-not-fail
            && (groupKeys.contains(expression) || !FailingExpressions.canFailForRowsOrGroups(expression, in: query))
        if isPart {
            let number = parts.firstIndex(of: expression) ?? parts.count
            if number == parts.count { parts.append(expression) }
            return Expression(.parameter(number), position: expression.position)
        }
        // check: late-parts-of-groups
        if groupKeys.contains(expression) { return nil }
        guard isComposition(expression) else { return nil }
        return expression.mapAllChildren { split($0) }
    }

    /// The expression made of others; nil where that takes more than them.
    ///
    /// - Parameters:
    ///   - others: by place, each standing as `?` with its place behind this number.
    ///   - used: those that it takes.
    func made(
        _ expression: Expression, of others: [Int: Expression], after number: Int, used: inout Set<Int>
    ) -> Expression? {
        if expression.isLiteral { return expression }
        if let same = others.filter({ $0.value == expression }).keys.min() {
            used.insert(same)
            return Expression(.parameter(number + same), position: expression.position)
        }
        guard isComposition(expression) else { return nil }
        return expression.mapAllChildren { made($0, of: others, after: number, used: &used) }
    }

    /// Whether a value is a function of its operands and nothing else.
    private func isComposition(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .currentValue, .arithmetic, .comparison, .not, .isNull, .isDistinctFrom, .concatenation, .cast, .extract,
            .sign, .atTimeZone, .array, .row, .and, .or, .between, .inList, .caseWhen:
            return true
        case .function(let call):
            guard call.isPlain, let function = query.function(of: expression)?.function else { return false }
            return function.kind == .scalar && function.isDeterministic
        default:
            return false
        }
    }
}

extension Expression {
    /// The same expression over what the closure makes of its children; nil where it makes nothing of one.
    fileprivate func mapAllChildren(_ transform: (Expression) -> Expression?) -> Expression? {
        var isWhole = true
        let result = mapChildren { child in
            guard isWhole, let part = transform(child) else {
                isWhole = false
                return child
            }
            return part
        }
        return isWhole ? result : nil
    }

    /// The number of expressions in it, itself included.
    var size: Int {
        var count = 0
        forEachExpression { _ in count += 1 }
        return count
    }
}

extension FunctionSignature {
    /// Whether it gives the same for the same arguments whenever and for whomever it is called.
    fileprivate var isSteady: Bool { isDeterministic && !isSessionDependent }
}
