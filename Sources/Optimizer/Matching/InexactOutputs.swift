import TrinoSQL

/// Follows floating-point sums of a sub-query to where the whole query uses them.
///
/// Rows added up in another order give another sum in its last digits. Where such a sum, or a product or quotient of it, goes straight
/// into the whole query's result that is within tolerance. Where it is compared, rounded, ranked, sorted or grouped by, a last
/// digit can change a row; the original has that from run to run as well, and it is no ground to stand on.
struct InexactOutputs {
    let resolved: ResolvedQuery

    /// The outputs of a sub-query that are such sums, by place; nil where one of the sums is used in any other way within it.
    func outputs(of query: Query, adding sums: Set<Int>) -> Set<Int>? {
        guard case .select(let select) = query.body else { return nil }
        var found: Set<Int> = []
        var carried: Set<Int> = []
        for (index, item) in select.items.enumerated() {
            guard case .expression(let value, _) = item.kind else { return nil }
            let own = Set(Self.carried(by: value).map(\.position.node)).intersection(sums)
            if !own.isEmpty { found.insert(index) }
            carried.formUnion(own)
        }
        return sums.isSubset(of: carried) ? found : nil
    }

    /// Whether any of a sub-query's outputs is used for more than being carried into the result.
    func areExposed(_ outputs: Set<Int>, of occurrence: SubqueryOccurrence) -> Bool {
        switch occurrence.role {
        case .expression, .branch: return true
        case .relation, .commonTable: break
        }
        var harmless: Set<Int> = []
        let whole = resolved.query
        if case .select(let select) = whole.body, select.quantifier != .distinct {
            let sorted = Set(whole.orderBy.compactMap { place(of: $0.key) })
            for (index, item) in select.items.enumerated() where !sorted.contains(index) {
                guard case .expression(let value, _) = item.kind else { continue }
                harmless.formUnion(Self.carried(by: value).map(\.position.node))
            }
        }
        return whole.contains { part in
            guard case .column(let bound)? = resolved.binding(of: part) else { return false }
            let reads =
                bound.mergedFrom.isEmpty
                ? [resolved.source(of: bound)] : bound.mergedFrom.map { resolved.source(of: $0) }
            let isInexact = reads.contains { source in
                if case .query(occurrence.node, let output) = source { outputs.contains(output) } else { false }
            }
            return isInexact && !harmless.contains(part.position.node)
        }
    }

    private func place(of key: Expression) -> Int? {
        if case .output(let index)? = resolved.binding(of: key) { return index }
        if case .integer(let digits) = key.kind { return Int(digits).map { $0 - 1 } }
        return nil
    }

    /// Calls and columns that reach a value through nothing but products and quotients. Differences can be much smaller than what
    /// they are the difference of, and then all digits are last ones.
    private static func carried(by expression: Expression) -> [Expression] {
        switch expression.kind {
        case .column:
            return [expression]
        case .function(let call) where call.over == nil:
            return [expression]
        case .arithmetic(let chain)
        where chain.rest.allSatisfy { $0.operation == .multiply || $0.operation == .divide }:
            return carried(by: chain.first) + chain.rest.flatMap { carried(by: $0.operand) }
        case .sign(_, let operand):
            return carried(by: operand)
        default:
            return []
        }
    }
}
