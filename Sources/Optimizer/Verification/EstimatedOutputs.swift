import TrinoSQL

extension ResolvedQuery {
    /// The outputs, by place from 0, that are estimates, in which two plans may differ though they read the same rows. Empty where there
    /// are none, or where an estimate stands elsewhere too, so that any output may depend on it.
    ///
    /// ```sql
    /// SELECT region, count(*), approx_percentile(price, 0.5) FROM lake.raw.orders GROUP BY region    -- the third
    /// ```
    var estimatedOutputs: Set<Int> {
        var left = Set(instabilities.filter { $0.cause == .approximation }.map(\.position.node))
        guard case .select(let select) = query.body, let items = select.writtenItems else { return [] }
        var outputs: Set<Int> = []
        for (place, item) in items.enumerated() {
            item.forEachExpression(includingSubqueries: false) { part in
                if left.remove(part.position.node) != nil { outputs.insert(place) }
            }
        }
        return left.isEmpty ? outputs : []
    }
}
