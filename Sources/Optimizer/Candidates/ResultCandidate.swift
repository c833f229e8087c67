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
    /// The table's columns that hold an output as it is, by the output's place; of one that is taken apart the column of numbers.
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
    ///   - codings: by place, outputs that are stored in two columns.
    init(
        _ original: ResolvedQuery, name: String, design: Design, types: [Int: SQLType] = [:],
        codings: [Int: PatchedColumn] = [:]
    ) throws(Refusal) {
        let full = original.withFullNames()
        let order = try ResultOrder(of: original, asIn: full)
        let zones = StoredZones(resolved: original, catalog: design.catalog)
        let kept = try Self.outputs(
            of: original, as: full, order: order, types: types,
            storage: OutputStorage(connector: design.connector, zones: zones))
        let inner = try order.added(to: kept.inner)

        // Of the table where it is read: in ORDER BY `r.day` is a field of an output `r` where there is one.
        var outputNames = Set(original.outputs.compactMap { $0.name?.lowercased() })
        var columns = ResultColumns(connector: design.connector, alias: outputNames.takeFree("r"))
        var values: [Int: Expression] = [:]
        var parts: [Int: Expression] = [:]
        var columnOfOutput: [Int: String] = [:]
        for slot in kept.slots {
            switch slot {
            case .output(let index):
                let output = original.outputs[index]
                let shown = output.shownName(at: index)
                // check: type-is-known
                guard let type = types[index] ?? output.type, type != .unknown else {
                    throw Refusal(reason: "the type of column \(shown) is not known")
                }
                // check: zones-survive-storage
                if type.holdsZone, design.connector.losesZones, !zones.hold(output: index, of: original.query) {
                    throw Refusal(
                        reason: "column \(shown) may have zones, which would all become UTC when it is stored")
                }
                let before = columns.columns.count
                values[index] = try columns.keep(output.name, type, isOutput: true, coding: codings[index])
                columnOfOutput[index] = columns.columns[before].name
            case .part(let number):
                guard let type = original.type(of: kept.parts[number]) else { continue }
                parts[number] = try columns.keep("lw_part_\(number + 1)", type)
            }
        }
        let items = original.outputs.enumerated().compactMap { index, output -> SelectItem? in
            guard let value = values[index] ?? kept.expression(index, over: parts, values) else { return nil }
            return SelectItem(.expression(value, alias: Identifier(quotedWhereNeeded: output.shownName(at: index))))
        }
        var orderBy: [SortItem] = []
        var further = 0
        for key in order.keys {
            var item = key.item
            if let output = key.output {
                // As it is stored it sorts as it does when it is cast back, but for one that is taken apart.
                let column = codings[output] == nil ? columnOfOutput[output] : nil
                item.key =
                    column.map { .column(columns.alias, $0) } ?? values[output]
                    ?? kept.expression(output, over: parts, values) ?? item.key
            } else {
                guard let type = key.type else {
                    throw Refusal(reason: "the type of an ORDER BY key is not known")
                }
                further += 1
                item.key = try columns.keep("lw_order_\(further)", type)
            }
            orderBy.append(item)
        }
        self.columnOfOutput = columnOfOutput
        let source = Relation(.subquery(inner))
        table = NewTable(
            name: name, kind: .result, columns: columns.columns,
            definition: Select(
                items: [],
                from: [
                    Relation(.aliased(source, alias: Identifier("r"), columns: columns.names.map { Identifier($0) }))
                ]),
            sources: Set(original.tables.map(\.schema.name)).sorted(),
            layout: TableLayout(properties: LayoutAdvisor.storage(design.connector)),
            reasons: ["the rows depend on the tables alone, so they are kept and read back"])
        let target = Relation(.table(TableReference(design.name(of: table).qualifiedName)))
        rewritten = Query(
            body: .select(
                Select(items: items, from: [Relation(.aliased(target, alias: Identifier(columns.alias), columns: []))])),
            orderBy: orderBy)
    }

    /// What is kept of the outputs, and what is computed when they are read.
    private static func outputs(
        of original: ResolvedQuery, as full: Query, order: ResultOrder, types: [Int: SQLType], storage: OutputStorage
    ) throws(Refusal) -> LateOutputs {
        let causes = original.causesAgainstKeeping
        let late = LateOutputs(
            original, as: full, causes: causes, ordered: order.outputs, further: order.further,
            types: original.outputs.indices.map { types[$0] ?? original.outputs[$0].type }, storage: storage)
        // check: rows-depend-on-tables-alone
        if late == nil, let cause = causes.first {
            throw Refusal(reason: "the result depends on \(cause.what)")
        }
        var kept = late ?? LateOutputs(keeping: original, as: full)
        var limits: Set<Int>? = []
        if full.limit != nil || full.offset != nil {
            limits = order.further.isEmpty ? order.outputs : nil
        } else {
            kept.dropOrder()
        }
        kept.deriveOutputs(in: original, limits: limits, fixed: Set(types.keys), storage: storage)
        return kept
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
            case .random, .clock, .timeZone, .session, .locale, .unknown: true
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
