extension SyntaxRewriter {
    public mutating func rewriteChildren(of function: FunctionDefinition) -> FunctionDefinition {
        var copy = function
        for index in function.parameters.indices {
            copy.parameters[index].type = rewrite(function.parameters[index].type)
        }
        copy.returns = rewrite(function.returns)
        for (index, characteristic) in function.characteristics.enumerated() {
            guard case .properties(let properties) = characteristic else { continue }
            copy.characteristics[index] = .properties(rewriteChildren(of: properties))
        }
        if case .statement(let statement) = function.body { copy.body = .statement(rewriteChildren(of: statement)) }
        return copy
    }

    public mutating func rewriteChildren(of statement: RoutineStatement) -> RoutineStatement {
        switch statement {
        case .return(let value):
            return .return(rewrite(value))
        case .assignment(let name, let value):
            return .assignment(name, rewrite(value))
        case .caseWhen(let operand, let branches, let otherwise):
            return .caseWhen(
                operand: rewrite(optional: operand), branches: rewriteChildren(of: branches),
                otherwise: rewriteChildren(of: otherwise))
        case .ifThen(let branches, let otherwise):
            return .ifThen(branches: rewriteChildren(of: branches), otherwise: rewriteChildren(of: otherwise))
        case .iterate, .leave:
            return statement
        case .compound(let variables, let statements):
            return .compound(variables: rewriteChildren(of: variables), statements: rewriteChildren(of: statements))
        case .loop(let label, let statements):
            return .loop(label: label, rewriteChildren(of: statements))
        case .whileDo(let label, let condition, let statements):
            return .whileDo(label: label, rewrite(condition), rewriteChildren(of: statements))
        case .repeatUntil(let label, let statements, let condition):
            let statements = rewriteChildren(of: statements)
            return .repeatUntil(label: label, statements, rewrite(condition))
        }
    }

    mutating func rewriteChildren(of statements: [RoutineStatement]) -> [RoutineStatement] {
        statements.map { rewriteChildren(of: $0) }
    }

    private mutating func rewriteChildren(of statements: [RoutineStatement]?) -> [RoutineStatement]? {
        guard let statements else { return nil }
        return statements.map { rewriteChildren(of: $0) }
    }

    private mutating func rewriteChildren(
        of branches: [RoutineStatement.ConditionalBlock]
    ) -> [RoutineStatement.ConditionalBlock] {
        branches.map { .init(condition: rewrite($0.condition), statements: rewriteChildren(of: $0.statements)) }
    }

    private mutating func rewriteChildren(
        of variables: [RoutineStatement.VariableDeclaration]
    ) -> [RoutineStatement.VariableDeclaration] {
        var copy = variables
        for index in variables.indices {
            copy[index].type = rewrite(variables[index].type)
            copy[index].defaultValue = rewrite(optional: variables[index].defaultValue)
        }
        return copy
    }
}
