import TrinoSQL

extension LateOutputs {
    /// Leaves out what can be computed of other outputs.
    ///
    /// ```sql
    /// SELECT region, sum(price) AS total, count(*) AS n, sum(price) / count(*) AS mean FROM lake.raw.orders GROUP BY region
    /// -- keeps the first three; the fourth is read as
    /// r.total / r.n AS mean
    /// ```
    /// Exact, since within a SELECT equal expressions have equal values, and what is made of them alone is the same wherever it is made.
    ///
    /// - Parameters:
    ///   - limits: the outputs that decide which rows a LIMIT leaves; nil where nobody knows.
    ///   - fixed: the outputs that must be kept, and that nothing is computed of.
    mutating func deriveOutputs(in original: ResolvedQuery, limits: Set<Int>?, fixed: Set<Int>, storage: OutputStorage)
    {
        guard case .select(var select) = inner.body, select.writtenItems?.count == slots.count, let limits
        else { return }
        // check: derived-outputs-of-plain-rows
        guard select.quantifier != .distinct, select.plainGroupKeys != nil else { return }
        var kept: [Int: Expression] = [:]
        for (slot, item) in zip(slots, select.items) {
            if case .output(let place) = slot, case .expression(let value, _) = item.kind { kept[place] = value }
        }
        let splitter = OutputSplitter(query: original, unsteady: [], storage: storage)
        var needed = fixed.union(limits)
        // What is made of most goes first, so that its parts stay.
        let candidates = kept.map { (place: $0.key, value: $0.value, size: $0.value.size) }
            .filter { $0.size > 1 && $0.place >= inner.lastPlace }
            .sorted { ($1.size, $0.place) < ($0.size, $1.place) }
        for candidate in candidates where !needed.contains(candidate.place) {
            let others = kept.filter { $0.key != candidate.place && !fixed.contains($0.key) }
            var used: Set<Int> = []
            guard let made = splitter.made(candidate.value, of: others, after: parts.count, used: &used), !used.isEmpty
            else { continue }
            expressions[candidate.place] = made
            kept[candidate.place] = nil
            needed.formUnion(used)
        }
        let remaining = zip(slots, select.items).filter { slot, _ in
            if case .output(let place) = slot { kept[place] != nil } else { true }
        }
        slots = remaining.map(\.0)
        select.items = remaining.map(\.1)
        inner.body = .select(select)
    }
}
