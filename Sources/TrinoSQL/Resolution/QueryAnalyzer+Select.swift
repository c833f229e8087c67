// SELECT: its list, its clauses and what ORDER BY sees of it.
extension QueryAnalyzer {
    /// The output columns of a SELECT; ORDER BY belongs to it where it is a query's whole body.
    func analyze(
        _ select: Select, orderBy: [SortItem], outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        let source = try analyze(from: select.from, outer: outer, names: names)
        let scope = Scope(.relations, fields: source, parent: outer, isQueryBoundary: true)
        var context = ExpressionContext(scope: scope, names: names)
        context.aliases = select.aliases
        for window in select.windows { context.windows[window.name.canonical] = window.specification }

        if let filter = select.filter {
            try requireBoolean(analyze(filter, context), "WHERE clause", filter.position)
            try refuseAggregates(in: filter, clause: "WHERE clause")
        }
        var selectContext = context
        selectContext.aliases = []
        let list = try expand(select, source, selectContext)
        let isGrouped = select.groupBy != nil
        let keys = try groupingKeys(select, list, context)
        if let having = select.having { try requireBoolean(analyze(having, context), "HAVING clause", having.position) }
        for window in select.windows { try analyze(window.specification, context) }

        if select.quantifier == .distinct || keys.usesOrdinals { for field in list.outputs { field.demand.need() } }
        var sortKeys: [Expression] = []
        if !orderBy.isEmpty {
            let orderScope = Scope(.outputs, fields: list.outputs, parent: scope, isQueryBoundary: false)
            var orderContext = context.within(orderScope)
            orderContext.aliases = []
            for item in orderBy {
                if try analyzeSortKey(item.key, outputs: list.outputs, items: list.items, orderContext) {
                    sortKeys.append(item.key)
                } else {
                    for field in list.outputs { field.demand.need() }
                }
            }
        }
        try finish(
            select, source: source, list: list, keys: keys, isGrouped: isGrouped, sortKeys: sortKeys)
        return list.outputs
    }

    /// A SELECT list with its stars expanded.
    struct SelectList {
        var items: [ResolvedSelect.Item] = []
        var outputs: [Field] = []
        /// How many of the items each written one became.
        var widths: [Int] = []

        mutating func append(_ item: ResolvedSelect.Item, _ output: Field) {
            var output = output
            output.index = outputs.count
            items.append(item)
            outputs.append(output)
        }
    }

    /// The grouping keys of a SELECT.
    struct GroupingKeys {
        var expressions: [Expression] = []
        var hasSets = false
        /// Whether a key was written as a number of the SELECT list.
        var usesOrdinals = false
    }

    // MARK: The list

    private func expand(
        _ select: Select, _ source: [Field], _ context: ExpressionContext
    ) throws(ResolutionError) -> SelectList {
        var list = SelectList()
        for item in select.items {
            let start = list.items.count
            defer { list.widths.append(list.items.count - start) }
            switch item.kind {
            case .expression(let expression, let alias):
                let type = try analyze(expression, context)
                let name = alias?.text ?? expression.impliedName
                list.append(
                    .expression(expression, name: name),
                    Field(
                        relation: 0, index: 0, qualifier: [], name: name, type: type,
                        isNullable: isNullable(expression, context), lineage: lineage(of: expression),
                        demand: ColumnDemand()))
            case .all:
                guard !select.from.isEmpty else {
                    throw ResolutionError(
                        .invalid, "SELECT * not allowed in queries without FROM clause", position: item.position)
                }
                append(stars: source.filter { !$0.isHidden }, to: &list)
            case .allOf(let expression, let aliases):
                if case .column(let name) = expression.kind, let fields = fields(of: name, in: source) {
                    try append(
                        stars: renamed(
                            fields.filter { !$0.isHidden }, aliases, of: name.shown, at: expression.position),
                        to: &list)
                } else {
                    try append(fieldsOf: expression, aliases, to: &list, context)
                }
            }
        }
        return list
    }

    private func fields(of relation: QualifiedName, in source: [Field]) -> [Field]? {
        let parts = relation.canonical
        let matches = source.filter {
            !$0.qualifier.isEmpty && $0.qualifier.suffix(parts.count).elementsEqual(parts)
        }
        return matches.isEmpty ? nil : matches
    }

    private func append(stars fields: [Field], to list: inout SelectList) {
        for (field, output) in zip(fields, star(over: fields)) {
            let bound = BoundColumn(
                relation: field.relation, index: field.index, name: field.canonicalName ?? "", level: 0, fields: [],
                mergedFrom: field.mergedFrom)
            list.append(.star(bound, name: field.name, isNeeded: true), output)
        }
    }

    /// Output columns that pass the fields on; nobody needs them yet.
    func star(over fields: [Field]) -> [Field] {
        var result: [Field] = []
        for (index, field) in fields.enumerated() {
            for origin in field.sources {
                uses[origin.use].use.columns.insert(origin.column)
                uses[origin.use].use.isWholeRow = true
            }
            result.append(
                Field(
                    relation: 0, index: index, qualifier: [], name: field.name, type: field.type,
                    isNullable: field.isNullable, lineage: field.lineage,
                    demand: ColumnDemand(upstream: [field.demand])))
        }
        return result
    }

