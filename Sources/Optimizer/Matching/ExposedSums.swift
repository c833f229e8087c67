import TrinoSQL

/// Finds floating-point sums of a SELECT whose last digits can be seen in more than the last digits of the result.
///
/// Adding in another order changes a floating-point sum in its last digits. That stays within tolerance where the sum, or a product
/// or quotient of it, is a column of the whole query's result. Where it is compared, rounded, ranked, sorted or grouped by, or
/// cast to text, a last digit can change a row.
struct ExposedSums {
    let resolved: ResolvedQuery
    let select: Select
    let orderBy: [SortItem]
    let isOutermost: Bool

    /// What is added up, of those sums that are exposed.
    func find(_ rollUps: [Int: RollUp]) -> [Expression] {
        var harmless: Set<Int> = []
        if isOutermost, select.quantifier != .distinct {
            let sorted = Set(
                orderBy.compactMap { item -> Int? in
                    if case .output(let index)? = resolved.binding(of: item.key) { return index }
                    if case .integer(let digits) = item.key.kind, let place = Int(digits) { return place - 1 }
                    return nil
                })
            for (index, item) in select.items.enumerated() where !sorted.contains(index) {
                if case .expression(let expression, _) = item.kind { addHarmless(in: expression, to: &harmless) }
            }
        }
        return rollUps.filter { !harmless.contains($0.key) }.sorted { $0.key < $1.key }.compactMap(\.value.addsFloating)
    }

    /// Aggregates that reach the column through nothing but products and quotients.
    private func addHarmless(in expression: Expression, to nodes: inout Set<Int>) {
        switch expression.kind {
        case .function(let call) where call.over == nil:
            nodes.insert(expression.position.node)
        case .arithmetic(let chain):
            // Differences can be much smaller than what they are the difference of, and then all digits are last ones.
            // check: differences-show-their-last-digits
            guard chain.rest.allSatisfy({ $0.operation == .multiply || $0.operation == .divide }) else { return }
            addHarmless(in: chain.first, to: &nodes)
            for link in chain.rest { addHarmless(in: link.operand, to: &nodes) }
        case .sign(_, let operand):
            addHarmless(in: operand, to: &nodes)
        default:
            break
        }
    }
}
