// Each family of forms has a function of its own: in a deep tree the frames of these functions are what fills the stack, and a
// frame holds room for all payloads that its function names.
extension SyntaxRewriter {
    /// The expression with every expression, type and query directly below it rewritten.
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of expression: Expression) -> Expression {
        Expression(rewriteChildren(of: expression.kind), position: expression.position)
    }

    private mutating func rewriteChildren(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .interval, .parameter, .column,
            .currentValue:
            kind
        case .field, .not, .sign, .isNull, .extract, .lambda, .cast, .typed, .atTimeZone: rewriteOperand(of: kind)
        case .or, .and, .concatenation, .array, .inList: rewriteOperands(of: kind)
        case .row, .arithmetic: rewriteElements(of: kind)
        case .comparison, .isDistinctFrom, .subscriptAccess: rewriteSides(of: kind)
        case .between: rewriteBetween(kind)
        case .like: rewriteLike(kind)
        case .quantifiedComparison, .inSubquery, .exists, .subquery: rewriteQuery(of: kind)
        case .caseWhen: rewriteCase(kind)
        case .function: rewriteCall(kind)
        case .special(let form): .special(rewriteChildren(of: form))
        }
    }

    private mutating func rewriteOperand(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .field(let base, let name): .field(rewrite(base), name)
        case .not(let operand): .not(rewrite(operand))
        case .sign(let sign, let operand): .sign(sign, rewrite(operand))
        case .isNull(let operand, let negated): .isNull(rewrite(operand), negated: negated)
        case .extract(let field, let value): .extract(field, rewrite(value))
        case .lambda(let parameters, let body): .lambda(parameters, rewrite(body))
        case .cast(let value, let type, let isTry): .cast(rewrite(value), rewrite(type), isTry: isTry)
        case .typed(let type, let text): .typed(rewrite(type), text)
        case .atTimeZone(let value, .zone(let zone)): .atTimeZone(rewrite(value), .zone(rewrite(zone)))
        case .atTimeZone(let value, .local): .atTimeZone(rewrite(value), .local)
        default: kind
        }
    }

    private mutating func rewriteOperands(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .or(let operands): .or(rewrite(all: operands))
        case .and(let operands): .and(rewrite(all: operands))
        case .concatenation(let operands): .concatenation(rewrite(all: operands))
        case .array(let items): .array(rewrite(all: items))
        case .inList(let value, let items, let negated):
            .inList(rewrite(value), rewrite(all: items), negated: negated)
        default: kind
        }
    }

    private mutating func rewriteElements(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .row(var elements):
            for index in elements.indices { elements[index].value = rewrite(elements[index].value) }
            return .row(elements)
        case .arithmetic(var chain):
            chain.first = rewrite(chain.first)
            for index in chain.rest.indices { chain.rest[index].operand = rewrite(chain.rest[index].operand) }
            return .arithmetic(chain)
        default:
            return kind
        }
    }

    private mutating func rewriteSides(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .comparison(let operation, let left, let right): .comparison(operation, rewrite(left), rewrite(right))
        case .isDistinctFrom(let left, let right, let negated):
            .isDistinctFrom(rewrite(left), rewrite(right), negated: negated)
        case .subscriptAccess(let base, let index): .subscriptAccess(rewrite(base), rewrite(index))
        default: kind
        }
    }

    private mutating func rewriteBetween(_ kind: Expression.Kind) -> Expression.Kind {
        guard case .between(var between) = kind else { return kind }
        between.value = rewrite(between.value)
        between.low = rewrite(between.low)
        between.high = rewrite(between.high)
        return .between(between)
    }

    private mutating func rewriteLike(_ kind: Expression.Kind) -> Expression.Kind {
        guard case .like(var like) = kind else { return kind }
        like.value = rewrite(like.value)
        like.pattern = rewrite(like.pattern)
        like.escape = rewrite(optional: like.escape)
        return .like(like)
    }

    private mutating func rewriteQuery(of kind: Expression.Kind) -> Expression.Kind {
        switch kind {
        case .quantifiedComparison(let operation, let left, let quantifier, let query):
            .quantifiedComparison(operation, rewrite(left), quantifier, rewrite(query))
        case .inSubquery(let value, let query, let negated):
            .inSubquery(rewrite(value), rewrite(query), negated: negated)
        case .exists(let query): .exists(rewrite(query))
        case .subquery(let query): .subquery(rewrite(query))
        default: kind
        }
    }

    private mutating func rewriteCase(_ kind: Expression.Kind) -> Expression.Kind {
        guard case .caseWhen(var form) = kind else { return kind }
        form.operand = rewrite(optional: form.operand)
        rewriteBranches(&form.branches)
        form.otherwise = rewrite(optional: form.otherwise)
        return .caseWhen(form)
    }

    private mutating func rewriteBranches(_ branches: inout [CaseExpression.Branch]) {
        for index in branches.indices {
            branches[index].condition = rewrite(branches[index].condition)
            branches[index].result = rewrite(branches[index].result)
        }
    }

    private mutating func rewriteCall(_ kind: Expression.Kind) -> Expression.Kind {
        guard case .function(var call) = kind else { return kind }
        rewriteParts(of: &call)
        return .function(call)
    }

    public mutating func rewriteChildren(of call: FunctionCall) -> FunctionCall {
        var copy = call
        rewriteParts(of: &copy)
        return copy
    }

    private mutating func rewriteParts(of call: inout FunctionCall) {
        call.arguments = rewriteChildren(of: call.arguments)
        call.orderBy = rewriteChildren(of: call.orderBy)
        call.filter = rewrite(optional: call.filter)
        if call.over != nil { rewriteWindow(of: &call) }
    }

    private mutating func rewriteWindow(of call: inout FunctionCall) {
        if let window = call.over { call.over = rewriteChildren(of: window) }
    }

    public mutating func rewriteChildren(of window: WindowSpecification) -> WindowSpecification {
        var copy = window
        copy.partitionBy = rewrite(all: window.partitionBy)
        copy.orderBy = rewriteChildren(of: window.orderBy)
        if window.frame != nil { rewriteFrame(of: &copy) }
        return copy
    }

    private mutating func rewriteFrame(of window: inout WindowSpecification) {
        if let frame = window.frame { window.frame = rewriteChildren(of: frame) }
    }

    public mutating func rewriteChildren(of sortItems: [SortItem]) -> [SortItem] {
        var copy = sortItems
        for index in sortItems.indices { copy[index].key = rewrite(sortItems[index].key) }
        return copy
    }

    @_semantics("optimize.sil.specialize.generic.never")
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
