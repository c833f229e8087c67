import TrinoSQL

/// The whole result of a query as a table.
///
/// ```sql
/// SELECT region, sum(price) AS total FROM lake.raw.orders GROUP BY region ORDER BY total DESC
/// -- becomes
/// INSERT INTO lake.fast.result_q1 (region, total)
///   SELECT r.region, r.total FROM (SELECT region, sum(price) AS total FROM lake.raw.orders GROUP BY region) AS r (region, total);
/// SELECT r.region AS region, r.total AS total FROM lake.fast.result_q1 AS r ORDER BY r.total DESC
/// ```
/// Preconditions: the rows depend on the tables alone (no chance, clock, session or zone but in what ``LateOutputs`` leaves to be
/// computed when they are read; rows that tie may fall either way, and estimates and what depends on the order of arrival be those of
/// any run, as in the original); every output can be stored without loss; ORDER BY keys are outputs, or can be computed beside them. A LIMIT is applied when the table is filled, the order again when it is read.
struct ResultCandidate: Sendable {
    let table: NewTable
    /// The query over the new table.
    let rewritten: Query
    /// The table's columns that hold an output as it is, by the output's place.
    let columnOfOutput: [Int: String]

    /// Why a result can't be a table.
    struct Refusal: Error {
        let reason: String
    }

    /// - Parameters:
    ///   - original: as it came in, resolved.
    ///   - name: the new table's own name.
    ///   - design: the schema that it goes to.
    ///   - types: types that the live engine gives some outputs, by place from 0, where they are others than Trino's rules say: the
    ///     engine that runs the query decides what its rows are.
    init(
        _ original: ResolvedQuery, name: String, design: Design, types: [Int: SQLType] = [:]
    ) throws(Refusal) {
        let full = original.withFullNames()
        let order = try Self.order(of: original, asIn: full)
        let zones = StoredZones(resolved: original, catalog: design.catalog)
        let causes = original.causesAgainstKeeping
        // Keys that are no output are computed beside the outputs, which only a plain SELECT has room for.
        let extra = order.compactMap { key in key.output == nil ? key.item.key : nil }
        let ordered = Set(order.compactMap(\.output))
        let storage = OutputStorage(connector: design.connector, zones: zones)
        let late = LateOutputs(
            original, as: full, causes: causes, ordered: ordered, further: extra,
            types: original.outputs.indices.map { types[$0] ?? original.outputs[$0].type }, storage: storage)
        // check: rows-depend-on-tables-alone
        if late == nil, let cause = causes.first {
            throw Refusal(reason: "the result depends on \(cause.what)")
        }
        let isLimited = full.limit != nil || full.offset != nil
        var taken = late ?? LateOutputs(keeping: original, as: full)
        if !isLimited { taken.dropOrder() }
        taken.deriveOutputs(
            in: original, limits: isLimited ? (extra.isEmpty ? ordered : nil) : [], fixed: Set(types.keys),
            storage: storage)
        var inner = taken.inner
        if !extra.isEmpty { inner = try Self.adding(extra, to: inner) }

        // Of the table where it is read: in ORDER BY `r.day` is a field of an output `r` where there is one.
        var outputNames = Set(original.outputs.compactMap { $0.name?.lowercased() })
        let alias = outputNames.takeFree("r")
        var columns: [NewTable.Column] = []
        var names: [String] = []
        func keep(_ name: String?, _ type: SQLType, isOutput: Bool = false) throws(Refusal) -> Expression {
            let own = Self.columnName(name, index: names.count, taken: names)
            names.append(own)
            var (column, value) = try Self.column(own, type: type, connector: design.connector, alias: alias)
            // Of what is no output the engine's own type isn't known.
            if !isOutput, case .column = column.source.kind {
                column.source = .cast(column.source, to: DataType(column.storedType))
            }
            columns.append(column)
            return value
        }
        var values: [Int: Expression] = [:]
        var parts: [Int: Expression] = [:]
        var sortKeys: [Int: Expression] = [:]
        var columnOfOutput: [Int: String] = [:]
        for slot in taken.slots {
            switch slot {
            case .output(let index):
                let output = original.outputs[index]
                // check: type-is-known
                guard let type = types[index] ?? output.type, type != .unknown else {
                    throw Refusal(reason: "the type of column \(index + 1) is not known")
                }
                // check: zones-survive-storage
                if type.holdsZone, design.connector.losesZones, !zones.hold(output: index, of: original.query) {
                    throw Refusal(
                        reason: "column \(index + 1) may have zones, which would all become UTC when it is stored")
                }
                values[index] = try keep(output.name, type, isOutput: true)
                sortKeys[index] = .column(alias, names[names.count - 1])
                columnOfOutput[index] = names[names.count - 1]
            case .part(let number):
                guard let type = original.type(of: taken.parts[number]) else { continue }
                parts[number] = try keep("lw_part_\(number + 1)", type)
            }
        }
        let items = original.outputs.enumerated().compactMap { index, output -> SelectItem? in
            guard let value = values[index] ?? taken.expression(index, over: parts, values) else { return nil }
            return SelectItem(.expression(value, alias: Identifier(quotedWhereNeeded: output.shownName(at: index))))
        }
        var orderBy: [SortItem] = []
        var extraCount = 0
        for key in order {
            var item = key.item
            if let output = key.output {
                item.key = sortKeys[output] ?? taken.expression(output, over: parts, values) ?? item.key
            } else {
                guard let type = key.type else {
                    throw Refusal(reason: "the type of an ORDER BY key is not known")
                }
                extraCount += 1
                item.key = try keep("lw_order_\(extraCount)", type)
            }
            orderBy.append(item)
        }
        self.columnOfOutput = columnOfOutput
        let source = Relation(.subquery(inner))
        table = NewTable(
            name: name, kind: .result, columns: columns,
            definition: Select(
                items: [],
                from: [Relation(.aliased(source, alias: Identifier("r"), columns: names.map { Identifier($0) }))]),
            sources: Set(original.tables.map(\.schema.name)).sorted(),
            layout: TableLayout(properties: LayoutAdvisor.storage(design.connector)),
            reasons: ["the rows depend on the tables alone, so they are kept and read back"])
        let target = Relation(.table(TableReference(design.name(of: table).qualifiedName)))
        rewritten = Query(
            body: .select(
                Select(items: items, from: [Relation(.aliased(target, alias: Identifier(alias), columns: []))])),
            orderBy: orderBy)
    }

