extension SyntaxRewriter {
    /// The expression with every expression, type and query directly below it rewritten.
    public mutating func rewriteChildren(of expression: Expression) -> Expression {
        Expression(rewriteChildren(of: expression.kind), position: expression.position)
    }

    mutating func rewriteChildren(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .interval, .parameter, .column,
            .currentValue:
            return kind
        case .typed(let type, let text):
            return .typed(rewrite(type), text)
        case .field(let base, let name):
            return .field(rewrite(base), name)
        case .or(let operands):
            return .or(rewrite(all: operands))
        case .and(let operands):
            return .and(rewrite(all: operands))
        case .not(let operand):
            return .not(rewrite(operand))
        case .comparison(let operation, let left, let right):
            return .comparison(operation, rewrite(left), rewrite(right))
        case .quantifiedComparison(let operation, let left, let quantifier, let query):
            return .quantifiedComparison(operation, rewrite(left), quantifier, rewrite(query))
        case .isNull(let operand, let negated):
            return .isNull(rewrite(operand), negated: negated)
        case .isDistinctFrom(let left, let right, let negated):
            return .isDistinctFrom(rewrite(left), rewrite(right), negated: negated)
        case .between(let between):
            return .between(rewriteChildren(of: between))
        case .inList(let value, let items, let negated):
            return .inList(rewrite(value), rewrite(all: items), negated: negated)
        case .inSubquery(let value, let query, let negated):
            return .inSubquery(rewrite(value), rewrite(query), negated: negated)
        case .like(let like):
            return .like(rewriteChildren(of: like))
        case .concatenation(let operands):
            return .concatenation(rewrite(all: operands))
        case .arithmetic(let chain):
            return .arithmetic(rewriteChildren(of: chain))
        case .sign(let sign, let operand):
            return .sign(sign, rewrite(operand))
        case .atTimeZone(let value, .zone(let zone)):
            return .atTimeZone(rewrite(value), .zone(rewrite(zone)))
        case .atTimeZone(let value, .local):
            return .atTimeZone(rewrite(value), .local)
        case .subscriptAccess(let base, let index):
            return .subscriptAccess(rewrite(base), rewrite(index))
        case .caseWhen(let form):
            return .caseWhen(rewriteChildren(of: form))
        case .cast(let value, let type, let isTry):
            return .cast(rewrite(value), rewrite(type), isTry: isTry)
        case .extract(let field, let value):
            return .extract(field, rewrite(value))
        case .function(let call):
            return .function(rewriteChildren(of: call))
        case .special(let form):
            return .special(rewriteChildren(of: form))
        case .lambda(let parameters, let body):
            return .lambda(parameters, rewrite(body))
        case .array(let items):
            return .array(rewrite(all: items))
        case .row(let elements):
            return .row(rewriteChildren(of: elements))
        case .exists(let query):
            return .exists(rewrite(query))
        case .subquery(let query):
            return .subquery(rewrite(query))
        }
    }

    mutating func rewriteChildren(of between: Between) -> Between {
        var copy = between
        copy.value = rewrite(between.value)
        copy.low = rewrite(between.low)
        copy.high = rewrite(between.high)
        return copy
    }

    mutating func rewriteChildren(of like: Like) -> Like {
        var copy = like
        copy.value = rewrite(like.value)
        copy.pattern = rewrite(like.pattern)
        copy.escape = rewrite(optional: like.escape)
        return copy
    }

    mutating func rewriteChildren(of chain: ArithmeticChain) -> ArithmeticChain {
        let first = rewrite(chain.first)
        var rest: [ArithmeticChain.Link] = []
        rest.reserveCapacity(chain.rest.count)
        for link in chain.rest { rest.append(.init(link.operation, rewrite(link.operand))) }
        return ArithmeticChain(first, rest)
    }

    mutating func rewriteChildren(of form: CaseExpression) -> CaseExpression {
        let operand = rewrite(optional: form.operand)
        var branches: [CaseExpression.Branch] = []
        branches.reserveCapacity(form.branches.count)
        for branch in form.branches {
            branches.append(.init(when: rewrite(branch.condition), then: rewrite(branch.result)))
        }
        return CaseExpression(operand: operand, branches: branches, otherwise: rewrite(optional: form.otherwise))
    }

    mutating func rewriteChildren(of elements: [RowElement]) -> [RowElement] {
        var result: [RowElement] = []
        result.reserveCapacity(elements.count)
        for element in elements { result.append(RowElement(rewrite(element.value), name: element.name)) }
        return result
    }

    public mutating func rewriteChildren(of call: FunctionCall) -> FunctionCall {
        var copy = call
        copy.arguments = rewriteChildren(of: call.arguments)
        copy.orderBy = rewriteChildren(of: call.orderBy)
        copy.filter = rewrite(optional: call.filter)
        if let window = call.over { copy.over = rewriteChildren(of: window) }
        return copy
    }

    public mutating func rewriteChildren(of window: WindowSpecification) -> WindowSpecification {
        var copy = window
        copy.partitionBy = rewrite(all: window.partitionBy)
        copy.orderBy = rewriteChildren(of: window.orderBy)
        if let frame = window.frame { copy.frame = rewriteChildren(of: frame) }
        return copy
    }

    public mutating func rewriteChildren(of sortItems: [SortItem]) -> [SortItem] {
        var copy = sortItems
        for index in sortItems.indices { copy[index].key = rewrite(sortItems[index].key) }
        return copy
    }

    public mutating func rewriteChildren(of type: DataType) -> DataType {
        var copy = type
        switch type.kind {
        case .named(let name, let parameters):
            copy.kind = .named(name, parameters.map { rewriteChildren(of: $0) })
        case .row(let fields):
            copy.kind = .row(fields.map { .init(name: $0.name, type: rewrite($0.type)) })
        case .dateTime(let base, let precision?, let withTimeZone):
            copy.kind = .dateTime(base, precision: rewriteChildren(of: precision), withTimeZone: withTimeZone)
        case .dateTime, .interval, .preciseInterval:
            break
        }
        return copy
    }

    mutating func rewriteChildren(of parameter: DataType.Parameter) -> DataType.Parameter {
        if case .type(let type) = parameter { return .type(rewrite(type)) }
        return parameter
    }

    mutating func rewrite(all expressions: [Expression]) -> [Expression] {
        var result: [Expression] = []
        result.reserveCapacity(expressions.count)
        for expression in expressions { result.append(rewrite(expression)) }
        return result
    }

    mutating func rewrite(optional expression: Expression?) -> Expression? {
        guard let expression else { return nil }
        return rewrite(expression)
    }
}
