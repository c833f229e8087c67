/// Comparisons and the other forms that make a truth value of values.
extension Parser {
    /// The rest of a predicate whose left side has been read.
    mutating func predicate(_ value: Expression, start: SourcePosition) throws(Failure) -> Expression {
        if let comparison = comparisonOperator() { return try self.comparison(value, comparison, start: start) }
        if at(.is) { return try isPredicate(value, start: start) }
        if at(.match) { return try matchPredicate(value, start: start) }
        let isNegated = accept(.not)
        if accept(.between) { return try between(value, isNegated, start: start) }
        if accept(.in) { return try membership(value, isNegated, start: start) }
        if accept(.like) { return try like(value, isNegated, start: start) }
        throw unexpected()
    }

    func comparisonOperator() -> ComparisonOperator? {
        switch current.symbol {
        case .equal: .equal
        case .notEqual: .notEqual
        case .less: .less
        case .lessOrEqual: .lessOrEqual
        case .greater: .greater
        case .greaterOrEqual: .greaterOrEqual
        default: nil
        }
    }

    private mutating func comparison(
        _ value: Expression, _ comparison: ComparisonOperator, start: SourcePosition
    ) throws(Failure) -> Expression {
        advance()
        if let quantifier = quantifier(), opensQuery(at: index + 1) {
            advance()
            let query = try parenthesizedQuery()
            return Expression(.quantifiedComparison(comparison, value, quantifier, query), position: start)
        }
        return Expression(.comparison(comparison, value, try expression(.value)), position: start)
    }

    private func quantifier() -> Quantifier? {
        switch current.keyword {
        case Keyword.all?: .all
        case Keyword.any?: .any
        case Keyword.some?: .some
        default: nil
        }
    }

    private mutating func isPredicate(_ value: Expression, start: SourcePosition) throws(Failure) -> Expression {
        advance()
        let isNegated = accept(.not)
        if accept(.null) { return Expression(.isNull(value, negated: isNegated), position: start) }
        if accept(.distinct) {
            try expect(.from)
            let other = try expression(.value)
            return Expression(.isDistinctFrom(value, other, negated: isNegated), position: start)
        }
        let truth: SpecialForm.TruthValue
        if accept(.true) {
            truth = .true
        } else if accept(.false) {
            truth = .false
        } else if accept(.unknown) {
            truth = .unknown
        } else {
            throw unexpected()
        }
        return Expression(.special(.truthTest(value, truth, negated: isNegated)), position: start)
    }

    private mutating func between(
        _ value: Expression, _ isNegated: Bool, start: SourcePosition
    ) throws(Failure) -> Expression {
        var isSymmetric = false
        if at(.symmetric) || at(.asymmetric), startsOperand(token(ahead: 1)) {
            isSymmetric = at(.symmetric)
            advance()
        }
        let low = try expression(.value)
        try expect(.and)
        let high = try expression(.value)
        return Expression(
            .between(Between(value, low: low, high: high, isNegated: isNegated, isSymmetric: isSymmetric)),
            position: start)
    }

    private mutating func membership(
        _ value: Expression, _ isNegated: Bool, start: SourcePosition
    ) throws(Failure) -> Expression {
        guard at(.leftParenthesis) else { throw unexpected("( and a list of values or a subquery") }
        if opensQuery(at: index), !holdsOneParenthesis(at: index) {
            let query = try parenthesizedQuery()
            return Expression(.inSubquery(value, query, negated: isNegated), position: start)
        }
        let items = try parenthesizedList { (parser) throws(Failure) in try parser.expression() }
        return Expression(.inList(value, items, negated: isNegated), position: start)
    }

    private mutating func like(
        _ value: Expression, _ isNegated: Bool, start: SourcePosition
    ) throws(Failure) -> Expression {
        let pattern = try expression(.value)
        let escape = accept(.escape) ? try expression(.value) : nil
        return Expression(.like(Like(value, pattern: pattern, escape: escape, isNegated: isNegated)), position: start)
    }

    /// Whether `MATCH [UNIQUE] [SIMPLE | PARTIAL | FULL] (query)` stands here.
    func isMatchPredicate(at word: Int) -> Bool {
        var place = word + 1
        if source.tokens[place].keyword == .unique { place += 1 }
        if let mode = source.tokens[place].keyword, mode == .simple || mode == .partial || mode == .full { place += 1 }
        return opensQuery(at: place)
    }

    private mutating func matchPredicate(_ value: Expression, start: SourcePosition) throws(Failure) -> Expression {
        advance()
        let isUnique = accept(.unique)
        var mode: MatchPredicate.Mode?
        if accept(.simple) {
            mode = .simple
        } else if accept(.partial) {
            mode = .partial
        } else if accept(.full) {
            mode = .full
        }
        let query = try parenthesizedQuery()
        return Expression(
            .special(.match(MatchPredicate(value, isUnique: isUnique, mode: mode, query: query))), position: start)
    }
}
