/// Names, calls and what may follow them.
extension Parser {
    /// What begins with a name: a column, a call, a typed literal, a lambda, a static method, a measure.
    mutating func nameOrCall() throws(Failure) -> Expression {
        let start = position
        let next = token(ahead: 1)
        if isString(next), current.kind != .backquotedName { return try typedLiteral() }
        if next.symbol == .arrow { return try lambda() }
        let name = try columnName()
        if at(.leftParenthesis) { return try call(name, mode: nil, start: start) }
        if at(.doubleColon) { return try staticMethod(name, start: start) }
        if at(.over), name.parts.count == 1, symbol(ahead: 1) == .leftParenthesis || isName(token(ahead: 1)) {
            return Expression(.special(.measure(name.last, over: try over())), position: start)
        }
        return Expression(.column(name), position: start)
    }

    /// A dotted name, as far as it goes: `t.*` leaves the `.*`.
    private mutating func columnName() throws(Failure) -> QualifiedName {
        var parts = [try identifier()]
        while at(.dot), symbol(ahead: 1) != .star {
            if symbol(ahead: 2) == .leftParenthesis, token(ahead: 1).keyword?.isReserved == true { break }
            advance()
            parts.append(try identifier())
        }
        return QualifiedName(parts)
    }

    private mutating func typedLiteral() throws(Failure) -> Expression {
        let start = position
        let name = try typeName()
        let type: DataType.Kind
        switch name.isQuoted ? "" : name.canonical {
        case "time": type = .dateTime(.time, precision: nil, withTimeZone: false)
        case "timestamp": type = .dateTime(.timestamp, precision: nil, withTimeZone: false)
        default: type = .named(name, [])
        }
        return Expression(.typed(DataType(type, position: start), try string()), position: start)
    }

    private mutating func staticMethod(_ name: QualifiedName, start: SourcePosition) throws(Failure) -> Expression {
        if isName(token(ahead: 1)), symbol(ahead: 2) == .leftParenthesis,
            DataTypeNames.withParameters.contains(source.text(of: token(ahead: 1)).lowercased()) == false
        {
            advance()
            let method = try identifier()
            let arguments = try methodArguments()
            return Expression(.special(.staticMethodCall(name, method, arguments)), position: start)
        }
        throw unexpected(
            message: "Trino doesn't cast with ::", hint: "Write CAST(value AS type).")
    }

    /// `RUNNING | FINAL function(...)`
    mutating func processedCall() throws(Failure) -> Expression {
        let start = position
        let mode: FunctionCall.ProcessingMode = at(.running) ? .running : .final
        advance()
        let name = try columnName()
        guard at(.leftParenthesis) else { throw unexpected() }
        return try call(name, mode: mode, start: start)
    }

    /// A call whose name has been read.
    mutating func call(
        _ name: QualifiedName, mode: FunctionCall.ProcessingMode?, start: SourcePosition
    ) throws(Failure) -> Expression {
        var call = FunctionCall(name, processingMode: mode)
        try arguments(of: &call)
        return try finish(call, start: start)
    }

    /// A call whose arguments have been read, with what follows its parentheses.
    mutating func finish(_ call: FunctionCall, start: SourcePosition) throws(Failure) -> Expression {
        var call = call
        try suffixes(of: &call)
        return Expression(.function(call), position: start)
    }

    private mutating func arguments(of call: inout FunctionCall) throws(Failure) {
        try expect(.leftParenthesis)
        if at(.star), symbol(ahead: 1) == .rightParenthesis {
            advance()
            call.isStar = true
        } else if isName(current), symbol(ahead: 1) == .dot, symbol(ahead: 2) == .star {
            call.starLabel = try identifier()
            call.isStar = true
            index += 2
        } else if !at(.rightParenthesis), !at(.order, .by) {
            if accept(.distinct) {
                call.isDistinct = true
            } else if isAllQuantifier(), symbol(ahead: 1) != .star {
                advance()
            }
            call.arguments = try list { (parser) throws(Failure) in try parser.argument() }
        }
        if !call.isStar { call.orderBy = try orderBy() }
        try expect(.rightParenthesis)
    }

    /// `value` or `name => value`
    mutating func argument() throws(Failure) -> FunctionCall.Argument {
        if symbol(ahead: 1) == .fatArrow, isName(current) {
            let name = try identifier()
            advance()
            return .init(try expression(), name: name)
        }
        return .init(try expression())
    }

    /// `FILTER (WHERE ...)`, `IGNORE | RESPECT NULLS`, `OVER ...`
    private mutating func suffixes(of call: inout FunctionCall) throws(Failure) {
        if at(.filter, .leftParenthesis) { call.filter = try filterClause() }
        if !call.isStar, at(.ignore, .nulls) || at(.respect, .nulls), keyword(ahead: 2) == .over {
            call.nullTreatment = at(.ignore) ? .ignore : .respect
            index += 2
            // The words about NULLs only stand in front of a window.
            call.over = try over()
            return
        }
        if at(.within, .group) {
            throw unexpected(
                hint: "In Trino only LISTAGG takes WITHIN GROUP; others take ORDER BY inside their parentheses.")
        }
        if at(.over), symbol(ahead: 1) == .leftParenthesis || isName(token(ahead: 1)) { call.over = try over() }
    }

    mutating func filterClause() throws(Failure) -> Expression {
        try expect(.filter)
        try expect(.leftParenthesis)
        try expect(.where)
        let condition = try expression()
        try expect(.rightParenthesis)
        return condition
    }
}
