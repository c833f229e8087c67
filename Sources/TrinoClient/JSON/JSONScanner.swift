/// Reads JSON (RFC 8259) from bytes, one value at a time, in one pass.
///
/// Result pages are large, and their columns say what each value must be: so values are decoded where they stand,
/// without a tree between. Numbers are handed out as text.
struct JSONScanner {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var position = 0
    private var depth = 0

    /// Deeper than any answer, shallow enough for a small thread's stack.
    private static let maximumDepth = 200

    /// The bytes must outlive the scanner.
    init(_ bytes: UnsafeBufferPointer<UInt8>, at position: Int = 0) {
        self.bytes = bytes
        self.position = position
    }

    // MARK: - Structure

    /// The next byte that isn't white space, not consumed.
    mutating func peek() throws(JSONError) -> UInt8 {
        while position < bytes.count {
            let byte = bytes[position]
            if byte > 0x20 || byte != 0x20 && byte != 0x0A && byte != 0x0D && byte != 0x09 { return byte }
            position += 1
        }
        throw JSONError(offset: position, reason: "the text ends too early")
    }

    mutating func consume(_ expected: UInt8) throws(JSONError) {
        guard try peek() == expected else { throw error("expected '\(Character(UnicodeScalar(expected)))'") }
        position += 1
    }

    /// Consumes `null` where it stands next.
    mutating func consumeNull() throws(JSONError) -> Bool {
        guard try peek() == UInt8(ascii: "n") else { return false }
        try literal("null")
        return true
    }

