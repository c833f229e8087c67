// Each family of forms has a function of its own: in a deep tree the frames of these functions are what fills the stack, and a
// frame holds room for all payloads that its function names.
extension SyntaxVisitor {
    /// Visits what stands directly below an expression: expressions, types and queries.
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of expression: Expression) {
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .interval, .parameter, .column,
            .currentValue:
            break
        case .field, .not, .sign, .isNull, .extract, .lambda, .cast, .typed, .atTimeZone:
            visitOperand(of: expression)
        case .or, .and, .concatenation, .array, .row, .arithmetic, .inList:
            visitOperands(of: expression)
        case .comparison, .isDistinctFrom, .subscriptAccess, .between, .like:
            visitSides(of: expression)
        case .quantifiedComparison, .inSubquery, .exists, .subquery:
            visitQuery(of: expression)
        case .caseWhen:
            visitBranches(of: expression)
        case .function:
            visitCall(of: expression)
        case .special(let form):
            visitChildren(of: form)
        }
    }

    private mutating func visitOperand(of expression: Expression) {
        switch expression.kind {
        case .field(let operand, _), .not(let operand), .sign(_, let operand), .isNull(let operand, _),
            .extract(_, let operand), .lambda(_, let operand):
            visit(operand)
        case .cast(let operand, let type, _):
            visit(operand)
            visit(type)
        case .typed(let type, _):
            visit(type)
        case .atTimeZone(let operand, let zone):
            visit(operand)
            if case .zone(let zone) = zone { visit(zone) }
        default:
            break
        }
    }

    private mutating func visitOperands(of expression: Expression) {
        switch expression.kind {
        case .or(let operands), .and(let operands), .concatenation(let operands), .array(let operands):
            visit(all: operands)
        case .row(let elements):
            for element in elements { visit(element.value) }
        case .arithmetic(let chain):
            visit(chain.first)
            for link in chain.rest { visit(link.operand) }
        case .inList(let value, let items, _):
            visit(value)
            visit(all: items)
        default:
            break
        }
    }

    private mutating func visitSides(of expression: Expression) {
        switch expression.kind {
        case .comparison(_, let left, let right), .isDistinctFrom(let left, let right, _),
            .subscriptAccess(let left, let right):
            visit(left)
            visit(right)
        case .between(let between):
            visit(between.value)
            visit(between.low)
            visit(between.high)
        case .like(let like):
            visit(like.value)
            visit(like.pattern)
            visit(optional: like.escape)
        default:
            break
        }
    }

    private mutating func visitQuery(of expression: Expression) {
        switch expression.kind {
        case .quantifiedComparison(_, let left, _, let query), .inSubquery(let left, let query, _):
            visit(left)
            visit(query)
        case .exists(let query), .subquery(let query):
            visit(query)
        default:
            break
        }
    }

    private mutating func visitBranches(of expression: Expression) {
        guard case .caseWhen(let form) = expression.kind else { return }
        visit(optional: form.operand)
        for branch in form.branches {
            visit(branch.condition)
            visit(branch.result)
        }
        visit(optional: form.otherwise)
    }

    private mutating func visitCall(of expression: Expression) {
        guard case .function(let call) = expression.kind else { return }
        visitChildren(of: call)
    }

    public mutating func visitChildren(of call: FunctionCall) {
        visitChildren(of: call.arguments)
        visitChildren(of: call.orderBy)
        visit(optional: call.filter)
        if call.over != nil { visitWindow(of: call) }
    }

    private mutating func visitWindow(of call: FunctionCall) {
        if case .specification(let window) = call.over { visitChildren(of: window) }
    }

    mutating func visitChildren(of arguments: [FunctionCall.Argument]) {
        for argument in arguments { visit(argument.value) }
    }

    public mutating func visitChildren(of window: WindowSpecification) {
        visit(all: window.partitionBy)
        visitChildren(of: window.orderBy)
        if window.frame != nil { visitFrame(of: window) }
    }

    private mutating func visitFrame(of window: WindowSpecification) {
        if let frame = window.frame { visitChildren(of: frame) }
    }

    public mutating func visitChildren(of sortItems: [SortItem]) {
        for item in sortItems { visit(item.key) }
    }

    @_semantics("optimize.sil.specialize.generic.never")
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
