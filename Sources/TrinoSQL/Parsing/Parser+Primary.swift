/// Expressions that no operator takes apart. Each form has a rule of its own, so that this one's frame stays small.
extension Parser {
    mutating func primary() throws(Failure) -> Expression {
        switch current.kind {
        case .word: return try word()
        case .quotedName, .backquotedName, .digitName: return try nameOrCall()
        case .symbol: return try symbolic()
        case .end, .invalid, .dollarString: throw unexpected("an expression")
        default: return try literal()
        }
    }

    private mutating func word() throws(Failure) -> Expression {
        guard let keyword = current.keyword else { return try nameOrCall() }
        if keyword.isReserved, !keyword.isNewlyReserved { return try reservedForm(keyword) }
        return try unreservedForm(keyword)
    }

    private mutating func symbolic() throws(Failure) -> Expression {
        switch current.symbol {
        case .leftParenthesis: return try parenthesis()
        case .leftBracket: return try bracketedArray()
        case .question:
            let start = position
            advance()
            parameterCount += 1
            return Expression(.parameter(parameterCount - 1), position: start)
        default: throw unexpected("an expression")
        }
    }

    private mutating func parenthesis() throws(Failure) -> Expression {
        if opensLambda(at: index) { return try lambda() }
        if opensQuery(at: index) { return try subqueryExpression() }
        let start = position
        advance()
        let first = try expression()
        if accept(.rightParenthesis) { return first }
        var elements = [RowElement(first)]
        while accept(.comma) { elements.append(RowElement(try expression())) }
        guard accept(.rightParenthesis) else { throw unexpected() }
        return Expression(.row(elements), position: start)
    }

    private mutating func subqueryExpression() throws(Failure) -> Expression {
        let start = position
        return Expression(.subquery(try parenthesizedQuery()), position: start)
    }

    /// `(query)`
    mutating func parenthesizedQuery() throws(Failure) -> Query {
        try expect(.leftParenthesis)
        let query = try query()
        try expect(.rightParenthesis)
        return query
    }

    mutating func lambda() throws(Failure) -> Expression {
        let start = position
        var parameters: [Identifier] = []
        if accept(.leftParenthesis) {
            if !at(.rightParenthesis) {
                parameters = try list { (parser) throws(Failure) in try parser.identifier() }
            }
            try expect(.rightParenthesis)
        } else {
            parameters = [try identifier()]
        }
        try expect(.arrow)
        return Expression(.lambda(parameters, try expression()), position: start)
    }

    private mutating func bracketedArray() throws(Failure) -> Expression {
        let start = position
        try expect(.leftBracket)
        if accept(.rightBracket) { return Expression(.array([]), position: start) }
        let elements = try list { (parser) throws(Failure) in try parser.expression() }
        try expect(.rightBracket)
        return Expression(.array(elements), position: start)
    }

    // MARK: Words

    private mutating func reservedForm(_ keyword: Keyword) throws(Failure) -> Expression {
        switch keyword {
        case .null: return simple(.null)
        case .true: return simple(.boolean(true))
        case .false: return simple(.boolean(false))
        case .case: return try caseExpression()
        case .cast: return try cast(isTry: false)
        case .exists: return try exists()
        case .extract: return try extract()
        case .currentDate, .currentTime, .currentTimestamp, .localTime, .localTimestamp, .currentUser,
            .currentCatalog, .currentSchema, .currentPath:
            return try currentValue(keyword)
        case .trim: return try trim()
        case .normalize: return try normalize()
        case .grouping: return try grouping()
        case .listagg: return try listAggregate()
        case .jsonExists: return try jsonExists()
        case .jsonValue: return try jsonValue()
        case .jsonQuery: return try jsonQuery()
        case .jsonObject: return try jsonObject()
        case .jsonArray: return try jsonArray()
        case .left, .right:
            if symbol(ahead: 1) == .leftParenthesis {
                throw unexpected(
                    "an expression",
                    hint: keyword == .left
                        ? "Trino has no left(text, n): write substr(text, 1, n)."
                        : "Trino has no right(text, n): write substr(text, -n).")
            }
            throw reservedAsExpression(keyword)
        default: throw reservedAsExpression(keyword)
        }
    }

    private func reservedAsExpression(_ keyword: Keyword) -> Failure {
        let word = source.text(of: current)
        // Words that begin clauses are seldom meant as names.
        let clauses: Set<Keyword> = [
            .from, .where, .having, .select, .on, .join, .union, .with, .and, .or, .as, .when, .then,
            .else, .end, .in, .is, .like, .between, .by, .values, .using,
        ]
        let isBy = (keyword == .group || keyword == .order) && self.keyword(ahead: 1) == .by
        if isBy || clauses.contains(keyword) { return unexpected("an expression") }
        return unexpected(
            "an expression",
            hint: "\(keyword.display) is a reserved word; as a name it is written \"\(word)\", in double quotes.")
    }

