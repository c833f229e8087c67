// Aggregates and windows: where they stand, and what may stand beside them.
extension QueryAnalyzer {
    /// Records the SELECT, after a check that what is neither grouped nor aggregated is not used.
    func finish(
        _ select: Select, source: [Field], list: SelectList, keys: GroupingKeys, isGrouped: Bool,
        sortKeys: [Expression]
    ) throws(ResolutionError) {
        var aggregates: [Expression] = []
        var windows: [Expression] = []
        let listed = list.items.compactMap { item in
            if case .expression(let expression, _) = item { expression } else { nil }
        }
        for expression in listed + (select.having.map { [$0] } ?? []) + sortKeys {
            collectCalls(expression, &aggregates, &windows)
        }
        for window in select.windows {
            for expression in window.specification.expressions { collectCalls(expression, &aggregates, &windows) }
        }
        let isAggregation = isGrouped || !aggregates.isEmpty || select.having != nil
        if isAggregation {
            var check = GroupingCheck(
                analyzer: self, keys: Set(keys.expressions.map { canonical($0) }),
                relations: Set(source.map(\.relation)))
            for (index, item) in list.items.enumerated() {
                switch item {
                case .expression(let expression, _): try check.verify(expression)
                case .star(let column, let name, _):
                    try check.verify(column, shown: name ?? "_col\(index)", select.position)
                case .field(let expression, _, _): try check.verify(expression)
                }
            }
            if let having = select.having {
                try refuseWindows(in: having, clause: "HAVING clause")
                try check.verify(having)
            }
            for key in sortKeys { try check.verify(key) }
        }
        if select.quantifier == .distinct { try verifyDistinct(list, listed, sortKeys) }
        var order: [Int] = []
        for field in source where !order.contains(field.relation) { order.append(field.relation) }
        selects.append(
            AnalyzedSelect(
                node: select.position.node,
                select: ResolvedSelect(
                    node: select.position.node, relations: order, items: list.items,
                    groupingKeys: isGrouped ? keys.expressions : nil, hasGroupingSets: keys.hasSets,
                    isAggregation: isAggregation, aggregates: aggregates, windows: windows, widths: list.widths),
                demands: list.outputs.map(\.demand)))
    }

    private func verifyDistinct(
        _ list: SelectList, _ listed: [Expression], _ sortKeys: [Expression]
    ) throws(ResolutionError) {
        let selected = Set(listed.map { canonical($0) })
        let starred = Set(
            list.items.compactMap { item in
                if case .star(let column, _, _) = item { [column.relation, column.index] } else { nil }
            })
        for key in sortKeys {
            switch bindings[key.position.node] {
            case .output: continue
            case .column(let column) where starred.contains([column.relation, column.index]): continue
            default: break
            }
            guard selected.contains(canonical(key)) else {
                throw ResolutionError(
                    .invalid, "For SELECT DISTINCT, ORDER BY expressions must appear in select list",
                    position: key.position)
            }
        }
    }

    /// Whether the expression is a call of an aggregate without OVER.
    func isAggregateCall(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .function(let call):
            call.over == nil && functions[expression.position.node]?.function.kind == .aggregate
        case .special(.listAggregate(let form)): form.over == nil
        default: false
        }
    }

    func isWindowCall(_ expression: Expression) -> Bool {
        switch expression.kind {
        case .function(let call): call.over != nil
        case .special(.listAggregate(let form)): form.over != nil
        default: false
        }
    }

    func containsAggregate(_ expression: Expression) -> Bool {
        isAggregateCall(expression) || expression.children.contains { containsAggregate($0) }
    }

    private func collectCalls(_ expression: Expression, _ aggregates: inout [Expression], _ windows: inout [Expression])
    {
        if isAggregateCall(expression) { aggregates.append(expression) }
        if isWindowCall(expression) { windows.append(expression) }
        for child in expression.children { collectCalls(child, &aggregates, &windows) }
    }

    /// Refuses aggregates, windows and GROUPING where rows are not grouped yet.
    func refuseAggregates(in expression: Expression, clause: String) throws(ResolutionError) {
        let isGrouping = if case .special(.grouping) = expression.kind { true } else { false }
        if isAggregateCall(expression) || isWindowCall(expression) || isGrouping {
            throw ResolutionError(
                isWindowCall(expression) ? .misplacedWindow : .misplacedAggregate,
                "\(clause) cannot contain aggregations, window functions or grouping operations: "
                    + "[\(expression.callName)]",
                hint: clause == "WHERE clause" ? "Filter on it in HAVING, or in a query around" : nil,
                position: expression.position)
        }
        for child in expression.children { try refuseAggregates(in: child, clause: clause) }
    }

    private func refuseWindows(in expression: Expression, clause: String) throws(ResolutionError) {
        if isWindowCall(expression) {
            throw ResolutionError(
                .misplacedWindow, "\(clause) cannot contain window functions: [\(expression.callName)]",
                hint: "Filter on it in a query around", position: expression.position)
        }
        for child in expression.children { try refuseWindows(in: child, clause: clause) }
    }

    /// The expression with every column reference in one form, so that two of them are equal when they mean the same.
    func canonical(_ expression: Expression) -> Expression {
        var rewriter = CanonicalForm(bindings: bindings)
        return rewriter.rewrite(expression)
    }
}

