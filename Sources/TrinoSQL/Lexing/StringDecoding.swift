/// Undoes what SQL text does to the values of strings, names and binary literals.
enum StringDecoding {
    /// The inside of a quoted token, with doubled marks undone.
    static func unquote(_ bytes: ArraySlice<UInt8>, mark: UInt8) -> String {
        guard bytes.contains(mark) else { return String(decoding: bytes, as: UTF8.self) }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var index = bytes.startIndex
        while index < bytes.endIndex {
            result.append(bytes[index])
            index += bytes[index] == mark ? 2 : 1
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// The value of a `U&'...'` string: `\XXXX`, `\+XXXXXX` and `\\`, with `\` or another escape character.
    ///
    /// - Returns: nil where an escape is malformed or names no character.
    static func unescapeUnicode(_ text: String, escape: Unicode.Scalar) -> String? {
        var result = String.UnicodeScalarView()
        var scalars = text.unicodeScalars[...]
        while let scalar = scalars.popFirst() {
            guard scalar == escape else {
                result.append(scalar)
                continue
            }
            guard let next = scalars.first else { return nil }
            if next == escape {
                scalars.removeFirst()
                result.append(escape)
                continue
            }
            let count = next == "+" ? 6 : 4
            if next == "+" { scalars.removeFirst() }
            let digits = scalars.prefix(count)
            guard digits.count == count, digits.allSatisfy({ $0.isASCII && $0.properties.isASCIIHexDigit }),
                let code = UInt32(String(digits), radix: 16), let value = Unicode.Scalar(code)
            else { return nil }
            result.append(value)
            scalars.removeFirst(count)
        }
        return String(result)
    }

    /// Whether a character may be the escape of a `U&` string.
    static func isUsableEscape(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isASCII && scalar.value > 0x20 && !scalar.properties.isASCIIHexDigit
            && !"+'\"".unicodeScalars.contains(scalar)
    }

    /// The digits of an `X'...'` literal in upper case without blanks.
    ///
    /// - Returns: nil where something else than hex digits stands there, or an odd number of them.
    static func hexDigits(_ bytes: ArraySlice<UInt8>) -> String? {
        var result = ""
        for byte in bytes {
            if byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D { continue }
            guard byte.isHexDigit else { return nil }
            result.unicodeScalars.append(Unicode.Scalar(byte))
        }
        return result.utf8.count % 2 == 0 ? result.uppercased() : nil
    }
}
