import TrinoSQL

/// Outputs that can't be kept as they are, taken apart: what of them depends on the tables' rows alone, and can be stored, is kept, and
/// the rest is computed when the result is read.
///
/// ```sql
/// SELECT custkey, date_diff('day', max(orderdate), current_date) AS age FROM lake.raw.orders GROUP BY custkey
/// -- keeps
/// SELECT custkey, max(orderdate) FROM lake.raw.orders GROUP BY custkey
/// -- and is read as
/// SELECT r.custkey AS custkey, date_diff('day', r.lw_part_1, current_date) AS age FROM lake.fast.result_q1 AS r
/// ```
/// Exact where what is computed late is a function of its row's kept values and the session alone: the list of a plain SELECT without
/// DISTINCT changes no row, and has as many whatever it computes. The clock or session may decide nothing else: no filter, group or window, nor
/// the order in which a LIMIT counts. What only some rows would compute may not fail, since it is kept of all.
struct LateOutputs {
    /// A column of the kept rows.
    enum Slot {
        /// The output at a place, from 0, as it is.
        case output(Int)
        /// A part of outputs that are computed late, by its number from 0.
        case part(Int)
    }

    /// The query whose rows are kept.
    private(set) var inner: Query
    /// Its columns.
    private(set) var slots: [Slot]
    /// What is kept of outputs that are computed late.
    let parts: [Expression]
    /// By place: the outputs that are computed late, where `?` stands for a part, by its number, or for an output that is kept, by its place
    /// behind the parts' numbers.
    private(set) var expressions: [Int: Expression]

    /// All outputs are kept as they are.
    init(keeping original: ResolvedQuery, as inner: Query) {
        self.inner = inner
        slots = original.outputs.indices.map { .output($0) }
        parts = []
        expressions = [:]
    }

    /// Nil where nothing can be gained so: something that a row doesn't hold decides more than what an output shows, or all outputs can
    /// be kept as they are.
    ///
    /// - Parameters:
    ///   - inner: the same query with full names.
    ///   - causes: what the result depends on beside its rows.
    ///   - ordered: the outputs that ORDER BY names.
    ///   - further: what ORDER BY computes beside them.
    ///   - types: the outputs' types.
    init?(
        _ original: ResolvedQuery, as inner: Query, causes: [Instability], ordered: Set<Int>,
        further keys: [Expression],
        types: [SQLType?], storage: OutputStorage
    ) {
        // check: late-outputs-of-plain-rows
        guard case .select(var select) = inner.body, select.quantifier != .distinct, let items = select.writtenItems,
            items.count == types.count, let groupKeys = select.plainGroupKeys
        else { return nil }
        var splitter = OutputSplitter(
            query: original, unsteady: Set(causes.map(\.position.node)), storage: storage, groupKeys: groupKeys)
        var late: [Int: Expression] = [:]
        var kept: [(item: SelectItem, slot: Slot)] = []
        var further: [(item: SelectItem, slot: Slot)] = []
        for (place, item) in items.enumerated() {
            guard splitter.dependsOnMore(item) || !storage.holds(item, types[place]) else {
                kept.append((select.items[place], .output(place)))
                continue
            }
            let known = splitter.parts.count
            guard let expression = splitter.split(item) else { return nil }
            late[place] = expression
            let own = (known..<splitter.parts.count).map { number in
                (item: SelectItem(.expression(splitter.parts[number], alias: nil)), slot: Slot.part(number))
            }
            // The first stands where the output stood, so that places in GROUP BY and ORDER BY go on meaning the same.
            if let first = own.first { kept.append(first) }
            further += own.dropFirst()
            // check: late-outputs-keep-places
            if own.isEmpty, inner.namesPlaces { return nil }
        }
        guard !late.isEmpty, !(kept + further).isEmpty else { return nil }
        // check: late-outputs-group-nothing
        guard !select.groupsBy(late.keys) else { return nil }
        let isLimited = inner.limit != nil || inner.offset != nil
        let decidesOrder = !ordered.isDisjoint(with: late.keys) || inner.orders(late.keys, original)
        // check: late-outputs-count-no-limit
        guard !isLimited || !decidesOrder else { return nil }
        var seen: Set<Int> = []
        for place in late.keys {
            // A key that is the same expression is computed late as well.
            for shown in [items[place]] + inner.orderBy.map(\.key) where shown == items[place] {
                shown.forEachExpression(includingSubqueries: false) { seen.insert($0.position.node) }
            }
        }
        let unsteady = splitter.unsteady
        let isKeyUnsteady = keys.contains { $0.contains { unsteady.contains($0.position.node) } }
        // check: late-outputs-are-all-that-depends
        guard unsteady.isSubset(of: seen), !isKeyUnsteady else { return nil }
        select.items = (kept + further).map(\.item)
        var copy = inner
        copy.body = .select(select)
        self.inner = copy
        slots = (kept + further).map(\.slot)
        parts = splitter.parts
        expressions = late
    }

