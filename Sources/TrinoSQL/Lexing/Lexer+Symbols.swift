extension Lexer {
    /// Reads a symbol, or refuses a character that has no meaning in SQL.
    mutating func symbol(from start: Int) {
        guard let (symbol, length) = symbolHere() else { return unknownCharacter(from: start) }
        offset += length
        var token = token(.symbol, from: start)
        token.symbol = symbol
        output.tokens.append(token)
    }

    private func symbolHere() -> (Symbol, Int)? {
        let next = byte(offset + 1)
        switch bytes[offset] {
        case 0x2C: return (.comma, 1)
        case 0x2E: return (.dot, 1)
        case 0x28: return (.leftParenthesis, 1)
        case 0x29: return (.rightParenthesis, 1)
        case 0x5B: return (.leftBracket, 1)
        case 0x5D: return (.rightBracket, 1)
        case 0x7B: return next == 0x2D ? (.leftBraceMinus, 2) : (.leftBrace, 1)
        case 0x7D: return (.rightBrace, 1)
        case 0x2B: return (.plus, 1)
        case 0x2D: return next == 0x3E ? (.arrow, 2) : next == 0x7D ? (.minusRightBrace, 2) : (.minus, 1)
        case 0x2A: return (.star, 1)
        case 0x2F: return (.slash, 1)
        case 0x25: return (.percent, 1)
        case 0x7C: return next == 0x7C ? (.concatenation, 2) : (.bar, 1)
        case 0x5E: return (.caret, 1)
        case 0x24: return (.dollar, 1)
        case 0x3D: return next == 0x3E ? (.fatArrow, 2) : (.equal, 1)
        case 0x21: return next == 0x3D ? (.notEqual, 2) : nil
        case 0x3C: return next == 0x3D ? (.lessOrEqual, 2) : next == 0x3E ? (.notEqual, 2) : (.less, 1)
        case 0x3E: return next == 0x3D ? (.greaterOrEqual, 2) : (.greater, 1)
        case 0x3F: return (.question, 1)
        case 0x3B: return (.semicolon, 1)
        case 0x3A: return next == 0x3A ? (.doubleColon, 2) : (.colon, 1)
        case 0x40: return (.at, 1)
        default: return nil
        }
    }

    private mutating func unknownCharacter(from start: Int) {
        offset += 1
        while offset < bytes.count, bytes[offset].isContinuation { offset += 1 }
        let character = text(start..<offset)
        guard let scalar = character.unicodeScalars.first else { return }
        let code = "U+" + String(scalar.value, radix: 16, uppercase: true)
        if scalar.properties.isWhitespace || Self.invisibleScalars.contains(scalar.value) {
            return fail(
                from: start, "a blank that SQL doesn't know stands here (\(code))",
                hint: "Put a plain space in its place.", repair: .init(range: start..<offset, replacement: " "))
        }
        if let quote = Self.curlyQuotes[scalar.value] {
            return fail(
                from: start, "a typographic quotation mark stands here (\(character))",
                hint: "Use plain quotes: ' around strings, \" around names.",
                repair: .init(range: start..<offset, replacement: quote))
        }
        let hint =
            scalar.properties.isAlphabetic
            ? "A name with letters outside a to z needs double quotes." : nil
        fail(from: start, "the character \(scalar.value < 0x20 ? code : character) has no meaning here", hint: hint)
    }

    /// Zero-width characters and marks that editors and chats leave behind.
    private static let invisibleScalars: Set<UInt32> = [0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD]
    private static let curlyQuotes: [UInt32: String] = [
        0x2018: "'", 0x2019: "'", 0x201A: "'", 0x201C: "\"", 0x201D: "\"", 0x201E: "\"",
    ]
}