    private func append(
        fieldsOf expression: Expression, _ aliases: [Identifier], to list: inout SelectList,
        _ context: ExpressionContext
    ) throws(ResolutionError) {
        let type = try analyze(expression, context)
        guard case .row(let fields)? = type else {
            throw ResolutionError(
                .typeMismatch, "Only a row or a relation can stand before .*", position: expression.position)
        }
        guard aliases.isEmpty || aliases.count == fields.count else {
            throw ResolutionError(
                .wrongColumnCount,
                "Column alias list has \(aliases.count) entries but relation has \(fields.count) columns",
                position: expression.position)
        }
        for (index, field) in fields.enumerated() {
            let name = aliases.isEmpty ? field.name : aliases[index].text
            list.append(
                .field(expression, index: index, name: name),
                Field(
                    relation: 0, index: 0, qualifier: [], name: name, type: field.type,
                    lineage: lineage(of: expression), demand: ColumnDemand()))
        }
    }

    // MARK: GROUP BY

    private func groupingKeys(
        _ select: Select, _ list: SelectList, _ context: ExpressionContext
    ) throws(ResolutionError) -> GroupingKeys {
        var keys = GroupingKeys()
        guard let groupBy = select.groupBy else { return keys }
        keys.hasSets = groupBy.elements.count > 1 && groupBy.elements.contains { $0.isMultiple }
        for element in groupBy.elements { try collect(element, &keys, list, context) }
        return keys
    }

    private func collect(
        _ element: GroupBy.Element, _ keys: inout GroupingKeys, _ list: SelectList, _ context: ExpressionContext
    ) throws(ResolutionError) {
        switch element {
        case .expression(let expression): try collect(expression, &keys, list, context)
        case .set(let expressions):
            for expression in expressions { try collect(expression, &keys, list, context) }
        case .rollup(let sets), .cube(let sets):
            keys.hasSets = true
            for set in sets { for expression in set { try collect(expression, &keys, list, context) } }
        case .groupingSets(let elements):
            keys.hasSets = true
            for element in elements { try collect(element, &keys, list, context) }
        case .auto:
            for item in list.items {
                guard let expression = key(for: item), !containsAggregate(expression) else { continue }
                keys.expressions.append(expression)
            }
        }
    }

    private func collect(
        _ expression: Expression, _ keys: inout GroupingKeys, _ list: SelectList, _ context: ExpressionContext
    ) throws(ResolutionError) {
        guard let ordinal = expression.ordinal else {
            let type = try analyze(expression, context)
            try refuseAggregates(in: expression, clause: "GROUP BY clause")
            if let type, !type.isComparable {
                try doubt(
                    .typeMismatch, "\(type) is not comparable, and therefore cannot be used in GROUP BY",
                    expression.position)
            }
            keys.expressions.append(expression)
            return
        }
        guard list.items.indices.contains(ordinal - 1) else {
            throw ResolutionError(
                .invalidOrdinal, "GROUP BY position \(ordinal) is not in select list", position: expression.position)
        }
        keys.usesOrdinals = true
        bindings[expression.position.node] = .output(index: ordinal - 1)
        types[expression.position.node] = list.outputs[ordinal - 1].type
        guard let key = key(for: list.items[ordinal - 1]) else { return }
        try refuseAggregates(in: key, clause: "GROUP BY clause")
        keys.expressions.append(key)
    }

    /// An item of the SELECT list as an expression; a column behind a star gets one made for it.
    private func key(for item: ResolvedSelect.Item) -> Expression? {
        switch item {
        case .expression(let expression, _): return expression
        case .star(let column, let name, _):
            let node = nextNode()
            bindings[node] = .column(column)
            return Expression(
                .column(QualifiedName([Identifier(name ?? "")])),
                position: SourcePosition(line: 0, column: 0, node: node))
        case .field: return nil
        }
    }

    // MARK: ORDER BY

    /// Analyses one sort key: a number of the SELECT list, or an expression over outputs and sources.
    ///
    /// - Returns: whether it is an expression.
    @discardableResult
    func analyzeSortKey(
        _ key: Expression, outputs: [Field], items: [ResolvedSelect.Item]?, _ context: ExpressionContext
    ) throws(ResolutionError) -> Bool {
        if let ordinal = key.ordinal {
            guard outputs.indices.contains(ordinal - 1) else {
                throw ResolutionError(
                    .invalidOrdinal, "ORDER BY position \(ordinal) is not in select list", position: key.position)
            }
            bindings[key.position.node] = .output(index: ordinal - 1)
            types[key.position.node] = outputs[ordinal - 1].type
            return false
        }
        let type = try analyze(key, context)
        if let type, !type.isOrderable {
            try doubt(
                .typeMismatch, "Type \(type) is not orderable, and therefore cannot be used in ORDER BY", key.position)
        }
        return true
    }
}

extension Select {
    /// The names that the SELECT list gives, in lower case.
    var aliases: Set<String> {
        Set(
            items.compactMap { item in
                if case .expression(_, let alias?) = item.kind { alias.canonical } else { nil }
            })
    }
}

extension GroupBy.Element {
    fileprivate var isMultiple: Bool {
        switch self {
        case .rollup, .cube, .groupingSets: true
        case .expression, .set, .auto: false
        }
    }
}

extension Expression {
    /// The number of a SELECT item that a bare whole number means in GROUP BY and ORDER BY.
    var ordinal: Int? {
        if case .integer(let digits) = kind { return Int(digits) }
        return nil
    }

    /// The name that a SELECT item has without an alias: a column's or field's own.
    var impliedName: String? {
        if case .column(let name) = kind { return name.last.text }
        return nil
    }
}
