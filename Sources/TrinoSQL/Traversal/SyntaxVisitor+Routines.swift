extension SyntaxVisitor {
    public mutating func visitChildren(of function: FunctionDefinition) {
        for parameter in function.parameters { visit(parameter.type) }
        visit(function.returns)
        for case .properties(let properties) in function.characteristics { visitChildren(of: properties) }
        if case .statement(let statement) = function.body { visitChildren(of: statement) }
    }

    public mutating func visitChildren(of statement: RoutineStatement) {
        switch statement {
        case .return(let value), .assignment(_, let value):
            visit(value)
        case .caseWhen(let operand, let branches, let otherwise):
            visit(optional: operand)
            visitChildren(of: branches, otherwise: otherwise)
        case .ifThen(let branches, let otherwise):
            visitChildren(of: branches, otherwise: otherwise)
        case .iterate, .leave:
            break
        case .compound(let variables, let statements):
            for variable in variables {
                visit(variable.type)
                visit(optional: variable.defaultValue)
            }
            visitChildren(of: statements)
        case .loop(_, let statements):
            visitChildren(of: statements)
        case .whileDo(_, let condition, let statements):
            visit(condition)
            visitChildren(of: statements)
        case .repeatUntil(_, let statements, let condition):
            visitChildren(of: statements)
            visit(condition)
        }
    }

    mutating func visitChildren(of statements: [RoutineStatement]) {
        for statement in statements { visitChildren(of: statement) }
    }

    private mutating func visitChildren(
        of branches: [RoutineStatement.ConditionalBlock], otherwise: [RoutineStatement]?
    ) {
        for branch in branches {
            visit(branch.condition)
            visitChildren(of: branch.statements)
        }
        visitChildren(of: otherwise ?? [])
    }
}
