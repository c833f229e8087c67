/// Checks that a text is one JSON document (RFC 8259) of bounded depth, before anything decodes it.
///
/// Foundation's decoder on Linux neither says where a document breaks nor refuses a trailing comma, and it recurses
/// as deep as the document does. This runs over the bytes once, without recursion and without building anything.
struct JSONSyntax {
    /// What may come next.
    private enum Expectation {
        case value
        case valueOrEnd
        case name
        case nameOrEnd
        case separatorOrEnd
        case nothing
    }

    private let bytes: [UInt8]
    private let nestingLimit: Int
    private var index = 0
    /// For each open array or object: whether it is an object.
    private var open: [Bool] = []

    /// Checks a document.
    ///
    /// - Parameters:
    ///   - bytes: the document in UTF-8; a byte order mark before it is passed over.
    ///   - nestingLimit: how deep arrays and objects may lie in each other.
    /// - Throws: ``JSONSyntaxError`` at the first place where the text isn't JSON.
    static func check(_ bytes: [UInt8], nestingLimit: Int) throws(JSONSyntaxError) {
        var syntax = JSONSyntax(bytes: bytes, nestingLimit: nestingLimit)
        try syntax.run()
    }

    private init(bytes: [UInt8], nestingLimit: Int) {
        self.bytes = bytes
        self.nestingLimit = nestingLimit
    }

    private mutating func run() throws(JSONSyntaxError) {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { index = 3 }
        var expectation = Expectation.value
        while true {
            skipWhitespace()
            guard index < bytes.count else {
                if expectation == .nothing { return }
                throw error(
                    bytes.isEmpty ? "the body is empty" : "the text ends too early")
            }
            expectation = try step(expectation)
        }
    }

    /// Reads one token and tells what may follow it.
    private mutating func step(_ expectation: Expectation) throws(JSONSyntaxError) -> Expectation {
        let byte = bytes[index]
        switch (expectation, byte) {
        case (.valueOrEnd, UInt8(ascii: "]")), (.nameOrEnd, UInt8(ascii: "}")):
            return close()
        case (.value, _), (.valueOrEnd, _):
            return try value()
        case (.name, UInt8(ascii: "\"")), (.nameOrEnd, UInt8(ascii: "\"")):
            try string()
            skipWhitespace()
            guard index < bytes.count, bytes[index] == UInt8(ascii: ":") else {
                throw error("expected a colon after the member's name")
            }
            index += 1
            return .value
        case (.name, _), (.nameOrEnd, _):
            throw error("expected a member's name in double quotes")
        case (.separatorOrEnd, UInt8(ascii: ",")):
            index += 1
            return open.last == true ? .name : .value
        case (.separatorOrEnd, UInt8(ascii: "]")) where open.last == false,
            (.separatorOrEnd, UInt8(ascii: "}")) where open.last == true:
            return close()
        case (.separatorOrEnd, _):
            throw error(open.last == true ? "expected a comma or }" : "expected a comma or ]")
        case (.nothing, _):
            throw error("something follows the end of the document")
        }
    }

    private var afterValue: Expectation { open.isEmpty ? .nothing : .separatorOrEnd }

    private mutating func close() -> Expectation {
        index += 1
        open.removeLast()
        return afterValue
    }

    private mutating func value() throws(JSONSyntaxError) -> Expectation {
        switch bytes[index] {
        case UInt8(ascii: "{"), UInt8(ascii: "["):
            let isObject = bytes[index] == UInt8(ascii: "{")
            // defence: json-depth
            guard open.count < nestingLimit else {
                throw error("arrays and objects lie deeper in each other than \(nestingLimit)")
            }
            open.append(isObject)
            index += 1
            return isObject ? .nameOrEnd : .valueOrEnd
        case UInt8(ascii: "\""): try string()
        case UInt8(ascii: "t"): try word("true")
        case UInt8(ascii: "f"): try word("false")
        case UInt8(ascii: "n"): try word("null")
        case UInt8(ascii: "-"), UInt8(ascii: "0")...UInt8(ascii: "9"): try number()
        default: throw error("expected a value")
        }
        return afterValue
    }

