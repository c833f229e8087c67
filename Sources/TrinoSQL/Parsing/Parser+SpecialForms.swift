/// Functions that have a grammar of their own.
extension Parser {
    private func special(_ form: SpecialForm, _ start: SourcePosition) -> Expression {
        Expression(.special(form), position: start)
    }

    /// `EXTRACT(field FROM value)`
    mutating func extract() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        let field = try typeName()
        try expect(.from)
        let value = try expression(.value)
        try expect(.rightParenthesis)
        return Expression(.extract(field, value), position: start)
    }

    /// `TRIM(...)` in all its forms.
    mutating func trim() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        let side = trimSide()
        let trim: Trim
        if accept(.from) {
            trim = Trim(side: side, source: try expression(.value))
        } else {
            let first = try expression(.value)
            if accept(.from) {
                trim = Trim(side: side, characters: first, source: try expression(.value))
            } else if side == nil, accept(.comma) {
                trim = Trim(characters: try expression(.value), source: first)
            } else {
                guard side == nil else { throw unexpected() }
                trim = Trim(source: first)
            }
        }
        try expect(.rightParenthesis)
        return special(.trim(trim), start)
    }

    /// LEADING, TRAILING or BOTH, where it is no name: something to trim, or FROM, follows.
    private mutating func trimSide() -> Trim.Side? {
        guard let keyword = current.keyword, let side = Trim.Side(rawValue: keyword.rawValue),
            keyword == .leading || keyword == .trailing || keyword == .both
        else { return nil }
        // `trim(leading FROM x)` has a side; `trim(leading)` has a source, and `trim(leading || 'x' FROM y)` characters.
        let next = token(ahead: 1)
        guard next.keyword == .from || startsOperand(next), holdsFrom() else { return nil }
        advance()
        return side
    }

    /// Whether a FROM stands in the parentheses that the last token opened, and in none inside them.
    private func holdsFrom() -> Bool {
        var place = index
        while place < source.tokens.count - 1 {
            let token = source.tokens[place]
            if token.keyword == .from { return true }
            if token.symbol == .rightParenthesis { return false }
            let close = token.symbol == .leftParenthesis ? Int(source.partners[place]) : place
            guard close >= place else { return false }
            place = close + 1
        }
        return false
    }

    /// `POSITION(part IN whole)`, or a call of a function of that name.
    mutating func positionOrCall() throws(Failure) -> Expression {
        let start = position
        let name = QualifiedName([try identifier()])
        let opening = index
        advance()
        guard !at(.rightParenthesis), !at(.distinct), !at(.star) else {
            index = opening
            return try call(name, mode: nil, start: start)
        }
        let part = try expression(.value)
        guard accept(.in) else {
            return try ordinaryCall(name, opening: opening, first: part, start: start)
        }
        let whole = try expression(.value)
        try expect(.rightParenthesis)
        return special(.position(part, in: whole), start)
    }

    /// `SUBSTRING(source FROM start [FOR length])`, or a call.
    mutating func substringOrCall() throws(Failure) -> Expression {
        let start = position
        let name = QualifiedName([try identifier()])
        let opening = index
        advance()
        guard !at(.rightParenthesis), !at(.distinct), !at(.star) else {
            index = opening
            return try call(name, mode: nil, start: start)
        }
        let text = try expression(.value)
        guard accept(.from) else {
            return try ordinaryCall(name, opening: opening, first: text, start: start)
        }
        let from = try expression(.value)
        let length = accept(.for) ? try expression(.value) : nil
        try expect(.rightParenthesis)
        return special(.substring(text, from: from, length: length), start)
    }

    /// `OVERLAY(source PLACING replacement FROM start [FOR length])`, or a call.
    mutating func overlayOrCall() throws(Failure) -> Expression {
        let start = position
        let name = QualifiedName([try identifier()])
        let opening = index
        advance()
        guard !at(.rightParenthesis), !at(.distinct), !at(.star) else {
            index = opening
            return try call(name, mode: nil, start: start)
        }
        let text = try expression(.value)
        guard accept(.placing) else {
            return try ordinaryCall(name, opening: opening, first: text, start: start)
        }
        let replacement = try expression(.value)
        try expect(.from)
        let from = try expression(.value)
        let length = accept(.for) ? try expression(.value) : nil
        try expect(.rightParenthesis)
        return special(.overlay(text, placing: replacement, from: from, length: length), start)
    }

    /// A call whose first argument has been read already; only where that was no plain value is it read anew.
    private mutating func ordinaryCall(
        _ name: QualifiedName, opening: Int, first: Expression, start: SourcePosition
    ) throws(Failure) -> Expression {
        guard at(.comma) || at(.rightParenthesis) else {
            throw unexpected()
        }
        var arguments = [FunctionCall.Argument(first)]
        while accept(.comma) { arguments.append(try argument()) }
        try expect(.rightParenthesis)
        return try finish(FunctionCall(name, arguments), start: start)
    }

    /// `NORMALIZE(text [, form])`
    mutating func normalize() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        let text = try expression(.value)
        var form: SpecialForm.NormalForm?
        if accept(.comma) {
            guard let keyword = current.keyword, let named = SpecialForm.NormalForm(rawValue: keyword.rawValue) else {
                throw unexpected("NFC, NFD, NFKC or NFKD")
            }
            advance()
            form = named
        }
        try expect(.rightParenthesis)
        return special(.normalize(text, form: form), start)
    }

    /// `GROUPING(a, b)`
    mutating func grouping() throws(Failure) -> Expression {
        let start = position
        advance()
        try expect(.leftParenthesis)
        if accept(.rightParenthesis) { return special(.grouping([]), start) }
        let columns = try list { (parser) throws(Failure) in try parser.qualifiedName() }
        try expect(.rightParenthesis)
        return special(.grouping(columns), start)
    }

    /// `LISTAGG(...) WITHIN GROUP (ORDER BY ...)`
    mutating func listAggregate() throws(Failure) -> Expression {
        try enter(Self.queryLevels)
        defer { leave(Self.queryLevels) }
        let start = position
        advance()
        try expect(.leftParenthesis)
        var quantifier: Select.SelectQuantifier?
        if accept(.distinct) {
            quantifier = .distinct
        } else if isAllQuantifier() {
            advance()
            quantifier = .all
        }
        var aggregate = ListAggregate(quantifier: quantifier, value: try expression(), orderBy: [])
        if accept(.comma) { aggregate.separator = try string() }
        if accept(.on) {
            try expect(.overflow)
            aggregate.overflow = try overflow()
        }
        try expect(.rightParenthesis)
        try expect(.within, .group)
        try expect(.leftParenthesis)
        aggregate.orderBy = try orderBy()
        guard !aggregate.orderBy.isEmpty else { throw unexpected("ORDER BY") }
        try expect(.rightParenthesis)
        if at(.filter, .leftParenthesis) { aggregate.filter = try filterClause() }
        if at(.over), symbol(ahead: 1) == .leftParenthesis || isName(token(ahead: 1)) { aggregate.over = try over() }
        return special(.listAggregate(aggregate), start)
    }

    private mutating func overflow() throws(Failure) -> ListAggregate.Overflow {
        if accept(.error) { return .error }
        try expect(.truncate)
        let filler = isString(current) ? try string() : nil
        if accept(.without, .count) { return .truncate(filler: filler, withCount: false) }
        try expect(.with)
        try expect(.count)
        return .truncate(filler: filler, withCount: true)
    }
}
