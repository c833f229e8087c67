import TrinoSQL

/// Gathers what a SELECT asks of its source: aggregates and how they roll up, and what stands outside of them.
struct KeyCollector {
    let form: CanonicalForm
    let resolved: ResolvedQuery
    private let aggregates: Set<Int>
    private(set) var keys: [String: AggregationBlock.Key] = [:]
    private(set) var rollUps: [Int: RollUp] = [:]

    private let mode: AggregationBlock.Mode
    private let mayBeEmpty: Bool
    /// What is computed for every row, whether it can fail or not.
    private let everywhere: Expression?

    init(
        form: CanonicalForm, resolved: ResolvedQuery, select: Select, mode: AggregationBlock.Mode,
        everywhere: Expression? = nil
    ) {
        self.mode = mode
        self.everywhere = everywhere
        let elements = select.groupBy?.elements ?? []
        mayBeEmpty =
            elements.isEmpty
            || elements.contains { element in
                if case .expression = element { false } else { true }
            }
        self.form = form
        self.resolved = resolved
        aggregates = Set((resolved.select(select)?.aggregates ?? []).map(\.position.node))
    }

    mutating func collect(_ element: GroupBy.Element) throws(AggregationBlock.Refusal) {
        switch element {
        case .expression(let expression):
            try collect(expression)
        case .set(let expressions):
            for expression in expressions { try collect(expression) }
        case .rollup(let sets), .cube(let sets):
            for expression in sets.joined() { try collect(expression) }
        case .groupingSets(let elements):
            for element in elements { try collect(element) }
        case .auto:
            throw .init(reason: "GROUP BY AUTO")
        }
    }

    /// - Parameter parent: what the expression is part of.
    mutating func collect(
        _ expression: Expression, under parent: Expression? = nil
    ) throws(AggregationBlock.Refusal) {
        guard form.readsSource(expression) || !aggregates.isEmpty else { return }
        if aggregates.contains(expression.position.node) {
            try collect(aggregate: expression)
            return
        }
        if form.readsSource(expression), let canonical = form.form(of: expression),
            let type = resolved.type(of: expression), Self.canBeKey(type)
        {
            // No rewriting would get through; said before a table is proposed for it.
            guard GroupKeys.isTold(by: type, under: parent) else {
                throw .init(reason: "it computes with \(expression.sql())" + GroupKeys.zeros)
            }
            keys[canonical.sql()] = AggregationBlock.Key(expression: canonical, type: type)
            return
        }
        if form.column(expression) != nil || (isColumn(expression) && form.readsSource(expression)) {
            throw .init(reason: "it groups or filters by \(expression.sql()), whose type can't be grouped by exactly")
        }
        // Taken apart, what can fail would be computed for rows that the rest of the expression keeps from it.
        // check: what-can-fail-is-not-taken-apart
        if canFailInPart(expression) {
            throw .init(reason: "a part of \(expression.sql().prefix(60)) can fail, and the whole can't be kept")
        }
        for child in expression.children { try collect(child, under: expression) }
        try collectCorrelated(expression)
    }

    /// Whether something outside of aggregates, which are computed for all rows of a group, can fail that looks at the source alone.
    private func canFailInPart(_ expression: Expression) -> Bool {
        expression.children.contains { child in
            if aggregates.contains(child.position.node) || child == everywhere { return false }
            if form.readsSource(child), form.form(of: child) != nil {
                return FailingExpressions.canFail([child], in: resolved)
            }
            return canFailInPart(child)
        }
    }

    private func isColumn(_ expression: Expression) -> Bool {
        if case .column = expression.kind { true } else { false }
    }

