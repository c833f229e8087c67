extension SyntaxVisitor {
    /// Visits what stands directly below an expression: expressions, types and queries.
    public mutating func visitChildren(of expression: Expression) {
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .interval, .parameter, .column,
            .currentValue:
            break
        case .typed(let type, _):
            visit(type)
        case .field(let base, _), .not(let base), .sign(_, let base), .isNull(let base, _), .extract(_, let base),
            .lambda(_, let base):
            visit(base)
        case .or(let operands), .and(let operands), .concatenation(let operands), .array(let operands):
            visit(all: operands)
        case .comparison(_, let left, let right), .isDistinctFrom(let left, let right, _),
            .subscriptAccess(let left, let right):
            visit(left)
            visit(right)
        case .quantifiedComparison(_, let left, _, let query), .inSubquery(let left, let query, _):
            visit(left)
            visit(query)
        case .between(let between):
            visit(between.value)
            visit(between.low)
            visit(between.high)
        case .inList(let value, let items, _):
            visit(value)
            visit(all: items)
        case .like(let like):
            visit(like.value)
            visit(like.pattern)
            visit(optional: like.escape)
        case .arithmetic(let chain):
            visit(chain.first)
            for link in chain.rest { visit(link.operand) }
        case .atTimeZone(let value, let zone):
            visit(value)
            if case .zone(let zone) = zone { visit(zone) }
        case .caseWhen(let form):
            visit(optional: form.operand)
            for branch in form.branches {
                visit(branch.condition)
                visit(branch.result)
            }
            visit(optional: form.otherwise)
        case .cast(let value, let type, _):
            visit(value)
            visit(type)
        case .function(let call):
            visitChildren(of: call)
        case .special(let form):
            visitChildren(of: form)
        case .row(let elements):
            for element in elements { visit(element.value) }
        case .exists(let query), .subquery(let query):
            visit(query)
        }
    }

    public mutating func visitChildren(of call: FunctionCall) {
        for argument in call.arguments { visit(argument.value) }
        visitChildren(of: call.orderBy)
        visit(optional: call.filter)
        if case .specification(let window) = call.over { visitChildren(of: window) }
    }

    public mutating func visitChildren(of window: WindowSpecification) {
        visit(all: window.partitionBy)
        visitChildren(of: window.orderBy)
        if let frame = window.frame { visitChildren(of: frame) }
    }

    public mutating func visitChildren(of sortItems: [SortItem]) {
        for item in sortItems { visit(item.key) }
    }

    public mutating func visitChildren(of type: DataType) {
        switch type.kind {
        case .named(_, let parameters):
            for case .type(let inner) in parameters { visit(inner) }
        case .row(let fields):
            for field in fields { visit(field.type) }
        case .dateTime(_, .type(let precision)?, _):
            visit(precision)
        case .dateTime, .interval, .preciseInterval:
            break
        }
    }

    mutating func visit(all expressions: [Expression]) {
        for expression in expressions { visit(expression) }
    }

    mutating func visit(optional expression: Expression?) {
        if let expression { visit(expression) }
    }
}
