// How identifiers and strings are written so that they read back as what they are.
extension Identifier {
    /// The identifier as SQL: as it stands, or in double quotes where it was quoted or can't stand without.
    var quotedText: String {
        if !isQuoted, Keyword.isPlainName(text) { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}

extension StringLiteral {
    /// The literal as SQL, with `U&` again where it was read so.
    var quotedText: String {
        guard isUnicode else { return "'" + value.replacing("'", with: "''") + "'" }
        var text = "U&'"
        for scalar in value.unicodeScalars {
            switch scalar {
            case "'": text += "''"
            case "\\": text += "\\\\"
            case " "..."~": text.unicodeScalars.append(scalar)
            default: text += Self.escape(scalar)
            }
        }
        return text + "'"
    }

    /// `\XXXX`, or `\+XXXXXX` beyond the basic plane.
    private static func escape(_ scalar: Unicode.Scalar) -> String {
        let digits = String(scalar.value, radix: 16, uppercase: true)
        let isBasic = scalar.value <= 0xFFFF
        return (isBasic ? "\\" : "\\+") + String(repeating: "0", count: (isBasic ? 4 : 6) - digits.count) + digits
    }
}
