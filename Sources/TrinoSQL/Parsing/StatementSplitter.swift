/// Cuts a text into its statements, at each `;` that stands in no string, quoted name, comment or routine body.
///
/// ```swift
/// for piece in StatementSplitter.split(script) {
///     let statement = try Parser.parseStatement(piece.text)
/// }
/// ```
///
/// It never fails, whatever the text holds, and takes linear time.
public enum StatementSplitter {
    /// One statement of a longer text.
    public struct Piece: Hashable, Sendable {
        /// The statement with the comments in front of it, without the `;` that ends it.
        public var text: String
        /// Where ``text`` begins in the whole text.
        public var position: SourcePosition
        /// Where ``text`` stands in the whole text, in UTF-8 code units.
        public var range: Range<Int>
    }

    /// The statements of a text, in order. What holds only blanks and comments is no statement.
    public static func split(_ text: String) -> [Piece] {
        let bytes = Array(text.utf8)
        return bytes.withUnsafeBufferPointer { buffer in
            var scanner = StatementScanner(bytes: buffer)
            return scanner.pieces()
        }
    }
}

/// Finds where statements begin and end, byte by byte.
struct StatementScanner {
    let bytes: UnsafeBufferPointer<UInt8>
    private var offset = 0
    private var line = 1
    private var column = 1
    /// Up to where `line` and `column` have counted.
    private var counted = 0

    init(bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF {
            offset = 3
            counted = 3
        }
    }

    mutating func pieces() -> [StatementSplitter.Piece] {
        var pieces: [StatementSplitter.Piece] = []
        while offset < bytes.count {
            skipBlanks()
            let start = offset
            let holdsStatement = skipStatement()
            var end = offset
            if offset < bytes.count { offset += 1 }
            guard holdsStatement else { continue }
            while end > start, isBlank(bytes[end - 1]) { end -= 1 }
            pieces.append(
                .init(
                    text: String(decoding: bytes[start..<end], as: UTF8.self), position: position(of: start),
                    range: start..<end))
        }
        return pieces
    }

    private func byte(_ index: Int) -> UInt8 { index < bytes.count ? bytes[index] : 0 }

    private func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0A || byte == 0x0D || byte == 0x09 }

    private mutating func skipBlanks() {
        while offset < bytes.count, isBlank(bytes[offset]) { offset += 1 }
    }

    private mutating func position(of target: Int) -> SourcePosition {
        while counted < target {
            if bytes[counted] == 0x0A {
                line += 1
                column = 1
            } else if !bytes[counted].isContinuation {
                column += 1
            }
            counted += 1
        }
        return SourcePosition(line: line, column: column)
    }

    /// Moves to the `;` that ends a statement, or to the end of the text.
    ///
    /// - Returns: whether anything but blanks and comments was passed.
    private mutating func skipStatement() -> Bool {
        var words: [Keyword] = []
        var isPlain = false
        var holdsStatement = false
        var statementStart = offset
        while offset < bytes.count {
            let first = bytes[offset]
            if first == 0x3B { return holdsStatement }
            if isBlank(first) {
                offset += 1
            } else if first == 0x2D, byte(offset + 1) == 0x2D {
                skipLine()
            } else if first == 0x2F, byte(offset + 1) == 0x2A {
                skipBlockComment()
            } else {
                let start = offset
                let word = skipToken()
                // The first words tell whether a routine follows, in which a `;` ends nothing.
                if !isPlain {
                    if let word, words.count < 5 { words.append(word) } else { isPlain = true }
                    if word == .function, words.dropLast().allSatisfy(Self.functionLead.contains) {
                        isPlain = true
                        if words.first == .create || words.first == .with {
                            skipRoutine(from: holdsStatement ? statementStart : start)
                        }
                    }
                }
                if !holdsStatement { statementStart = start }
                holdsStatement = true
            }
        }
        return holdsStatement
    }

    private static let functionLead: Set<Keyword> = [.create, .or, .replace, .with]

    /// Lets the parser find the end of a statement that defines a function, in growing parts of the text; where it can't read
    /// one, the next `;` ends the statement as usual.
    private mutating func skipRoutine(from start: Int) {
        var length = 1 << 9
        while true {
            let end = min(start + length, bytes.count)
            let part = String(decoding: bytes[start..<end], as: UTF8.self)
            switch Parser.endOfStatement(part) {
            case .ends(let distance):
                offset = max(offset, start + distance)
                return
            case .unreadable: return
            case .needsMore:
                guard end < bytes.count else { return }
                length *= 4
            }
        }
    }

    // MARK: Tokens

    /// Moves behind one token; only what may hold a `;` needs care.
    ///
    /// - Returns: the keyword, if it was one.
    private mutating func skipToken() -> Keyword? {
        let first = bytes[offset]
        switch first {
        case 0x27: skipQuoted(0x27)
        case 0x22: skipQuoted(0x22)
        case 0x60:
            // Three of them are a Markdown fence, not a name.
            if byte(offset + 1) == 0x60, byte(offset + 2) == 0x60 { offset += 3 } else { skipQuoted(0x60) }
        case 0x24 where byte(offset + 1) == 0x24: skipDollars()
        default:
            guard first.isLetterOrUnderscore else {
                offset += 1
                return nil
            }
            let start = offset
            while offset < bytes.count, bytes[offset].isNamePart { offset += 1 }
            return KeywordTable.shared.lookup(UnsafeBufferPointer(rebasing: bytes[start..<offset]))
        }
        return nil
    }

    private mutating func skipQuoted(_ mark: UInt8) {
        offset += 1
        while offset < bytes.count {
            if bytes[offset] == mark {
                if byte(offset + 1) != mark { break }
                offset += 1
            }
            offset += 1
        }
        offset = min(offset + 1, bytes.count)
    }

    private mutating func skipDollars() {
        offset += 2
        while offset < bytes.count, !(bytes[offset] == 0x24 && byte(offset + 1) == 0x24) { offset += 1 }
        offset = min(offset + 2, bytes.count)
    }

    private mutating func skipLine() {
        while offset < bytes.count, bytes[offset] != 0x0A, bytes[offset] != 0x0D { offset += 1 }
    }

    private mutating func skipBlockComment() {
        offset += 2
        while offset < bytes.count, !(bytes[offset] == 0x2A && byte(offset + 1) == 0x2F) { offset += 1 }
        offset = min(offset + 2, bytes.count)
    }
}

extension Parser {
    /// Where the first statement of a text ends.
    enum StatementEnd {
        /// A statement was read that ends at this distance in UTF-8 code units.
        case ends(Int)
        /// The text breaks off inside a statement.
        case needsMore
        /// No statement stands here.
        case unreadable
    }

    static func endOfStatement(_ text: String) -> StatementEnd {
        let source = SourceText(text)
        var parser = Parser(source, depthLimit: maximumDepth / 4)
        do {
            _ = try parser.statement()
            let token = parser.current
            if token.kind == .end || token.kind == .invalid { return .needsMore }
            return token.symbol == .semicolon ? .ends(token.start) : .unreadable
        } catch {
            let kind = source.tokens[error.token].kind
            return kind == .end || kind == .invalid ? .needsMore : .unreadable
        }
    }
}
