/// Cuts SQL text into tokens, in one pass over its bytes.
///
/// It never fails: what it can't read becomes an `invalid` token, with the reason beside it, and ends the list.
struct Lexer {
    /// All that a text holds.
    struct Output {
        var tokens: [Token] = []
        /// Every comment, in order, each with the index of the token that follows it.
        var comments: [(comment: Comment, beforeToken: Int)] = []
        var fault: Fault?
        /// Whether the text ends inside a `--` comment, and the byte where that comment begins.
        var finalLineComment: Int?
    }

    /// Why a token can't be read.
    struct Fault: Sendable {
        var message: String
        var hint: String?
        /// The whole text with the fault mended, where there is only one way to mend it.
        var repair: Repair?

        /// A replacement for a range of the text's bytes.
        struct Repair: Sendable {
            var range: Range<Int>
            var replacement: String
        }
    }

    let bytes: UnsafeBufferPointer<UInt8>
    var offset = 0
    var output = Output()
    private var line = 1
    private var lineStart = 0
    private var continuations = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        output.tokens.reserveCapacity(bytes.count / 4 + 2)
    }

    /// Reads a whole text.
    static func scan(_ bytes: [UInt8]) -> Output {
        bytes.withUnsafeBufferPointer { buffer in
            var lexer = Lexer(buffer)
            lexer.scanAll()
            return lexer.output
        }
    }

    private mutating func scanAll() {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            // A byte order mark is no part of the text that people see.
            offset = 3
            lineStart = 3
        }
        while true {
            skipBlanksAndComments()
            guard offset < bytes.count, output.fault == nil else { break }
            scanToken()
            if output.fault != nil { break }
        }
        output.tokens.append(token(.end, from: offset))
    }

    // MARK: Places

    /// A token of the kind from a byte to where the lexer stands; counts the lines inside.
    mutating func token(_ kind: Token.Kind, from start: Int) -> Token {
        let token = Token(
            kind: kind, start: start, end: offset, line: line, column: start - lineStart - continuations + 1)
        advanceLines(from: start, to: offset)
        return token
    }

    private mutating func advanceLines(from start: Int, to end: Int) {
        var index = start
        while index < end {
            let byte = bytes[index]
            index += 1
            if byte == 0x0A {
                line += 1
                lineStart = index
                continuations = 0
            } else if byte.isContinuation {
                continuations += 1
            }
        }
    }

    func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    func text(_ range: Range<Int>) -> String {
        String(decoding: bytes[range], as: UTF8.self)
    }

    // MARK: Blanks and comments

    private mutating func skipBlanksAndComments() {
        while offset < bytes.count {
            switch bytes[offset] {
            case 0x20, 0x09, 0x0D:
                offset += 1
            case 0x0A:
                offset += 1
                line += 1
                lineStart = offset
                continuations = 0
            case 0x2D where byte(offset + 1) == 0x2D:
                lineComment()
            case 0x2F where byte(offset + 1) == 0x2A:
                guard blockComment() else { return }
            default:
                return
            }
        }
    }

    private mutating func lineComment() {
        let start = offset
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
        keep(.line, from: start, inside: start + 2..<offset)
        if offset == bytes.count { output.finalLineComment = start }
    }

    private mutating func blockComment() -> Bool {
        let start = offset
        offset += 2
        while offset < bytes.count {
            if bytes[offset] == 0x2A, byte(offset + 1) == 0x2F {
                offset += 2
                keep(.block, from: start, inside: start + 2..<offset - 2)
                return true
            }
            offset += 1
        }
        fail(
            from: start, "the comment that begins here with /* has no end",
            hint: "Close it with */, or take the /* away.")
        return false
    }

    private mutating func keep(_ style: Comment.Style, from start: Int, inside: Range<Int>) {
        let place = token(.end, from: start)
        var lower = inside.lowerBound
        var upper = inside.upperBound
        func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0A || byte == 0x0D }
        while lower < upper, isBlank(bytes[lower]) { lower += 1 }
        while upper > lower, isBlank(bytes[upper - 1]) { upper -= 1 }
        let comment = Comment(style: style, text: text(lower..<upper), position: place.position)
        output.comments.append((comment, output.tokens.count))
    }

    // MARK: Tokens

    private mutating func scanToken() {
        let start = offset
        let first = bytes[offset]
        if first.isLetterOrUnderscore {
            word(from: start)
        } else if first.isDigit || (first == 0x2E && byte(offset + 1).isDigit) {
            number(from: start)
        } else {
            switch first {
            case 0x27: quoted(.string, mark: 0x27, from: start, openedAt: start)
            case 0x22: quoted(.quotedName, mark: 0x22, from: start, openedAt: start)
            case 0x60: quoted(.backquotedName, mark: 0x60, from: start, openedAt: start)
            case 0x24 where byte(offset + 1) == 0x24: dollarString(from: start)
            default: symbol(from: start)
            }
        }
    }

    private mutating func word(from start: Int) {
        let next = byte(start + 1)
        if next == 0x27, bytes[start] | 0x20 == 0x78 {
            return quoted(.binary, mark: 0x27, from: start, openedAt: start + 1)
        }
        if next == 0x26, byte(start + 2) == 0x27, bytes[start] | 0x20 == 0x75 {
            return quoted(.unicodeString, mark: 0x27, from: start, openedAt: start + 2)
        }
        offset += 1
        while offset < bytes.count, bytes[offset].isNamePart { offset += 1 }
        var word = token(.word, from: start)
        word.keyword = KeywordTable.shared.lookup(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
        output.tokens.append(word)
    }

    private mutating func quoted(_ kind: Token.Kind, mark: UInt8, from start: Int, openedAt: Int) {
        offset = openedAt + 1
        while offset < bytes.count {
            if bytes[offset] == mark {
                if byte(offset + 1) == mark, kind != .binary {
                    offset += 2
                    continue
                }
                offset += 1
                output.tokens.append(token(kind, from: start))
                return
            }
            offset += 1
        }
        let what = kind == .quotedName || kind == .backquotedName ? "quoted name" : "string"
        let quote = String(UnicodeScalar(mark))
        fail(
            from: start, "the \(what) that begins here has no closing \(quote)",
            hint: "Close it with \(quote); inside, a \(quote) is written twice.")
    }

    private mutating func dollarString(from start: Int) {
        offset = start + 2
        while offset < bytes.count {
            if bytes[offset] == 0x24, byte(offset + 1) == 0x24 {
                offset += 2
                output.tokens.append(token(.dollarString, from: start))
                return
            }
            offset += 1
        }
        fail(from: start, "the text that begins here with $$ has no end", hint: "Close it with $$.")
    }

    /// Ends the list with an invalid token from a byte to where the lexer stands.
    mutating func fail(from start: Int, _ message: String, hint: String? = nil, repair: Fault.Repair? = nil) {
        output.tokens.append(token(.invalid, from: start))
        output.fault = Fault(message: message, hint: hint, repair: repair)
    }
}