    /// Columns of the source that a subquery directly below looks at.
    private mutating func collectCorrelated(_ expression: Expression) throws(AggregationBlock.Refusal) {
        guard let query = expression.ownSubquery else { return }
        var found: [Expression] = []
        query.forEachExpression { part in
            if isColumn(part), form.readsSource(part) { found.append(part) }
        }
        for column in found {
            guard let canonical = form.form(of: column), let type = resolved.type(of: column), Self.canBeKey(type)
            else {
                throw .init(reason: "a subquery looks at \(column.sql()), whose type can't be grouped by exactly")
            }
            // check: zero-and-minus-zero-within-a-subquery
            guard !type.isFloatingPoint else {
                throw .init(reason: "a subquery looks at \(column.sql())" + GroupKeys.zeros)
            }
            keys[canonical.sql()] = AggregationBlock.Key(expression: canonical, type: type)
        }
    }

    private mutating func collect(aggregate expression: Expression) throws(AggregationBlock.Refusal) {
        guard case .function(let call) = expression.kind else {
            throw .init(reason: "\(expression.sql()) can't be put together from groups")
        }
        if mode == .ownGroups {
            // A sum of whole numbers may be too large for its type in a group that nobody asks for.
            // check: own-groups-that-nobody-asks-for
            if call.name.last.canonical == "sum", resolved.type(of: expression) == .bigint,
                let wide = RollUpRule(form: form, mayBeEmpty: mayBeEmpty).rollUp(expression), wide.outerFilter == nil
            {
                rollUps[expression.position.node] = wide
                return
            }
            guard let kept = OwnGroupRule(form: form, mayBeEmpty: mayBeEmpty).rollUp(expression) else {
                throw obstacle(to: call)
                    ?? .init(reason: "the value of \(call.name.last.text) can't be kept for each group")
            }
            rollUps[expression.position.node] = kept
            return
        }
        if let rollUp = RollUpRule(form: form, mayBeEmpty: mayBeEmpty).rollUp(expression) {
            rollUps[expression.position.node] = rollUp
            guard let outer = rollUp.outerFilter else { return }
            // check: no-filter-outside-shields
            guard !FailingExpressions.canFail(call.arguments.map(\.value), in: resolved) else {
                throw .init(
                    reason: "what it computes can fail on rows that its FILTER keeps away: \(outer.sql().prefix(60))")
            }
            try collect(outer)
            return
        }
        // Counting or comparing distinct values of keys: a group more or less with the same key changes nothing.
        let name = call.name.last.canonical
        let ignoresRepeats = ["min", "max", "bool_and", "bool_or", "every"].contains(name)
        let types = call.arguments.map { resolved.type(of: $0.value) }
        let isExactDistinct =
            call.isDistinct && ["count", "sum", "avg"].contains(name)
            && (name == "count" || types.allSatisfy { $0?.isExactNumeric ?? false })
        // check: repeats-change-nothing
        guard ignoresRepeats || isExactDistinct, call.orderBy.isEmpty, call.over == nil, call.arguments.count == 1,
            !call.isStar
        else {
            throw obstacle(to: call) ?? .init(reason: "\(call.name.last.text) can't be put together from groups")
        }
        for argument in call.arguments { try collect(argument.value) }
        if let filter = call.filter { try collect(filter) }
    }

    /// That a call looks at more than rows of the source, whatever its function is.
    private func obstacle(to call: FunctionCall) -> AggregationBlock.Refusal? {
        let operands = call.arguments.map(\.value) + [call.filter].compactMap { $0 }
        guard let foreign = operands.first(where: { form.form(of: $0) == nil }) else { return nil }
        return .init(
            reason:
                "\(foreign.sql().prefix(60)) is computed of more than the rows of tables that a summary could stand for"
        )
    }

    /// Whether values of a type that group together are the same in every respect. Zoned times group by their moment and would
    /// lose their zone.
    static func canBeKey(_ type: SQLType) -> Bool {
        switch type {
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .decimal, .varchar, .char, .date, .uuid,
            .time(_, withTimeZone: false), .timestamp(_, withTimeZone: false):
            true
        default: false
        }
    }
}

extension Expression {
    /// The subquery that is directly part of this expression.
    var ownSubquery: Query? {
        switch kind {
        case .exists(let query), .subquery(let query), .inSubquery(_, let query, _),
            .quantifiedComparison(_, _, _, let query):
            query
        default: nil
        }
    }
}
