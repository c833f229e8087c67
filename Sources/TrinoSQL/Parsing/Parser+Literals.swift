/// Numbers, strings, binary and interval literals.
extension Parser {
    /// A literal that is one token, or a string.
    mutating func literal() throws(Failure) -> Expression {
        let token = current
        switch token.kind {
        case .integer: return number(.integer(source.text(of: token)))
        case .decimal: return number(.decimal(source.text(of: token)))
        case .double: return number(.double(source.text(of: token)))
        case .binary: return try binary(token)
        default: return Expression(.string(try string()), position: token.position)
        }
    }

    private mutating func number(_ kind: Expression.Kind) -> Expression {
        let start = position
        advance()
        return Expression(kind, position: start)
    }

    private mutating func binary(_ token: Token) throws(Failure) -> Expression {
        guard let digits = StringDecoding.hexDigits(source.bytes[token.start + 2..<token.end - 1]) else {
            throw unexpected(
                message: "a binary literal holds something else than pairs of hex digits",
                hint: "Write two digits of 0 to 9 and A to F for each byte, as in X'65 83'.")
        }
        advance()
        return Expression(.binary(digits), position: token.position)
    }

    /// `INTERVAL [sign] 'value' qualifier`
    mutating func intervalLiteral() throws(Failure) -> IntervalLiteral {
        try expect(.interval)
        var isNegative = false
        if at(.minus) || at(.plus) {
            isNegative = at(.minus)
            advance()
        }
        let value = try string()
        let qualifier = try intervalQualifier()
        return IntervalLiteral(
            isNegative: isNegative, value: value, from: qualifier.from, to: qualifier.to,
            leadingPrecision: qualifier.leadingPrecision, fractionalPrecision: qualifier.fractionalPrecision)
    }

    /// The fields of an interval and how many digits they have.
    struct IntervalQualifier {
        var from: IntervalField
        var to: IntervalField?
        var leadingPrecision: String?
        var fractionalPrecision: String?
    }

    mutating func intervalQualifier() throws(Failure) -> IntervalQualifier {
        let first = try intervalField()
        var qualifier = IntervalQualifier(from: first)
        if at(.leftParenthesis), token(ahead: 1).kind == .integer {
            advance()
            qualifier.leadingPrecision = try integer()
            if first == .second, accept(.comma) { qualifier.fractionalPrecision = try integer() }
            try expect(.rightParenthesis)
        }
        guard accept(.to) else { return qualifier }
        let place = index
        let last = try intervalField()
        let isAllowed: Bool =
            switch first {
            case .year: last == .month
            case .day, .hour, .minute: last == .hour || last == .minute || last == .second
            default: false
            }
        guard isAllowed else {
            throw Failure(
                token: place,
                detail: .init(
                    message: "an interval can't run from \(first.rawValue) to \(last.rawValue)",
                    hint: "The forms are YEAR TO MONTH and DAY, HOUR or MINUTE TO a smaller field."))
        }
        qualifier.to = last
        if last == .second, at(.leftParenthesis), token(ahead: 1).kind == .integer {
            advance()
            qualifier.fractionalPrecision = try integer()
            try expect(.rightParenthesis)
        }
        return qualifier
    }

    private mutating func intervalField() throws(Failure) -> IntervalField {
        if let keyword = current.keyword {
            switch keyword {
            case .year, .month, .day, .hour, .minute, .second:
                guard let field = IntervalField(rawValue: keyword.rawValue) else { break }
                advance()
                return field
            default: break
            }
        }
        let word = current.kind == .word ? source.text(of: current).lowercased() : ""
        if let field = ["years", "months", "days", "hours", "minutes", "seconds"].first(where: { $0 == word }) {
            let singular = String(field.dropLast())
            throw Failure(
                token: index,
                detail: .init(
                    expected: singular.uppercased(), hint: "Trino writes interval units in the singular.",
                    repair: .init(tokens: index..<index + 1, replacement: singular.uppercased())))
        }
        if word == "week" || word == "weeks" || word == "quarter" || word == "quarters" {
            throw unexpected(
                "YEAR, MONTH, DAY, HOUR, MINUTE or SECOND",
                hint: "Trino has no intervals in \(word): write 7 days for a week, 3 months for a quarter.")
        }
        throw unexpected("YEAR, MONTH, DAY, HOUR, MINUTE or SECOND")
    }
}
