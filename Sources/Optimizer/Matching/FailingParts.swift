import TrinoSQL

/// What can fail of a SELECT that a table over some relations may hold, each as a whole: a part that looks at these alone, with all that may keep
/// rows from what fails in it, or an aggregate's operands with its FILTER. Two that have the same parts fail on the same rows.
///
/// ```sql
/// sum(100 / q)                             -- 100 / t0.q
/// sum(100 / q) FILTER (WHERE q > 3)        -- 100 / t0.q FILTER t0.q > 3
/// CASE WHEN q > 3 THEN 100 / q END         -- the CASE
/// ```
struct FailingParts {
    /// Over these relations.
    let form: CanonicalForm
    /// In canonical form.
    private(set) var texts: Set<String> = []

    init(within form: CanonicalForm) {
        self.form = form
    }

    /// Collects what a SELECT computes of the rows that FROM and WHERE leave.
    mutating func collect(_ select: Select, orderBy: [Expression] = []) {
        var computing = select
        computing.from = []
        computing.filter = nil
        var finder = TopExpressions()
        finder.visit(computing)
        for expression in finder.found + orderBy { collect(expression) }
    }

    /// - Parameter expression: as it stands in the query.
    mutating func collect(_ expression: Expression) {
        if let call = aggregate(expression) {
            collect(call)
        } else if form.form(of: expression) != nil {
            if FailingExpressions.canFail([expression], in: form.resolved) { texts.insert(text(expression)) }
        } else {
            for child in expression.children { collect(child) }
            guard let query = expression.ownSubquery else { return }
            var finder = TopExpressions()
            finder.visit(query)
            for inner in finder.found { collect(inner) }
        }
    }

    private mutating func collect(_ call: FunctionCall) {
        let operands = call.arguments.map(\.value) + call.orderBy.map(\.key)
        let all = operands + [call.filter].compactMap(\.self)
        guard all.allSatisfy({ form.form(of: $0) != nil }) else {
            for operand in all { collect(operand) }
            return
        }
        if FailingExpressions.canFail(all, in: form.resolved) {
            let parts = operands.map { text(withoutSafeCast($0)) }.joined(separator: ", ")
            texts.insert(parts + (call.filter.map { " FILTER " + text($0) } ?? ""))
        }
    }

    private func aggregate(_ expression: Expression) -> FunctionCall? {
        guard case .function(let call) = expression.kind,
            call.filter != nil || form.resolved.function(of: expression)?.function.kind == .aggregate
        else { return nil }
        return call
    }

    /// What a summary keeps is cast to a wider type first.
    private func withoutSafeCast(_ expression: Expression) -> Expression {
        guard case .cast(let inner, let type, isTry: false) = expression.kind,
            let from = form.resolved.type(of: inner), let to = try? SQLType(type),
            FailingExpressions.isSafe(from, to: to)
        else { return expression }
        return withoutSafeCast(inner)
    }

    private func text(_ expression: Expression) -> String { (form.form(of: expression) ?? expression).sql() }

    /// The expressions that stand for themselves, not in others.
    private struct TopExpressions: SyntaxVisitor {
        var found: [Expression] = []

        mutating func visit(_ expression: Expression) { found.append(expression) }
    }
}