    /// Without LIMIT the order of the kept rows means nothing.
    mutating func dropOrder() { inner.orderBy = [] }

    /// An output that is computed late, over parts and kept outputs as they are read back; nil for one that is kept.
    func expression(_ place: Int, over parts: [Int: Expression], _ outputs: [Int: Expression]) -> Expression? {
        expressions[place]?.transformed { part in
            guard case .parameter(let number) = part.kind else { return part }
            return parts[number] ?? outputs[number - self.parts.count] ?? part
        }
    }

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
        guard case .select(var select) = inner.body, select.writtenItems?.count == slots.count, let limits,
            let lastPlace = inner.lastPlace
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
            .filter { $0.size > 1 && $0.place >= lastPlace }
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

extension Query {
    /// How many outputs must stay where they are, since GROUP BY or ORDER BY name one of them by its place; nil where any may be meant.
    fileprivate var lastPlace: Int? {
        guard case .select(let select) = body else { return nil }
        var last = 0
        func note(_ key: Expression) {
            if case .integer(let digits) = key.kind { last = max(last, Int(digits) ?? .max) }
        }
        for key in orderBy { note(key.key) }
        for element in select.groupBy?.elements ?? [] {
            guard case .expression(let key) = element else {
                if element.hasPlace { return nil }
                continue
            }
            note(key)
        }
        return last
    }

    /// Whether GROUP BY or ORDER BY name outputs by their places.
    fileprivate var namesPlaces: Bool {
        func isPlace(_ key: Expression) -> Bool { if case .integer = key.kind { true } else { false } }
        guard case .select(let select) = body else { return true }
        return orderBy.contains { isPlace($0.key) } || select.groupBy?.elements.contains { $0.hasPlace } ?? false
    }
}

extension Query {
    /// Whether ORDER BY computes with one of these outputs.
    fileprivate func orders(_ outputs: some Sequence<Int>, _ resolved: ResolvedQuery) -> Bool {
        orderBy.contains { item in
            item.key.contains { part in
                if case .output(let place)? = resolved.binding(of: part) { outputs.contains(place) } else { false }
            }
        }
    }
}

extension Select {
    /// What rows are grouped by; nil with grouping sets, where what is grouped by may be NULL in some rows and not in what is made of it.
    fileprivate var plainGroupKeys: [Expression]? {
        var keys: [Expression] = []
        for element in groupBy?.elements ?? [] {
            guard case .expression(let key) = element else { return nil }
            if case .column = key.kind { continue }
            keys.append(key)
        }
        return keys
    }

    /// Whether a group's key is one of these outputs, by its place, or may be.
    fileprivate func groupsBy(_ outputs: some Sequence<Int>) -> Bool {
        (groupBy?.elements ?? []).contains { element in
            switch element {
            case .expression(let key):
                guard case .integer(let digits) = key.kind else { return false }
                return outputs.contains { String($0 + 1) == digits }
            default: return element.hasPlace
            }
        }
    }
}

extension GroupBy.Element {
    /// Whether it names an output by its place, or all of them.
    fileprivate var hasPlace: Bool {
        let keys: [Expression]
        switch self {
        case .expression(let key): keys = [key]
        case .set(let all): keys = all
        case .rollup(let sets), .cube(let sets): keys = sets.flatMap { $0 }
        case .groupingSets(let elements): return elements.contains { $0.hasPlace }
        case .auto: return true
        }
        return keys.contains { if case .integer = $0.kind { true } else { false } }
    }
}
