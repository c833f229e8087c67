extension Lexer {
    /// Reads an integer (decimal, `0x`, `0o`, `0b`, with underscores), a decimal, a double, or a word that begins with a digit.
    mutating func number(from start: Int) {
        if bytes[start] == 0x30, let length = prefixedIntegerLength(from: start) {
            offset = start + length
            return finishNumber(.integer, from: start)
        }
        var kind = Token.Kind.integer
        if bytes[start] != 0x2E { digits() }
        // A point after a whole number belongs to it, unless the number begins with digits that join a name.
        if byte(offset) == 0x2E {
            offset += 1
            kind = .decimal
            if byte(offset).isDigit { digits() }
        }
        let exponent = exponentLength()
        if exponent > 0, !bytes[start..<offset].contains(0x5F) {
            offset += exponent
            kind = .double
        }
        finishNumber(kind, from: start)
    }

    /// What runs on with letters is one word, as the longest match decides.
    private mutating func finishNumber(_ kind: Token.Kind, from start: Int) {
        if byte(offset).isNamePart, !bytes[start..<offset].contains(0x2E) {
            while byte(offset).isNamePart { offset += 1 }
            output.tokens.append(token(.digitName, from: start))
        } else {
            output.tokens.append(token(kind, from: start))
        }
    }

    private mutating func digits() {
        while byte(offset).isDigit || (byte(offset) == 0x5F && byte(offset + 1).isDigit) { offset += 1 }
    }

    /// The length of `0x1F`, `0o17` or `0b11`, if one stands here.
    private func prefixedIntegerLength(from start: Int) -> Int? {
        let isDigit: (UInt8) -> Bool
        switch byte(start + 1) | 0x20 {
        case 0x78: isDigit = { $0.isHexDigit }
        case 0x6F: isDigit = { $0 >= 0x30 && $0 <= 0x37 }
        case 0x62: isDigit = { $0 == 0x30 || $0 == 0x31 }
        default: return nil
        }
        var index = start + 2
        while isDigit(byte(index)) || (byte(index) == 0x5F && isDigit(byte(index + 1))) { index += 1 }
        return index > start + 2 ? index - start : nil
    }

    private func exponentLength() -> Int {
        guard byte(offset) | 0x20 == 0x65 else { return 0 }
        var index = offset + 1
        if byte(index) == 0x2B || byte(index) == 0x2D { index += 1 }
        guard byte(index).isDigit else { return 0 }
        while byte(index).isDigit { index += 1 }
        return index - offset
    }
}
