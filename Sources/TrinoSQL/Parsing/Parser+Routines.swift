/// User-defined functions and the statements of SQL routines.
extension Parser {
    mutating func functionDefinition() throws(Failure) -> FunctionDefinition {
        try expect(.function)
        let name = try objectName()
        let parameters = try routineParameters()
        try expect(.returns)
        let type = try dataType()
        var characteristics: [FunctionDefinition.Characteristic] = []
        while let characteristic = try routineCharacteristic() { characteristics.append(characteristic) }
        return FunctionDefinition(
            name: name, parameters: parameters, returns: type, characteristics: characteristics,
            body: try routineBody())
    }

    /// `([name] type, ...)`
    mutating func routineParameters() throws(Failure) -> [FunctionDefinition.Parameter] {
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) { return [] }
        let parameters = try list { (parser) throws(Failure) in try parser.routineParameter() }
        try expect(.rightParenthesis)
        return parameters
    }

    private mutating func routineParameter() throws(Failure) -> FunctionDefinition.Parameter {
        let field = try rowField()
        return .init(name: field.name, type: field.type)
    }

    private mutating func routineCharacteristic() throws(Failure) -> FunctionDefinition.Characteristic? {
        switch current.keyword {
        case .language:
            advance()
            return .language(try identifier())
        case .deterministic:
            advance()
            return .deterministic(true)
        case .not:
            advance()
            try expect(.deterministic)
            return .deterministic(false)
        case .returns:
            advance()
            try expect(.null, .on)
            try expect(.null, .input)
            return .returnsNullOnNullInput
        case .called:
            advance()
            try expect(.on, .null)
            try expect(.input)
            return .calledOnNullInput
        case .security:
            advance()
            return .security(try securityMode())
        case .comment:
            advance()
            return .comment(try string())
        case .with where symbol(ahead: 1) == .leftParenthesis: return .properties(try withProperties())
        default: return nil
        }
    }

    private mutating func routineBody() throws(Failure) -> FunctionDefinition.Body {
        if accept(.as) {
            let token = current
            guard token.kind == .dollarString else { throw unexpected("the function's text between $$ and $$") }
            advance()
            return .source(String(decoding: source.bytes[token.start + 2..<token.end - 2], as: UTF8.self))
        }
        return .statement(try routineStatement())
    }

    // MARK: Statements

    mutating func routineStatement() throws(Failure) -> RoutineStatement {
        try enter(Self.queryLevels)
        let statement = try routineStatementForm()
        leave(Self.queryLevels)
        return statement
    }

    private mutating func routineStatementForm() throws(Failure) -> RoutineStatement {
        if symbol(ahead: 1) == .colon, isName(current) {
            let label = try identifier()
            advance()
            return try labeled(label)
        }
        switch current.keyword {
        case .return:
            advance()
            return .return(try expression(.value))
        case .set:
            advance()
            let variable = try identifier()
            try expect(.equal)
            return .assignment(variable, try expression())
        case .case: return try routineCase()
        case .if: return try routineIf()
        case .iterate:
            advance()
            return .iterate(try identifier())
        case .leave:
            advance()
            return .leave(try identifier())
        case .begin: return try compound()
        case .loop, .while, .repeat: return try labeled(nil)
        default: throw unexpected("RETURN, SET, CASE, IF, BEGIN, LOOP, WHILE, REPEAT, ITERATE or LEAVE")
        }
    }

    private mutating func labeled(_ label: Identifier?) throws(Failure) -> RoutineStatement {
        if accept(.loop) {
            let statements = try routineStatements()
            try expect(.end)
            try expect(.loop)
            return .loop(label: label, statements)
        }
        if accept(.while) {
            let condition = try expression()
            try expect(.do)
            let statements = try routineStatements()
            try expect(.end)
            try expect(.while)
            return .whileDo(label: label, condition, statements)
        }
        try expect(.repeat)
        let statements = try routineStatements()
        try expect(.until)
        let condition = try expression()
        try expect(.end)
        try expect(.repeat)
        return .repeatUntil(label: label, statements, condition)
    }

    /// `statement; statement; ...`: at least one, up to a word that ends the list.
    private mutating func routineStatements() throws(Failure) -> [RoutineStatement] {
        var statements: [RoutineStatement] = []
        repeat {
            statements.append(try routineStatement())
            try expect(.semicolon)
        } while !endsRoutineStatements()
        return statements
    }

    private func endsRoutineStatements() -> Bool {
        switch current.keyword {
        case .end, .else, .elseif, .until, .when: true
        default: current.kind == .end
        }
    }

    private mutating func compound() throws(Failure) -> RoutineStatement {
        advance()
        var variables: [RoutineStatement.VariableDeclaration] = []
        while accept(.declare) {
            let names = try list { (parser) throws(Failure) in try parser.identifier() }
            let type = try dataType()
            variables.append(
                .init(names: names, type: type, defaultValue: accept(.default) ? try expression(.value) : nil))
            try expect(.semicolon)
        }
        let statements = at(.end) ? [] : try routineStatements()
        try expect(.end)
        return .compound(variables: variables, statements: statements)
    }

    private mutating func routineIf() throws(Failure) -> RoutineStatement {
        advance()
        var branches = [try conditionalBlock()]
        while accept(.elseif) { branches.append(try conditionalBlock()) }
        let otherwise = accept(.else) ? try routineStatements() : nil
        try expect(.end)
        try expect(.if)
        return .ifThen(branches: branches, otherwise: otherwise)
    }

    private mutating func routineCase() throws(Failure) -> RoutineStatement {
        advance()
        let operand = at(.when) ? nil : try expression()
        var branches: [RoutineStatement.ConditionalBlock] = []
        while accept(.when) { branches.append(try conditionalBlock()) }
        guard !branches.isEmpty else { throw unexpected() }
        let otherwise = accept(.else) ? try routineStatements() : nil
        try expect(.end)
        try expect(.case)
        return .caseWhen(operand: operand, branches: branches, otherwise: otherwise)
    }

    /// `condition THEN statements`
    private mutating func conditionalBlock() throws(Failure) -> RoutineStatement.ConditionalBlock {
        let condition = try expression()
        try expect(.then)
        return .init(condition: condition, statements: try routineStatements())
    }
}