    /// Reads `[`, calls `element` at each element, which must consume it, and reads `]`.
    mutating func array(_ element: (inout JSONScanner) throws -> Void) throws {
        try consume(UInt8(ascii: "["))
        try descend()
        defer { depth -= 1 }
        if try peek() == UInt8(ascii: "]") {
            position += 1
            return
        }
        while true {
            try element(&self)
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "]"):
                position += 1
                return
            default: throw error("expected ',' or ']'")
            }
        }
    }

    /// Reads `{`, calls `member` after each key's colon, which must consume the value, and reads `}`.
    mutating func object(_ member: (inout JSONScanner, String) throws -> Void) throws {
        try consume(UInt8(ascii: "{"))
        try descend()
        defer { depth -= 1 }
        if try peek() == UInt8(ascii: "}") {
            position += 1
            return
        }
        while true {
            let key = try string()
            try consume(UInt8(ascii: ":"))
            try member(&self, key)
            switch try peek() {
            case UInt8(ascii: ","): position += 1
            case UInt8(ascii: "}"):
                position += 1
                return
            default: throw error("expected ',' or '}'")
            }
        }
    }

    /// Checks that nothing but white space follows.
    mutating func end() throws(JSONError) {
        while position < bytes.count {
            guard [0x20, 0x0A, 0x0D, 0x09].contains(bytes[position]) else { throw error("text after the value") }
            position += 1
        }
    }

    private mutating func descend() throws(JSONError) {
        depth += 1
        guard depth <= Self.maximumDepth else { throw error("nested deeper than \(Self.maximumDepth) levels") }
    }

    // MARK: - Scalars

    mutating func boolean() throws(JSONError) -> Bool {
        if try peek() == UInt8(ascii: "t") {
            try literal("true")
            return true
        }
        try literal("false")
        return false
    }

    private mutating func literal(_ text: StaticString) throws(JSONError) {
        guard bytes.count - position >= text.utf8CodeUnitCount else { throw error("the text ends too early") }
        for index in 0..<text.utf8CodeUnitCount where bytes[position + index] != text.utf8Start[index] {
            throw error("expected \(text)")
        }
        position += text.utf8CodeUnitCount
    }

    /// The bytes of a number, its grammar checked.
    mutating func number() throws(JSONError) -> UnsafeBufferPointer<UInt8> {
        _ = try peek()
        let start = position
        if current == UInt8(ascii: "-") { position += 1 }
        let first = position
        let whole = digits()
        guard whole > 0, whole == 1 || bytes[first] != UInt8(ascii: "0") else { throw error("expected a number") }
        if current == UInt8(ascii: ".") {
            position += 1
            guard digits() > 0 else { throw error("expected a digit") }
        }
        if current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
            position += 1
            if current == UInt8(ascii: "+") || current == UInt8(ascii: "-") { position += 1 }
            guard digits() > 0 else { throw error("expected a digit") }
        }
        return UnsafeBufferPointer(rebasing: bytes[start..<position])
    }

    private var current: UInt8 { position < bytes.count ? bytes[position] : 0 }

    private mutating func digits() -> Int {
        let start = position
        while position < bytes.count, bytes[position] &- 0x30 < 10 { position += 1 }
        return position - start
    }

    mutating func string() throws(JSONError) -> String {
        try consume(UInt8(ascii: "\""))
        let start = position
        while position < bytes.count {
            switch bytes[position] {
            case UInt8(ascii: "\""):
                let raw = UnsafeBufferPointer(rebasing: bytes[start..<position])
                position += 1
                return try text(raw)
            case UInt8(ascii: "\\"): return try escapedString(from: start)
            case 0..<0x20: throw error("a control character in a string")
            default: position += 1
            }
        }
        throw error("the string doesn't end")
    }

    private mutating func escapedString(from start: Int) throws(JSONError) -> String {
        var unescaped = [UInt8](bytes[start..<position])
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""):
                guard let text = String(validating: unescaped, as: UTF8.self) else { throw error("malformed UTF-8") }
                return text
            case UInt8(ascii: "\\"):
                let escape = current
                position += 1
                switch escape {
                case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): unescaped.append(escape)
                case UInt8(ascii: "b"): unescaped.append(0x08)
                case UInt8(ascii: "f"): unescaped.append(0x0C)
                case UInt8(ascii: "n"): unescaped.append(0x0A)
                case UInt8(ascii: "r"): unescaped.append(0x0D)
                case UInt8(ascii: "t"): unescaped.append(0x09)
                case UInt8(ascii: "u"): unescaped.append(contentsOf: String(try escapedScalar()).utf8)
                default: throw error("an unknown escape in a string")
                }
            case 0..<0x20: throw error("a control character in a string")
            default: unescaped.append(byte)
            }
        }
        throw error("the string doesn't end")
    }

    /// After `\u`: four digits, and for a high surrogate the low one too. A lone surrogate becomes U+FFFD.
    private mutating func escapedScalar() throws(JSONError) -> Character {
        let unit = try hexadecimal()
        if 0xD800..<0xDC00 ~= unit, position + 1 < bytes.count, bytes[position] == UInt8(ascii: "\\"),
            bytes[position + 1] == UInt8(ascii: "u")
        {
            let mark = position
            position += 2
            let low = try hexadecimal()
            if 0xDC00..<0xE000 ~= low, let scalar = Unicode.Scalar(0x10000 + (unit - 0xD800) << 10 + (low - 0xDC00)) {
                return Character(scalar)
            }
            position = mark
        }
        return Character(Unicode.Scalar(unit) ?? "\u{FFFD}")
    }

    private mutating func hexadecimal() throws(JSONError) -> UInt32 {
        var value: UInt32 = 0
        for _ in 0..<4 {
            let byte = current
            let digit: UInt8
            switch byte {
            case 0x30...0x39: digit = byte - 0x30
            case 0x41...0x46: digit = byte - 0x41 + 10
            case 0x61...0x66: digit = byte - 0x61 + 10
            default: throw error("expected four hexadecimal digits")
            }
            value = value << 4 | UInt32(digit)
            position += 1
        }
        return value
    }

    private func text(_ raw: UnsafeBufferPointer<UInt8>) throws(JSONError) -> String {
        guard let text = String(validating: raw, as: UTF8.self) else { throw error("malformed UTF-8") }
        return text
    }

    // MARK: - Whole values

    /// Reads any value as a tree.
    mutating func value() throws -> JSONValue {
        switch try peek() {
        case UInt8(ascii: "\""): return .string(try string())
        case UInt8(ascii: "t"), UInt8(ascii: "f"): return .boolean(try boolean())
        case UInt8(ascii: "n"):
            try literal("null")
            return .null
        case UInt8(ascii: "["):
            var elements: [JSONValue] = []
            try array { scanner in elements.append(try scanner.value()) }
            return .array(elements)
        case UInt8(ascii: "{"):
            var members: [JSONValue.Member] = []
            try object { scanner, key in members.append(JSONValue.Member(key: key, value: try scanner.value())) }
            return .object(members)
        default: return .number(String(decoding: try number(), as: UTF8.self))
        }
    }

    /// Passes over any value and returns where it stood.
    mutating func skip() throws -> Range<Int> {
        let first = try peek()
        let start = position
        switch first {
        case UInt8(ascii: "["): try array { scanner in _ = try scanner.skip() }
        case UInt8(ascii: "{"): try object { scanner, _ in _ = try scanner.skip() }
        case UInt8(ascii: "\""): _ = try string()
        case UInt8(ascii: "t"), UInt8(ascii: "f"): _ = try boolean()
        case UInt8(ascii: "n"): try literal("null")
        default: _ = try number()
        }
        return start..<position
    }

    func text(in range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    func error(_ reason: String) -> JSONError { JSONError(offset: position, reason: reason) }
}

/// Where and why a text isn't the JSON that was expected.
struct JSONError: Error, CustomStringConvertible {
    let offset: Int
    let reason: String

    var description: String { "\(reason) at byte \(offset)" }
}