    private mutating func word(_ word: StaticString) throws(JSONSyntaxError) {
        let start = index
        for offset in 0..<word.utf8CodeUnitCount {
            guard index < bytes.count, bytes[index] == word.utf8Start[offset] else {
                index = start
                throw error("expected a value")
            }
            index += 1
        }
    }

    private mutating func string() throws(JSONSyntaxError) {
        let start = index
        index += 1
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "\""):
                index += 1
                return
            case UInt8(ascii: "\\"):
                try escape()
            case 0..<0x20:
                throw error("a string holds an unescaped control character or line end")
            default:
                index += 1
            }
        }
        index = start
        throw error("a string is not closed")
    }

    private mutating func escape() throws(JSONSyntaxError) {
        let start = index
        index += 1
        guard index < bytes.count else { return }
        switch bytes[index] {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"), UInt8(ascii: "b"), UInt8(ascii: "f"),
            UInt8(ascii: "n"), UInt8(ascii: "r"), UInt8(ascii: "t"):
            index += 1
        case UInt8(ascii: "u"):
            let unit = try hexadecimal(at: index + 1, escape: start)
            index += 5
            if unit & 0xFC00 == 0xD800 {
                guard index + 1 < bytes.count, bytes[index] == UInt8(ascii: "\\"),
                    bytes[index + 1] == UInt8(ascii: "u"),
                    try hexadecimal(at: index + 2, escape: index) & 0xFC00 == 0xDC00
                else {
                    index = start
                    throw error("an escape is half a surrogate pair")
                }
                index += 6
            } else if unit & 0xFC00 == 0xDC00 {
                index = start
                throw error("an escape is half a surrogate pair")
            }
        default:
            index = start
            throw error("a string holds an unknown escape")
        }
    }

    private mutating func hexadecimal(at first: Int, escape start: Int) throws(JSONSyntaxError) -> UInt32 {
        var unit: UInt32 = 0
        for position in first..<first + 4 {
            let digit = position < bytes.count ? Self.hexadecimalDigit(bytes[position]) : nil
            guard let digit else {
                index = start
                throw error("an escape needs four hexadecimal digits after \\u")
            }
            unit = unit << 4 | UInt32(digit)
        }
        return unit
    }

    private static func hexadecimalDigit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
        case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
        case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
        default: nil
        }
    }

    private mutating func number() throws(JSONSyntaxError) {
        let start = index
        if bytes[index] == UInt8(ascii: "-") { index += 1 }
        let hasLeadingZero = index < bytes.count && bytes[index] == UInt8(ascii: "0")
        let whole = digits()
        var isWellFormed = whole == 1 || (whole > 1 && !hasLeadingZero)
        if index < bytes.count, bytes[index] == UInt8(ascii: ".") {
            index += 1
            isWellFormed = digits() > 0 && isWellFormed
        }
        if index < bytes.count, bytes[index] | 0x20 == UInt8(ascii: "e") {
            index += 1
            if index < bytes.count, bytes[index] == UInt8(ascii: "+") || bytes[index] == UInt8(ascii: "-") {
                index += 1
            }
            isWellFormed = digits() > 0 && isWellFormed
        }
        let end = index
        index = start
        guard isWellFormed else { throw error("a number is not written as JSON has it") }
        let text = String(decoding: bytes[start..<end], as: UTF8.self)
        guard let value = Double(text), value.isFinite else {
            throw error("a number is too large")
        }
        index = end
    }

    private mutating func digits() -> Int {
        let start = index
        while index < bytes.count, (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(bytes[index]) { index += 1 }
        return index - start
    }

    private mutating func skipWhitespace() {
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\r"), UInt8(ascii: "\t"): index += 1
            default: return
            }
        }
    }

    /// An error at the present place.
    private func error(_ reason: String) -> JSONSyntaxError {
        var line = 1
        var column = 1
        for position in 0..<index {
            if bytes[position] == UInt8(ascii: "\n") {
                line += 1
                column = 1
            } else {
                column += 1
            }
        }
        return JSONSyntaxError(reason: reason, line: line, column: column)
    }
}
