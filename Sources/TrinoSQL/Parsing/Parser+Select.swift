/// SELECT and its clauses.
extension Parser {
    mutating func select() throws(Failure) -> Select {
        let start = position
        try expect(.select)
        var select = Select(items: [], position: start)
        if accept(.distinct) {
            select.quantifier = .distinct
        } else if isAllQuantifier() {
            advance()
            select.quantifier = .all
        }
        if at(.from) || current.kind == .end || at(.rightParenthesis) {
            throw unexpected("something to select")
        }
        select.items = try list { (parser) throws(Failure) in
            try parser.commented(\.comments) { (parser) throws(Failure) in try parser.selectItem() }
        }
        if accept(.from) { select.from = try list { (parser) throws(Failure) in try parser.relation() } }
        if accept(.where) { select.filter = try expression() }
        if accept(.group) { select.groupBy = try groupBy() }
        if accept(.having) { select.having = try expression() }
        if at(.window), startsWindowDefinitions(at: index) {
            advance()
            select.windows = try list { (parser) throws(Failure) in try parser.namedWindow() }
        }
        return select
    }

    private mutating func namedWindow() throws(Failure) -> NamedWindow {
        let name = try identifier()
        try expect(.as)
        try expect(.leftParenthesis)
        let specification = try windowSpecification()
        try expect(.rightParenthesis)
        return NamedWindow(name: name, specification: specification)
    }

    // MARK: Items

    private mutating func selectItem() throws(Failure) -> SelectItem {
        let start = position
        let startIndex = index
        if at(.star) {
            advance()
            return SelectItem(.all, position: start)
        }
        if at(.from) || at(.where) || current.kind == .end {
            throw unexpected("an expression", hint: "Is there a comma too many in front?")
        }
        let value = try expression()
        if at(.dot), symbol(ahead: 1) == .star, primarySpan == startIndex..<index {
            index += 2
            let aliases = accept(.as) ? try columnList() : []
            return SelectItem(.allOf(value, aliases: aliases), position: start)
        }
        return SelectItem(.expression(value, alias: try selectAlias()), position: start)
    }

    private mutating func selectAlias() throws(Failure) -> Identifier? {
        if accept(.as) {
            try refuseStringAlias()
            return try identifier()
        }
        try refuseStringAlias()
        return startsAlias() ? try identifier() : nil
    }

    private func refuseStringAlias() throws(Failure) {
        guard current.kind == .string else { return }
        let text = StringDecoding.unquote(source.bytes[current.start + 1..<current.end - 1], mark: 0x27)
        let quoted =
            "\"" + text.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        throw Failure(
            token: index,
            detail: .init(
                expected: "a name", hint: "An alias is a name: write \(quoted), in double quotes.",
                repair: .init(tokens: index..<index + 1, replacement: quoted)))
    }

    /// Whether the word here is an alias without AS, not the beginning of what follows.
    func startsAlias() -> Bool {
        guard isName(current) else { return false }
        switch current.keyword {
        case .limit, .offset, .fetch: return !startsRowLimit(at: index)
        case .window: return !startsWindowDefinitions(at: index)
        default: return true
        }
    }

    // MARK: GROUP BY

    private mutating func groupBy() throws(Failure) -> GroupBy {
        try expect(.by)
        var quantifier: Select.SelectQuantifier?
        if accept(.distinct) {
            quantifier = .distinct
        } else if isAllQuantifier() || (at(.all) && isGroupingWord(keyword(ahead: 1))) {
            advance()
            quantifier = .all
        }
        return GroupBy(
            quantifier: quantifier, elements: try list { (parser) throws(Failure) in try parser.groupingElement() })
    }

    private func isGroupingWord(_ keyword: Keyword?) -> Bool {
        keyword == .rollup || keyword == .cube || keyword == .grouping || keyword == .auto
    }

    private mutating func groupingElement() throws(Failure) -> GroupBy.Element {
        if accept(.rollup) { return .rollup(try groupingSets()) }
        if accept(.cube) { return .cube(try groupingSets()) }
        if at(.auto), symbol(ahead: 1) != .dot, symbol(ahead: 1) != .leftParenthesis {
            advance()
            return .auto
        }
        if at(.grouping), keyword(ahead: 1) == .sets {
            index += 2
            return .groupingSets(try parenthesizedList { (parser) throws(Failure) in try parser.groupingSet() })
        }
        return try groupingSet()
    }

    /// `(a, b)`, `()` or an expression.
    private mutating func groupingSet() throws(Failure) -> GroupBy.Element {
        guard isGroupingParenthesis() else { return .expression(try expression()) }
        advance()
        if accept(.rightParenthesis) { return .set([]) }
        let members = try list { (parser) throws(Failure) in try parser.expression() }
        try expect(.rightParenthesis)
        return .set(members)
    }

    /// Whether the parenthesis here is a whole grouping set, and not the beginning of a longer expression.
    private func isGroupingParenthesis() -> Bool {
        guard at(.leftParenthesis), !opensQuery(at: index), !opensLambda(at: index) else { return false }
        let close = Int(source.partners[index])
        guard close >= 0 else { return true }
        let next = source.tokens[close + 1]
        switch next.kind {
        case .symbol: return next.symbol == .comma || next.symbol == .rightParenthesis || next.symbol == .semicolon
        case .word:
            switch next.keyword {
            case .and, .or, .is, .in, .not, .like, .between, .at, .match: return false
            default: return true
            }
        default: return true
        }
    }

    private mutating func groupingSets() throws(Failure) -> [[Expression]] {
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) { return [] }
        let sets = try list { (parser) throws(Failure) in try parser.groupingSet() }
        try expect(.rightParenthesis)
        return sets.map { element in
            switch element {
            case .set(let members): members
            case .expression(let single): [single]
            default: []
            }
        }
    }
}
