/// Quotes that an export wrote twice, as CSV files do, perhaps with the whole statement in quotes.
enum DoubledQuotes: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        quotedStatement(damaged) ?? doubled(damaged)
    }

    /// `"SELECT ""a"" FROM t"`
    private static func quotedStatement(_ damaged: DamagedText) -> Finding? {
        let tokens = damaged.source.tokens
        guard let first = tokens.first, first.kind == .quotedName || first.kind == .string, damaged.token <= 1 else {
            return nil
        }
        let rest = tokens.dropFirst().drop { $0.symbol == .semicolon }
        guard rest.first?.kind == .end else { return nil }
        let mark: UInt8 = first.kind == .string ? 0x27 : 0x22
        let inside = StringDecoding.unquote(damaged.bytes[first.start + 1..<first.end - 1], mark: mark)
        guard inside.contains(where: \.isWhitespace) else { return nil }
        return Finding(
            message: "the whole statement stands in quotes", hint: "Take the quotes around it off.", repairs: [inside])
    }

    /// `''abc''`, where an empty string is followed by the text at once.
    private static func doubled(_ damaged: DamagedText) -> Finding? {
        let tokens = damaged.source.tokens
        let place = damaged.token
        let nearby = tokens[max(0, place - 1)...min(place, tokens.count - 1)]
        let isDoubled = nearby.contains { token in
            guard token.kind == .string || token.kind == .quotedName, token.end - token.start == 2 else { return false }
            return token.end < damaged.bytes.count && damaged.bytes[token.end].isNamePart
        }
        guard isDoubled else { return nil }
        let text = damaged.text(0..<damaged.bytes.count)
        return Finding(
            message: "quotes are doubled here", hint: "Write each quotation mark once.",
            repairs: [text.replacing("''", with: "'").replacing("\"\"", with: "\"")])
    }
}
