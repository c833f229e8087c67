import TrinoSQL

extension ResolvedQuery {
    /// The outputs, by place from 0, in which two plans may differ though they read the same rows: estimates, and what depends on the order
    /// of arrival. Empty where there are none, or where such a thing stands elsewhere too, so that any output may depend on it.
    ///
    /// ```sql
    /// SELECT region, count(*), approx_percentile(price, 0.5), array_agg(note) FROM lake.raw.orders GROUP BY region    -- the last two
    /// ```
    var unsettledOutputs: Set<Int> {
        let unsettled = instabilities.filter { $0.cause == .approximation || $0.cause == .rowOrder }
        var left = Set(unsettled.map(\.position.node))
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