    // MARK: - Columns

    /// A column of a table for a value `r.name`, and the value as it is read back from there.
    ///
    /// - Parameter alias: the table's, where it is read.
    static func column(
        _ name: String, type: SQLType, connector: ConnectorKind, alias: String = "r"
    ) throws(Refusal) -> (NewTable.Column, read: Expression) {
        let value = Expression.column("r", name)
        let read = Expression.column(alias, name)
        // check: fields-have-names
        guard !type.hasUnnamedField else {
            throw Refusal(reason: "column \(name) can't be stored: a field of its row has no name")
        }
        if type == .intervalDayToSecond, let moment = StoredInterval(in: connector) {
            return (
                NewTable.Column(name: name, storedType: moment.type, source: moment.stored(value)), moment.read(read)
            )
        }
        switch StoredType(of: type, in: connector) {
        case .same:
            return (NewTable.Column(name: name, storedType: type, source: value), read)
        case .widened(let stored):
            let cast = Expression.cast(value, to: DataType(stored))
            return (NewTable.Column(name: name, storedType: stored, source: cast), .cast(read, to: DataType(type)))
        case .unsupported(let reason):
            throw Refusal(reason: "column \(name) can't be stored: \(reason)")
        }
    }

    /// The output's own name in lower case where it is a plain word and not taken, else one by its place.
    static func columnName(_ name: String?, index: Int, taken: [String]) -> String {
        let lower = name?.lowercased() ?? ""
        let isPlain =
            lower.first.map { $0.isASCII && ($0.isLetter || $0 == "_") } ?? false
            && lower.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_") }
        if isPlain, !taken.contains(lower), !Identifier(quotedWhereNeeded: lower).isQuoted { return lower }
        var candidate = "c\(index + 1)"
        while taken.contains(candidate) { candidate += "_" }
        return candidate
    }

