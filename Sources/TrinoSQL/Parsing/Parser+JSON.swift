/// JSON functions.
extension Parser {
    mutating func jsonExists() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var form = JSONExists(path: try jsonPathInvocation())
        if let keyword = current.keyword, let behavior = JSONExists.ErrorBehavior(rawValue: keyword.rawValue) {
            advance()
            form.onError = behavior
            try expect(.on, .error)
        }
        try expect(.rightParenthesis)
        return Expression(.special(.jsonExists(form)), position: start)
    }

    mutating func jsonValue() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var form = JSONValue(path: try jsonPathInvocation())
        if accept(.returning) { form.returning = try dataType() }
        (form.onEmpty, form.onError) = try jsonValueBehaviors()
        try expect(.rightParenthesis)
        return Expression(.special(.jsonValue(form)), position: start)
    }

    mutating func jsonQuery() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var form = JSONQuery(path: try jsonPathInvocation())
        form.returning = try jsonReturning()
        form.wrapper = try jsonWrapper()
        form.quotes = try jsonQuotes()
        (form.onEmpty, form.onError) = try jsonQueryBehaviors()
        try expect(.rightParenthesis)
        return Expression(.special(.jsonQuery(form)), position: start)
    }

    mutating func jsonObject() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var form = JSONObject()
        if !at(.rightParenthesis), !startsReturning() {
            form.members = try list { (parser) throws(Failure) in try parser.jsonMember() }
            form.nullTreatment = try jsonNullTreatment()
            if at(.with, .unique) || at(.without, .unique) {
                form.uniqueKeys = at(.with)
                index += 2
                _ = accept(.keys)
            }
        }
        form.returning = try jsonReturning()
        try expect(.rightParenthesis)
        return Expression(.special(.jsonObject(form)), position: start)
    }

    mutating func jsonArray() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var form = JSONArray()
        if !at(.rightParenthesis), !startsReturning() {
            form.elements = try list { (parser) throws(Failure) in try parser.jsonOperand() }
            form.nullTreatment = try jsonNullTreatment()
        }
        form.returning = try jsonReturning()
        try expect(.rightParenthesis)
        return Expression(.special(.jsonArray(form)), position: start)
    }

    // MARK: Parts

    /// RETURNING with a type behind it; otherwise the word is a name.
    private func startsReturning() -> Bool {
        at(.returning) && isName(token(ahead: 1))
    }

    private mutating func jsonMember() throws(Failure) -> JSONObject.Member {
        // KEY is a name where VALUE or a colon follows at once.
        if at(.key), keyword(ahead: 1) != .value, symbol(ahead: 1) != .colon, startsOperand(token(ahead: 1)) {
            advance()
            let key = try expression()
            try expect(.value)
            return .init(key: key, value: try jsonOperand())
        }
        let key = try expression()
        if !accept(.colon) { try expect(.value) }
        return .init(key: key, value: try jsonOperand())
    }

    mutating func jsonOperand() throws(Failure) -> JSONOperand {
        JSONOperand(try expression(), format: try jsonFormat())
    }

    mutating func jsonFormat() throws(Failure) -> JSONFormat? {
        guard accept(.format) else { return nil }
        try expect(.json)
        guard accept(.encoding) else { return JSONFormat() }
        guard let keyword = current.keyword, let encoding = JSONFormat.Encoding(rawValue: keyword.rawValue) else {
            throw unexpected("UTF8, UTF16 or UTF32")
        }
        advance()
        return JSONFormat(encoding: encoding)
    }

    mutating func jsonPathInvocation() throws(Failure) -> JSONPathInvocation {
        try enter()
        defer { leave() }
        let input = try jsonOperand()
        try expect(.comma)
        var invocation = JSONPathInvocation(input: input, path: try string())
        if accept(.as) { invocation.pathName = try identifier() }
        if accept(.passing) {
            invocation.arguments = try list { (parser) throws(Failure) in try parser.jsonPathArgument() }
        }
        return invocation
    }

    private mutating func jsonPathArgument() throws(Failure) -> JSONPathInvocation.Argument {
        let operand = try jsonOperand()
        try expect(.as)
        return .init(operand: operand, name: try identifier())
    }

    private mutating func jsonReturning() throws(Failure) -> JSONReturning? {
        guard accept(.returning) else { return nil }
        return JSONReturning(try dataType(), format: try jsonFormat())
    }

    private mutating func jsonNullTreatment() throws(Failure) -> JSONNullTreatment? {
        let treatment: JSONNullTreatment
        if at(.null, .on) {
            treatment = .null
        } else if at(.absent, .on) {
            treatment = .absent
        } else {
            return nil
        }
        index += 2
        try expect(.null)
        return treatment
    }

    mutating func jsonWrapper() throws(Failure) -> JSONWrapper? {
        let wrapper: JSONWrapper
        if accept(.without) {
            wrapper = .without
        } else if accept(.with) {
            if accept(.conditional) {
                wrapper = .conditional
            } else {
                _ = accept(.unconditional)
                wrapper = .unconditional
            }
        } else {
            return nil
        }
        _ = accept(.array)
        try expect(.wrapper)
        return wrapper
    }

    mutating func jsonQuotes() throws(Failure) -> JSONQuotes? {
        guard at(.keep) || at(.omit) else { return nil }
        var quotes = JSONQuotes(isKept: at(.keep))
        advance()
        try expect(.quotes)
        if at(.on, .scalar) {
            index += 2
            try expect(.string)
            quotes.onScalarString = true
        }
        return quotes
    }

    /// `behavior ON EMPTY` and `behavior ON ERROR`, in this order, each if it stands here.
    mutating func jsonValueBehaviors() throws(Failure) -> (JSONValueBehavior?, JSONValueBehavior?) {
        guard let first = try jsonValueBehavior() else { return (nil, nil) }
        try expect(.on)
        if accept(.error) { return (nil, first) }
        try expect(.empty)
        guard let second = try jsonValueBehavior() else { return (first, nil) }
        try expect(.on, .error)
        return (first, second)
    }

    private mutating func jsonValueBehavior() throws(Failure) -> JSONValueBehavior? {
        if accept(.error) { return .error }
        if accept(.null) { return .null }
        if accept(.default) { return .defaultValue(try expression()) }
        return nil
    }

    /// `behavior ON EMPTY` and `behavior ON ERROR`, in this order, each if it stands here.
    mutating func jsonQueryBehaviors() throws(Failure) -> (JSONQueryBehavior?, JSONQueryBehavior?) {
        guard let first = try jsonQueryBehavior() else { return (nil, nil) }
        try expect(.on)
        if accept(.error) { return (nil, first) }
        try expect(.empty)
        guard let second = try jsonQueryBehavior() else { return (first, nil) }
        try expect(.on, .error)
        return (first, second)
    }

    private mutating func jsonQueryBehavior() throws(Failure) -> JSONQueryBehavior? {
        if accept(.error) { return .error }
        if accept(.null) { return .null }
        guard accept(.empty) else { return nil }
        if accept(.array) { return .emptyArray }
        try expect(.object)
        return .emptyObject
    }
}