    private mutating func simple(_ kind: Expression.Kind) -> Expression {
        let start = position
        advance()
        return Expression(kind, position: start)
    }

    private mutating func unreservedForm(_ keyword: Keyword) throws(Failure) -> Expression {
        let next = token(ahead: 1)
        switch keyword {
        case .interval where isString(next) || isSignedString(ahead: 1):
            let start = position
            return Expression(.interval(try intervalLiteral()), position: start)
        case .array where next.symbol == .leftBracket:
            let start = position
            advance()
            var array = try bracketedArray()
            array.position = start
            return array
        case .row where next.symbol == .leftParenthesis: return try rowConstructor()
        case .tryCast where next.symbol == .leftParenthesis: return try cast(isTry: true)
        case .position where next.symbol == .leftParenthesis: return try positionOrCall()
        case .substring where next.symbol == .leftParenthesis: return try substringOrCall()
        case .overlay where next.symbol == .leftParenthesis: return try overlayOrCall()
        case .unique where opensQuery(at: index + 1): return try unique()
        case .running, .final:
            if isName(next), symbol(ahead: 2) == .leftParenthesis || symbol(ahead: 2) == .dot {
                return try processedCall()
            }
            return try nameOrCall()
        case .double where next.keyword == .precision && isString(token(ahead: 2)):
            let start = position
            index += 2
            return Expression(.typed(.named("double"), try string()), position: start)
        default: return try nameOrCall()
        }
    }

    private func isSignedString(ahead count: Int) -> Bool {
        let sign = symbol(ahead: count)
        return (sign == .minus || sign == .plus) && isString(token(ahead: count + 1))
    }

    private mutating func rowConstructor() throws(Failure) -> Expression {
        let start = position
        advance()
        let elements = try parenthesizedList { (parser) throws(Failure) in try parser.rowElement() }
        return Expression(.row(elements), position: start)
    }

    private mutating func rowElement() throws(Failure) -> RowElement {
        let value = try expression()
        if accept(.as) { return RowElement(value, name: try identifier()) }
        return RowElement(value, name: isName(current) ? try identifier() : nil)
    }

    private mutating func exists() throws(Failure) -> Expression {
        let start = position
        advance()
        guard opensQuery(at: index) || !at(.leftParenthesis) else {
            index += 1
            throw unexpected("a query")
        }
        return Expression(.exists(try parenthesizedQuery()), position: start)
    }

    private mutating func unique() throws(Failure) -> Expression {
        let start = position
        advance()
        return Expression(.special(.unique(try parenthesizedQuery())), position: start)
    }

    private mutating func currentValue(_ keyword: Keyword) throws(Failure) -> Expression {
        let start = position
        advance()
        guard let name = CurrentValue.Name(rawValue: keyword.rawValue) else { throw unexpected() }
        var precision: Int?
        switch name {
        case .currentTime, .currentTimestamp, .localTime, .localTimestamp:
            if accept(.leftParenthesis) {
                let place = index
                precision = Int(try integer())
                if precision == nil { throw Failure(token: place, detail: .init(expected: "a number of digits")) }
                try expect(.rightParenthesis)
            }
        default:
            if at(.leftParenthesis) {
                throw unexpected(hint: "\(keyword.display) is written without parentheses.")
            }
        }
        return Expression(.currentValue(CurrentValue(name, precision: precision)), position: start)
    }

    // MARK: CASE and CAST

    private mutating func caseExpression() throws(Failure) -> Expression {
        let start = position
        advance()
        let operand = at(.when) ? nil : try expression()
        var branches: [CaseExpression.Branch] = []
        while accept(.when) {
            let condition = operand == nil ? try expression() : try simpleCondition()
            try expect(.then)
            branches.append(.init(when: condition, then: try expression()))
        }
        guard !branches.isEmpty else { throw unexpected() }
        let otherwise = accept(.else) ? try expression() : nil
        try expect(.end)
        return Expression(
            .caseWhen(CaseExpression(operand: operand, branches: branches, otherwise: otherwise)), position: start)
    }

    /// The condition of a simple CASE: a value to compare with, or the rest of a predicate (`WHEN > 5`).
    private mutating func simpleCondition() throws(Failure) -> Expression {
        let isPartial =
            comparisonOperator() != nil || at(.is) || at(.in) || at(.like) || at(.between)
            || (at(.not) && isNegatablePredicate(keyword(ahead: 1))) || (at(.match) && isMatchPredicate(at: index))
        guard isPartial else { return try expression() }
        let start = position
        try enter()
        let condition = try predicate(Expression(.special(.caseOperand), position: start), start: start)
        leave()
        return condition
    }

    private mutating func cast(isTry: Bool) throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        let value = try expression()
        try expect(.as)
        let type = try dataType()
        try expect(.rightParenthesis)
        return Expression(.cast(value, type, isTry: isTry), position: start)
    }
}
