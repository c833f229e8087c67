import TrinoSQL

/// ORDER BY of a query whose result is kept: which of its keys are outputs, and which must be computed beside them.
struct ResultOrder {
    /// One key.
    struct Key {
        var item: SortItem
        /// The output that it is; nil for another expression.
        var output: Int?
        /// The type of another expression, where it is known.
        var type: SQLType?
    }

    let keys: [Key]

    /// - Parameter full: the same query with full names, from which keys are taken.
    init(of original: ResolvedQuery, asIn full: Query) throws(ResultCandidate.Refusal) {
        var keys: [Key] = []
        for var item in full.orderBy {
            switch original.binding(of: item.key) {
            case .output(let index):
                keys.append(Key(item: item, output: index))
                continue
            case .column, .lambdaArgument, nil:
                break
            }
            if case .integer(let digits) = item.key.kind {
                guard let place = Int(digits), (1...original.outputs.count).contains(place) else {
                    throw ResultCandidate.Refusal(reason: "ORDER BY \(digits) names no column")
                }
                keys.append(Key(item: item, output: place - 1))
                continue
            }
            let type = original.type(of: item.key)
            item.key = try Self.withoutOutputNames(item.key, original, full)
            keys.append(Key(item: item, output: Self.sameItem(item.key, full), type: type))
        }
        self.keys = keys
    }

    /// The outputs that are keys.
    var outputs: Set<Int> { Set(keys.compactMap(\.output)) }

    /// The keys that are no outputs.
    var further: [Expression] { keys.compactMap { $0.output == nil ? $0.item.key : nil } }

    /// A key that can stand among the select items: there a name means a column, in ORDER BY it means an output before that.
    ///
    /// ```sql
    /// SELECT -a AS b FROM t ORDER BY b + 1     -- sorts by
    /// (-a) + 1
    /// ```
    private static func withoutOutputNames(
        _ key: Expression, _ original: ResolvedQuery, _ full: Query
    ) throws(ResultCandidate.Refusal) -> Expression {
        func output(_ part: Expression) -> Int? {
            if case .output(let index)? = original.binding(of: part) { index } else { nil }
        }
        var uses = 0
        var ownUses = 0
        key.forEachExpression { if output($0) != nil { uses += 1 } }
        key.forEachExpression(includingSubqueries: false) { if output($0) != nil { ownUses += 1 } }
        guard uses > 0, !(uses == ownUses && isStarOfOneRelation(original, full)) else { return key }
        // Within a subquery the output's expression could mean the subquery's columns.
        // check: order-key-outside-subquery
        guard case .select(let select) = full.body, let items = select.writtenItems, uses == ownUses else {
            throw ResultCandidate.Refusal(reason: "ORDER BY computes with a column of the result")
        }
        // Where a column has the name too, engines differ in which of the two is meant: no guess is good enough.
        let columns = Set(
            (original.select(select)?.relations ?? []).flatMap { original.relations[$0]?.columns ?? [] }
                .compactMap { $0.name?.lowercased() })
        let isAmbiguous = key.contains { part in
            guard let index = output(part), items.indices.contains(index),
                case .column(let name) = part.kind, columns.contains(name.last.canonical)
            else { return false }
            if case .column(let own) = items[index].kind { return own.last.canonical != name.last.canonical }
            return true
        }
        // check: order-key-is-one-thing
        guard !isAmbiguous else {
            throw ResultCandidate.Refusal(
                reason: "ORDER BY computes with a name that is both a column's and an output's")
        }
        return key.transformed(includingSubqueries: false) { part in
            if let index = output(part), items.indices.contains(index) { items[index] } else { part }
        }
    }

    /// Whether all outputs are the columns of one relation, as `SELECT * FROM v` gives them: then a name means the same thing as an
    /// output's and as a column's.
    private static func isStarOfOneRelation(_ original: ResolvedQuery, _ full: Query) -> Bool {
        guard case .select(let select) = full.body, select.items.count == 1, case .all = select.items[0].kind,
            let relations = original.select(select)?.relations, relations.count == 1,
            let columns = original.relations[relations[0]]?.columns
        else { return false }
        let names = columns.compactMap { $0.name?.lowercased() }
        return names.count == columns.count && Set(names).count == names.count
    }

    /// The place of a select item that is the very expression, where no star shifts places.
    private static func sameItem(_ key: Expression, _ query: Query) -> Int? {
        guard case .select(let select) = query.body else { return nil }
        for (index, item) in select.items.enumerated() {
            guard case .expression(let expression, _) = item.kind else { return nil }
            if expression == key { return index }
        }
        return nil
    }

    /// The query with the keys that are no outputs computed beside these, which only a plain SELECT has room for.
    func added(to query: Query) throws(ResultCandidate.Refusal) -> Query {
        guard !further.isEmpty else { return query }
        guard case .select(var select) = query.body, select.quantifier != .distinct else {
            throw ResultCandidate.Refusal(reason: "ORDER BY has a key that is no column of the result")
        }
        // Under names of their own: a field's would be taken for the output that ORDER BY names.
        select.items += further.enumerated().map { number, key in
            SelectItem(.expression(key, alias: Identifier("lw_order_\(number + 1)")))
        }
        var copy = query
        copy.body = .select(select)
        return copy
    }
}
