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
    var inner: Query
    /// Its columns.
    var slots: [Slot]
    /// What is kept of outputs that are computed late.
    let parts: [Expression]
    /// By place: the outputs that are computed late, where `?` stands for a part, by its number, or for an output that is kept, by its place
    /// behind the parts' numbers.
    var expressions: [Int: Expression]

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
                // Under a name of its own: ORDER BY would take a field's for the output.
                (
                    item: SelectItem(
                        .expression(splitter.parts[number], alias: Identifier("lw_part_\(number + 1)"))),
                    slot: Slot.part(number)
                )
            }
            // The first stands where the output stood, so that places in GROUP BY and ORDER BY go on meaning the same.
            if let first = own.first { kept.append(first) }
            further += own.dropFirst()
            // check: late-outputs-keep-places
            if own.isEmpty, inner.lastPlace > 0 { return nil }
        }
        guard !late.isEmpty, !(kept + further).isEmpty else { return nil }
        // check: late-outputs-group-nothing
        guard !groupKeys.contains(where: { key in late.keys.contains { key == .integer($0 + 1) } }) else { return nil }
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
}

extension Query {
    /// How many outputs must stay where they are, since GROUP BY or ORDER BY name one of them by its place.
    var lastPlace: Int {
        guard case .select(let select) = body else { return .max }
        let keys = orderBy.map(\.key) + (select.plainGroupKeys ?? [])
        return keys.reduce(0) { last, key in
            if case .integer(let digits) = key.kind { max(last, Int(digits) ?? .max) } else { last }
        }
    }

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
    /// What rows are grouped by, but for columns; nil with grouping sets, where what is grouped by may be NULL in some rows and not in what is made of it.
    var plainGroupKeys: [Expression]? {
        var keys: [Expression] = []
        for element in groupBy?.elements ?? [] {
            guard case .expression(let key) = element else { return nil }
            if case .column = key.kind { continue }
            keys.append(key)
        }
        return keys
    }
}