/// Checks that a grouped SELECT uses nothing but keys and aggregates.
private struct GroupingCheck {
    let analyzer: QueryAnalyzer
    let keys: Set<Expression>
    /// The relations whose columns are gone once rows are grouped.
    let relations: Set<Int>

    mutating func verify(_ expression: Expression) throws(ResolutionError) {
        if keys.contains(analyzer.canonical(expression)) { return }
        if analyzer.isAggregateCall(expression) {
            for child in expression.children { try refuseNesting(child, in: expression.callName) }
            return
        }
        switch expression.kind {
        case .column(let name):
            if case .column(let column)? = analyzer.bindings[expression.position.node] {
                try verify(column, shown: name.shown, expression.position)
            }
        case .subquery(let query), .exists(let query): try verify(query)
        case .inSubquery(let value, let query, _), .quantifiedComparison(_, let value, _, let query):
            try verify(value)
            try verify(query)
        default:
            for child in expression.children { try verify(child) }
        }
    }

    func verify(_ column: BoundColumn, shown: String, _ position: SourcePosition) throws(ResolutionError) {
        guard column.level == 0, relations.contains(column.relation),
            !keys.contains(CanonicalForm.column(column, fields: []))
        else { return }
        throw ResolutionError(
            .notInGroupBy, "'\(shown)' must be an aggregate expression or appear in GROUP BY clause",
            hint: "Add it to GROUP BY, or wrap it in an aggregate such as max or arbitrary", position: position)
    }

    private func verify(_ query: Query) throws(ResolutionError) {
        var failure: ResolutionError?
        query.forEachExpression { expression in
            guard failure == nil, case .column(let name) = expression.kind,
                case .column(var column)? = analyzer.bindings[expression.position.node]
            else { return }
            column.level = 0
            do throws(ResolutionError) {
                try verify(column, shown: name.shown, expression.position)
            } catch {
                failure = error
            }
        }
        if let failure { throw failure }
    }

    private func refuseNesting(_ expression: Expression, in outer: String) throws(ResolutionError) {
        if analyzer.isAggregateCall(expression) || analyzer.isWindowCall(expression) {
            let isWindow = analyzer.isWindowCall(expression)
            throw ResolutionError(
                isWindow ? .misplacedWindow : .misplacedAggregate,
                "Cannot nest \(isWindow ? "window functions" : "aggregations") inside aggregation '\(outer)': "
                    + "[\(expression.callName)]",
                hint: "Aggregate in a query inside, then again around it", position: expression.position)
        }
        for child in expression.children { try refuseNesting(child, in: outer) }
    }
}

/// Writes column references as relation and column numbers, and names in lower case.
struct CanonicalForm: SyntaxRewriter {
    let bindings: [Int: ColumnBinding]

    mutating func rewrite(_ expression: Expression) -> Expression {
        switch expression.kind {
        case .column(let name):
            switch bindings[expression.position.node] {
            case .column(let column)?: return Self.column(column, fields: column.fields)
            case .output(let index)?: return Expression(.column(QualifiedName("$output", String(index))))
            case .lambdaArgument(let name)?: return Expression(.column(QualifiedName("$lambda", name)))
            case nil: return Expression(.column(QualifiedName(name.canonical.map { Identifier($0) })))
            }
        case .function(var call):
            call.name = QualifiedName(call.name.canonical.map { Identifier($0) })
            return rewriteChildren(of: Expression(.function(call)))
        case .extract(let field, let value):
            return Expression(.extract(Identifier(field.canonical), rewrite(value)))
        default: return rewriteChildren(of: expression)
        }
    }

    mutating func rewrite(_ type: DataType) -> DataType {
        var copy = rewriteChildren(of: type)
        if case .named(let name, let parameters) = copy.kind {
            copy.kind = .named(Identifier(name.canonical), parameters)
        }
        return copy
    }

    static func column(_ column: BoundColumn, fields: [String]) -> Expression {
        let parts = ["$relation", String(column.relation), String(column.index)] + fields
        return Expression(.column(QualifiedName(parts.map { Identifier($0) })))
    }
}

extension Expression {
    /// How messages name a call.
    var callName: String {
        switch kind {
        case .function(let call): call.name.shown
        case .special(.listAggregate): "listagg"
        case .special(.grouping): "grouping"
        default: "expression"
        }
    }
}

extension WindowSpecification {
    /// Every expression in it.
    var expressions: [Expression] { partitionBy + orderBy.map(\.key) }
}
