/// What a FROM clause holds.
extension Parser {
    mutating func relation() throws(Failure) -> Relation {
        let outerDeepest = deepest
        deepest = depth
        try enter()
        var left = try sampledRelation()
        while startsJoin() {
            try deepen()
            left = try join(left)
        }
        leave()
        if deepest < outerDeepest { deepest = outerDeepest }
        return left
    }

    private func startsJoin() -> Bool {
        switch current.keyword {
        case .join, .inner, .cross, .natural, .left, .right, .full: true
        default: false
        }
    }

    private mutating func join(_ left: Relation) throws(Failure) -> Relation {
        let start = left.position
        if accept(.cross) {
            try expect(.join)
            let right = try sampledRelation()
            return Relation(.join(Join(.cross, left, right)), position: start)
        }
        if accept(.natural) {
            let kind = try joinKind()
            let right = try sampledRelation()
            return Relation(.join(Join(kind, left, right, criteria: .natural)), position: start)
        }
        let kind = try joinKind()
        let right = try joinedRelation()
        let criteria = try joinCriteria()
        return Relation(.join(Join(kind, left, right, criteria: criteria)), position: start)
    }

    private mutating func joinKind() throws(Failure) -> Join.Kind {
        var kind = Join.Kind.inner
        if accept(.left) {
            kind = .left
            _ = accept(.outer)
        } else if accept(.right) {
            kind = .right
            _ = accept(.outer)
        } else if accept(.full) {
            kind = .full
            _ = accept(.outer)
        } else {
            _ = accept(.inner)
        }
        try expect(.join)
        return kind
    }

    /// The right side of a join that has criteria: joins of its own come first, as in `a JOIN b JOIN c ON ... ON ...`.
    private mutating func joinedRelation() throws(Failure) -> Relation {
        let outerDeepest = deepest
        deepest = depth
        try enter()
        var right = try sampledRelation()
        while startsJoin() {
            try deepen()
            right = try join(right)
        }
        leave()
        if deepest < outerDeepest { deepest = outerDeepest }
        return right
    }

    private mutating func joinCriteria() throws(Failure) -> Join.Criteria {
        if accept(.on) { return .on(try expression()) }
        if accept(.using) { return .using(try columnList()) }
        throw unexpected(hint: "A join needs ON or USING; one without a condition is a CROSS JOIN.")
    }

    // MARK: One relation and what is attached to it

    private mutating func sampledRelation() throws(Failure) -> Relation {
        let relation = try patternRecognition()
        guard at(.tablesample) else { return relation }
        advance()
        let method: Sample.Method
        if accept(.bernoulli) {
            method = .bernoulli
        } else {
            try expect(.system)
            method = .system
        }
        try expect(.leftParenthesis)
        let percentage = try expression()
        try expect(.rightParenthesis)
        return Relation(.sampled(relation, Sample(method: method, percentage: percentage)), position: relation.position)
    }

    private mutating func patternRecognition() throws(Failure) -> Relation {
        let relation = try aliasedRelation()
        guard at(.matchRecognize), symbol(ahead: 1) == .leftParenthesis else { return relation }
        let recognition = try matchRecognize()
        let matched = Relation(.patternRecognition(relation, recognition), position: relation.position)
        return try aliased(matched)
    }

    private mutating func aliasedRelation() throws(Failure) -> Relation {
        try aliased(try relationPrimary())
    }

    /// The relation with the alias that follows it, if one does.
    mutating func aliased(_ relation: Relation) throws(Failure) -> Relation {
        let isNamed = accept(.as)
        guard isNamed || startsRelationAlias() else { return relation }
        let alias = try identifier()
        let columns = at(.leftParenthesis) ? try columnList() : []
        return Relation(.aliased(relation, alias: alias, columns: columns), position: relation.position)
    }

    private func startsRelationAlias() -> Bool {
        let next = token(ahead: 1)
        switch current.keyword {
        case .tablesample: return next.keyword != .bernoulli && next.keyword != .system
        case .matchRecognize: return next.symbol != .leftParenthesis
        case .partition: return next.keyword != .by
        case .prune, .keep: return next.keyword != .when
        case .match:
            // In NEAREST (FROM t MATCH condition) the word begins the condition.
            return !startsOperand(next) || next.symbol == .leftParenthesis && isColumnList(at: index + 1)
        default: return startsAlias()
        }
    }

    private func isColumnList(at place: Int) -> Bool {
        let close = Int(source.partners[place])
        guard close > place + 1 else { return false }
        return (place + 1..<close).allSatisfy { isName(source.tokens[$0]) || source.tokens[$0].symbol == .comma }
    }

    private mutating func relationPrimary() throws(Failure) -> Relation {
        let start = position
        let next = symbol(ahead: 1)
        switch current.keyword {
        case .unnest: return try unnest()
        case .lateral where next == .leftParenthesis:
            advance()
            return Relation(.lateral(try parenthesizedQuery()), position: start)
        case .table where next == .leftParenthesis: return try tableFunction()
        case .jsonTable: return try jsonTable()
        case .nearest where next == .leftParenthesis && keyword(ahead: 2) == .from: return try nearest()
        default: break
        }
        if at(.leftParenthesis) { return try parenthesizedRelation() }
        guard isName(current) else { throw relationExpected() }
        return try tableName()
    }

    private func relationExpected() -> Failure {
        if let keyword = current.keyword, keyword.isReserved {
            return unexpected(
                "a table, a subquery or another relation",
                hint: startsQuery(at: index) ? "A subquery in FROM stands in parentheses." : nil)
        }
        return unexpected("a table, a subquery or another relation")
    }

    private mutating func tableName() throws(Failure) -> Relation {
        let start = position
        var table = TableReference(try objectName())
        if at(.leftParenthesis) {
            throw unexpected(
                hint: "A table function is called as TABLE(\(source.text(of: source.tokens[index - 1]))(...)).")
        }
        if at(.for), keyword(ahead: 1) == .version || keyword(ahead: 1) == .timestamp {
            let isVersion = keyword(ahead: 1) == .version
            index += 2
            try expect(.as)
            try expect(.of)
            let value = try expression(.value)
            table.period = isVersion ? .version(value) : .timestamp(value)
        }
        return Relation(.table(table), position: start)
    }

    private mutating func parenthesizedRelation() throws(Failure) -> Relation {
        let start = position
        if opensQuery(at: index) {
            return Relation(.subquery(try parenthesizedQuery()), position: start)
        }
        advance()
        let relation = try relation()
        try expect(.rightParenthesis)
        return relation
    }

    private mutating func unnest() throws(Failure) -> Relation {
        let start = position
        advance()
        let values = try parenthesizedList { (parser) throws(Failure) in try parser.expression() }
        var withOrdinality = false
        if at(.with, .ordinality) {
            index += 2
            withOrdinality = true
        }
        return Relation(.unnest(values, withOrdinality: withOrdinality), position: start)
    }

    private mutating func nearest() throws(Failure) -> Relation {
        let start = position
        index += 2
        try expect(.from)
        let relation = try relation()
        let filter = accept(.where) ? try expression() : nil
        try expect(.match)
        let match = try expression()
        try expect(.rightParenthesis)
        return Relation(.nearest(Nearest(relation: relation, filter: filter, match: match)), position: start)
    }
}
