/// How tightly an operator binds.
enum Precedence: Int, Comparable, Sendable {
    case or, and, not, predicate, concatenation, additive, multiplicative, sign

    static func < (left: Precedence, right: Precedence) -> Bool { left.rawValue < right.rawValue }

    /// What the operands of a value must bind with at least: no AND, OR, NOT or predicate without parentheses.
    static let value = Precedence.concatenation
    /// The next tighter one.
    var next: Precedence { Precedence(rawValue: rawValue + 1) ?? .sign }
}

/// Operators, by precedence climbing: one rule for all levels, so that the stack grows by few frames for each level of nesting.
extension Parser {
    /// An expression of operators that bind at least as tightly as `minimum`.
    mutating func expression(_ minimum: Precedence = .or) throws(Failure) -> Expression {
        let outerDeepest = deepest
        deepest = depth
        try enter()
        let start = position
        var left = try operand(minimum)
        // A predicate takes no second predicate: `a = b = c` is an error in Trino.
        var limit = Precedence.sign
        while let level = operatorLevel(), level >= minimum, level <= limit {
            try deepen()
            left = try continuation(of: left, at: level, start: start)
            if level <= .predicate { limit = min(limit, level == .predicate ? .not : level) }
        }
        leave()
        if deepest < outerDeepest { deepest = outerDeepest }
        return left
    }

    /// The level of the binary operator or predicate that stands here.
    private func operatorLevel() -> Precedence? {
        let token = current
        if let symbol = token.symbol {
            switch symbol {
            case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual: return .predicate
            case .plus, .minus: return .additive
            case .star, .slash, .percent: return .multiplicative
            case .concatenation: return .concatenation
            default: return nil
            }
        }
        guard let keyword = token.keyword else { return nil }
        switch keyword {
        case .or: return .or
        case .and: return .and
        case .is, .in, .like, .between: return .predicate
        case .not: return isNegatablePredicate(self.keyword(ahead: 1)) ? .predicate : nil
        case .match: return isMatchPredicate(at: index) ? .predicate : nil
        case .at: return self.keyword(ahead: 1) == .time || self.keyword(ahead: 1) == .local ? .sign : nil
        default: return nil
        }
    }

    func isNegatablePredicate(_ keyword: Keyword?) -> Bool {
        keyword == .in || keyword == .like || keyword == .between
    }

    private mutating func continuation(
        of left: Expression, at level: Precedence, start: SourcePosition
    ) throws(Failure) -> Expression {
        switch level {
        case .or: try chain(left, joining: .or, start: start)
        case .and: try chain(left, joining: .and, start: start)
        case .concatenation: try concatenation(left, start: start)
        case .additive, .multiplicative: try arithmetic(left, level, start: start)
        case .sign: try atTimeZone(left, start: start)
        case .not, .predicate: try predicate(left, start: start)
        }
    }

    private mutating func chain(
        _ first: Expression, joining word: Keyword, start: SourcePosition
    ) throws(Failure) -> Expression {
        var operands = [first]
        while accept(word) { operands.append(try expression(word == .or ? .and : .not)) }
        return Expression(word == .or ? .or(operands) : .and(operands), position: start)
    }

    private mutating func concatenation(_ first: Expression, start: SourcePosition) throws(Failure) -> Expression {
        var operands = [first]
        while accept(.concatenation) { operands.append(try expression(.additive)) }
        return Expression(.concatenation(operands), position: start)
    }

    private mutating func arithmetic(
        _ first: Expression, _ level: Precedence, start: SourcePosition
    ) throws(Failure) -> Expression {
        var links: [ArithmeticChain.Link] = []
        while let operation = arithmeticOperator(), operation.isAdditive == (level == .additive) {
            advance()
            links.append(.init(operation, try expression(level.next)))
        }
        return Expression(.arithmetic(ArithmeticChain(first, links)), position: start)
    }

    private func arithmeticOperator() -> ArithmeticOperator? {
        switch current.symbol {
        case .plus: .add
        case .minus: .subtract
        case .star: .multiply
        case .slash: .divide
        case .percent: .modulus
        default: nil
        }
    }

    private mutating func atTimeZone(_ value: Expression, start: SourcePosition) throws(Failure) -> Expression {
        advance()
        if accept(.local) { return Expression(.atTimeZone(value, .local), position: start) }
        try expect(.time, .zone)
        let place = position
        let zone: Expression
        if isString(current) {
            zone = Expression(.string(try string()), position: place)
        } else if at(.interval) {
            zone = Expression(.interval(try intervalLiteral()), position: place)
        } else {
            throw unexpected(
                "a time zone in single quotes, or an INTERVAL literal",
                hint: "For a zone that is computed, call at_timezone(value, zone).")
        }
        return Expression(.atTimeZone(value, .zone(zone)), position: start)
    }

    /// What an operator stands behind: a sign, NOT, or a primary expression.
    private mutating func operand(_ minimum: Precedence) throws(Failure) -> Expression {
        if at(.not) { return try negation(minimum) }
        if at(.minus) || at(.plus) { return try signed() }
        return try postfix()
    }

    private mutating func negation(_ minimum: Precedence) throws(Failure) -> Expression {
        guard minimum <= .not else {
            throw unexpected("a value", hint: "NOT binds weaker here: put parentheses around it.")
        }
        let start = position
        advance()
        return Expression(.not(try expression(.not)), position: start)
    }

    private mutating func signed() throws(Failure) -> Expression {
        let start = position
        let sign: Sign = at(.minus) ? .minus : .plus
        advance()
        return Expression(.sign(sign, try expression(.sign)), position: start)
    }

    // MARK: Suffixes

    /// A primary expression with its subscripts, fields and methods.
    private mutating func postfix() throws(Failure) -> Expression {
        let startIndex = index
        var value = try primary()
        while true {
            if at(.leftBracket) {
                try deepen()
                value = try subscripted(value)
            } else if at(.dot), symbol(ahead: 1) != .star {
                try deepen()
                value = try member(of: value)
            } else {
                break
            }
        }
        primarySpan = startIndex..<index
        return value
    }

    private mutating func subscripted(_ value: Expression) throws(Failure) -> Expression {
        advance()
        let place = try expression(.value)
        try expect(.rightBracket)
        return Expression(.subscriptAccess(value, place), position: value.position)
    }

    private mutating func member(of value: Expression) throws(Failure) -> Expression {
        advance()
        if symbol(ahead: 1) == .leftParenthesis, current.kind == .word || current.kind == .quotedName {
            let token = current
            let name: Identifier
            if token.keyword?.isReserved == true {
                advance()
                name = Identifier(source.text(of: token), isQuoted: true, position: token.position)
            } else {
                name = try identifier()
            }
            let arguments = try methodArguments()
            return Expression(.special(.methodCall(value, name, arguments)), position: value.position)
        }
        let name = try identifier()
        if case .column(var column) = value.kind {
            // `(a).b` says the same as `a.b`.
            column.parts.append(name)
            return Expression(.column(column), position: value.position)
        }
        return Expression(.field(value, name), position: value.position)
    }

    /// `(argument, ...)` of a method.
    mutating func methodArguments() throws(Failure) -> [FunctionCall.Argument] {
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) { return [] }
        let arguments = try list { (parser) throws(Failure) in try parser.argument() }
        try expect(.rightParenthesis)
        return arguments
    }
}
