/// What SQL text is made of, byte by byte. Everything that the grammar looks at is ASCII.
extension UInt8 {
    var isDigit: Bool { self >= 0x30 && self <= 0x39 }
    var isLetterOrUnderscore: Bool {
        let lower = self | 0x20
        return (lower >= 0x61 && lower <= 0x7A) || self == 0x5F
    }
    var isNamePart: Bool { isLetterOrUnderscore || isDigit }
    var isHexDigit: Bool {
        let lower = self | 0x20
        return isDigit || (lower >= 0x61 && lower <= 0x66)
    }
    /// The byte with `A` to `Z` in lower case.
    var lowercasedLetter: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
    /// Whether the byte continues a scalar that began before it, in UTF-8.
    var isContinuation: Bool { self & 0xC0 == 0x80 }
}