    // MARK: - Order

    private struct OrderKey {
        var item: SortItem
        /// The output that it is; nil for another expression.
        var output: Int?
        /// The type of another expression, where it is known.
        var type: SQLType?
    }

    /// - Parameter full: the same query with full names, from which keys are taken.
    private static func order(of original: ResolvedQuery, asIn full: Query) throws(Refusal) -> [OrderKey] {
        var keys: [OrderKey] = []
        for var item in full.orderBy {
            switch original.binding(of: item.key) {
            case .output(let index):
                keys.append(OrderKey(item: item, output: index))
                continue
            case .column, .lambdaArgument, nil:
                break
            }
            if case .integer(let digits) = item.key.kind {
                guard let place = Int(digits), (1...original.outputs.count).contains(place) else {
                    throw Refusal(reason: "ORDER BY \(digits) names no column")
                }
                keys.append(OrderKey(item: item, output: place - 1))
                continue
            }
            let type = original.type(of: item.key)
            item.key = try withoutOutputNames(item.key, original, full)
            keys.append(OrderKey(item: item, output: sameItem(item.key, full), type: type))
        }
        return keys
    }

    /// A key that can stand among the select items: there a name means a column, in ORDER BY it means an output before that.
    ///
    /// ```sql
    /// SELECT -a AS b FROM t ORDER BY b + 1     -- sorts by
    /// (-a) + 1
    /// ```
    private static func withoutOutputNames(
        _ key: Expression, _ original: ResolvedQuery, _ full: Query
    ) throws(Refusal) -> Expression {
        func output(_ part: Expression) -> Int? {
            if case .output(let index)? = original.binding(of: part) { index } else { nil }
        }
        var uses = 0
        var ownUses = 0
        key.forEachExpression { if output($0) != nil { uses += 1 } }
        key.forEachExpression(includingSubqueries: false) { if output($0) != nil { ownUses += 1 } }
        guard uses > 0 else { return key }
        // Within a subquery the output's expression could mean the subquery's columns.
        // check: order-key-outside-subquery
        guard case .select(let select) = full.body, let items = select.writtenItems, uses == ownUses else {
            throw Refusal(reason: "ORDER BY computes with a column of the result")
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
            throw Refusal(reason: "ORDER BY computes with a name that is both a column's and an output's")
        }
        return key.transformed(includingSubqueries: false) { part in
            if let index = output(part), items.indices.contains(index) { items[index] } else { part }
        }
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

    private static func adding(_ keys: [Expression], to query: Query) throws(Refusal) -> Query {
        guard case .select(var select) = query.body, select.quantifier != .distinct else {
            throw Refusal(reason: "ORDER BY has a key that is no column of the result")
        }
        select.items += keys.map { SelectItem(.expression($0, alias: nil)) }
        var copy = query
        copy.body = .select(select)
        return copy
    }
}

extension ResolvedQuery {
    /// What keeps a result from being kept as it is: that another run over the same rows would be asked for something else.
    ///
    /// Where rows tie or come in any order, floating-point values are added up or something is estimated, any run's result is as good
    /// as any other's.
    fileprivate var causesAgainstKeeping: [Instability] {
        instabilities.filter { instability in
            switch instability.cause {
            case .ties, .rounding, .approximation, .rowOrder: false
            case .random, .clock, .timeZone, .session, .locale: true
            }
        }
    }
}

extension Select {
    /// The expressions of its list; nil where a star stands there, which is as many outputs as there are columns.
    var writtenItems: [Expression]? {
        var expressions: [Expression] = []
        for item in items {
            guard case .expression(let expression, _) = item.kind else { return nil }
            expressions.append(expression)
        }
        return expressions
    }
}
