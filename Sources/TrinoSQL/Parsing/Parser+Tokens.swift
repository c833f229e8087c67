/// How the rules look at tokens and move over them.
extension Parser {
    var current: Token { source.tokens[index] }
    var position: SourcePosition { source.tokens[index].position }

    /// The token some places ahead; the last one beyond the end.
    func token(ahead count: Int) -> Token {
        source.tokens[min(index + count, source.tokens.count - 1)]
    }

    func keyword(ahead count: Int) -> Keyword? { token(ahead: count).keyword }
    func symbol(ahead count: Int) -> Symbol? { token(ahead: count).symbol }

    func at(_ keyword: Keyword) -> Bool { source.tokens[index].keyword == keyword }
    func at(_ symbol: Symbol) -> Bool { source.tokens[index].symbol == symbol }

    func at(ahead count: Int, _ keyword: Keyword) -> Bool { self.keyword(ahead: count) == keyword }

    func at(_ first: Keyword, _ second: Keyword) -> Bool {
        at(first) && keyword(ahead: 1) == second
    }

    func at(_ first: Keyword, _ second: Symbol) -> Bool {
        at(first) && symbol(ahead: 1) == second
    }

    mutating func advance() {
        if index < source.tokens.count - 1 { index += 1 }
    }

    mutating func note(_ item: @autoclosure () -> String) {
        if isRecording { expectations.note(item(), at: index) }
    }

    mutating func accept(_ keyword: Keyword) -> Bool {
        if at(keyword) {
            advance()
            return true
        }
        note(keyword.display)
        return false
    }

    mutating func accept(_ symbol: Symbol) -> Bool {
        if at(symbol) {
            advance()
            return true
        }
        note("'\(symbol.rawValue)'")
        return false
    }

    /// Takes two keywords that only mean something together.
    mutating func accept(_ first: Keyword, _ second: Keyword) -> Bool {
        if at(first, second) {
            index += 2
            return true
        }
        note("\(first.display) \(second.display)")
        return false
    }

    mutating func expect(_ keyword: Keyword) throws(Failure) {
        guard accept(keyword) else { throw unexpected() }
    }

    mutating func expect(_ first: Keyword, _ second: Keyword) throws(Failure) {
        try expect(first)
        try expect(second)
    }

    mutating func expect(_ symbol: Symbol) throws(Failure) {
        guard accept(symbol) else { throw unexpected() }
    }

    /// The failure that the current token can't stand here.
    func unexpected(_ expected: String? = nil, message: String? = nil, hint: String? = nil) -> Failure {
        let isPlain = expected == nil && message == nil && hint == nil
        return Failure(
            token: index, detail: isPlain ? nil : .init(expected: expected, message: message, hint: hint))
    }

    // MARK: Depth

    /// Goes one level down; every rule that can contain itself does, and comes up again with `leave`.
    mutating func enter(_ levels: Int = 1) throws(Failure) {
        depth += levels
        if depth > deepest { deepest = depth }
        guard depth <= depthLimit else { throw tooDeep() }
    }

    mutating func leave(_ levels: Int = 1) {
        depth -= levels
    }

    /// Notes that all that was read since the last mark now hangs one level lower in the tree: it became a left operand.
    mutating func deepen() throws(Failure) {
        deepest += 1
        guard deepest <= depthLimit else { throw tooDeep() }
    }

    private func tooDeep() -> Failure {
        Failure(token: index, detail: .tooDeep)
    }

    // MARK: Lists

    /// `item, item, ...`: at least one.
    mutating func list<Item>(_ item: (inout Parser) throws(Failure) -> Item) throws(Failure) -> [Item] {
        var items = [try item(&self)]
        while accept(.comma) { items.append(try item(&self)) }
        return items
    }

    /// `(item, item, ...)`: at least one.
    mutating func parenthesizedList<Item>(
        _ item: (inout Parser) throws(Failure) -> Item
    ) throws(Failure) -> [Item] {
        try expect(.leftParenthesis)
        let items = try list(item)
        try expect(.rightParenthesis)
        return items
    }
}
