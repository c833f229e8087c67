import TrinoSQL

/// A pair with the keys of ORDER BY in sight: where a key is no output, both queries show it in a column behind their outputs.
struct ShownPair {
    let pair: QueryPair
    let original: Query
    let rewritten: Query
    /// Where the keys stand in each result; as many on both sides.
    let originalOrder: RowOrder
    let rewrittenOrder: RowOrder
    /// Whether columns were added.
    let showsKeys: Bool

    /// - Parameter showingKeys: whether columns may be added; without, the order is compared as far as its keys are outputs.
    init(_ pair: QueryPair, showingKeys: Bool = true) {
        self.pair = pair
        let order = RowOrder(of: pair.original, outputs: pair.outputs)
        if showingKeys, !order.isComplete,
            let first = RowOrder.showingKeys(of: pair.original, outputs: pair.outputs),
            let second = RowOrder.showingKeys(of: pair.rewritten, outputs: pair.outputs),
            first.order.columns.count == second.order.columns.count
        {
            (original, originalOrder) = (first.query, first.order)
            (rewritten, rewrittenOrder) = (second.query, second.order)
            showsKeys = true
        } else {
            (original, originalOrder) = (pair.original, order)
            (rewritten, rewrittenOrder) = (pair.rewritten, order)
            showsKeys = false
        }
    }

    /// What a reader must know of how the order was compared.
    var note: String? {
        originalOrder.isComplete
            ? nil : "the same rows; their order was compared up to the first ORDER BY key that can't be shown"
    }

    /// The outputs that any two runs may give differently, by name; nil where there are none.
    var unsettledColumns: String? {
        let names = pair.unsettled.sorted().map { pair.outputs[$0] }
        return names.isEmpty ? nil : names.joined(separator: ", ")
    }

    /// The output rows of the original's result.
    func rows(_ result: EngineResult) -> [[EngineValue]] {
        KeyedRows(result.rows, outputs: pair.outputs.count, order: originalOrder).rows
    }

    /// What is wrong with the columns that came back: number, names or types; nil where nothing is.
    ///
    /// A varchar's length and a decimal's precision may differ, which hold the same values.
    func defect(_ first: [EngineResult.Column], _ second: [EngineResult.Column]) -> DataCheck? {
        let added = showsKeys ? originalOrder.columns.filter { $0 >= pair.outputs.count }.count : 0
        let addedToOther = showsKeys ? rewrittenOrder.columns.filter { $0 >= pair.outputs.count }.count : 0
        guard first.count - added == second.count - addedToOther else {
            return .different(
                "\(first.count - added) columns in the original, \(second.count - addedToOther) in the rewritten query")
        }
        let columns = zip(first, second).prefix(first.count - added)
        var types: [Int: SQLType] = [:]
        var words: [String] = []
        for (index, (a, b)) in columns.enumerated() {
            guard a.name.lowercased() == b.name.lowercased() else {
                return .different("column \(a.name) of the original is called \(b.name) in the rewritten query")
            }
            guard a.type != b.type else { continue }
            let what = "column \(a.name) is \(a.type) in the original, \(b.type) in the rewritten query"
            guard let own = try? SQLType(parsing: a.type), let other = try? SQLType(parsing: b.type) else {
                return .different(what)
            }
            switch (own, other) {
            case (.varchar, .varchar): continue
            case (.decimal(_, let left), .decimal(_, let right)) where left == right: continue
            default: break
            }
            types[index] = own
            words.append(what)
        }
        return types.isEmpty ? nil : .otherTypes(types, words.joined(separator: "; "))
    }
}
