/// Names, strings and numbers.
extension Parser {
    /// Whether a token can be a name, or is a name as other engines write them, which is refused with a hint.
    func isName(_ token: Token) -> Bool {
        switch token.kind {
        case .word: token.keyword.map { !$0.isReserved || $0.isNewlyReserved } ?? true
        case .quotedName, .backquotedName, .digitName: true
        default: false
        }
    }

    func isString(_ token: Token) -> Bool { token.kind == .string || token.kind == .unicodeString }

    mutating func identifier() throws(Failure) -> Identifier {
        let token = current
        switch token.kind {
        case .word:
            guard isName(token) else { throw reservedWord(token) }
            advance()
            // What newer releases reserve is read as if it were quoted, as it has to be there.
            let isQuoted = token.keyword?.isNewlyReserved == true
            return Identifier(source.text(of: token), isQuoted: isQuoted, position: token.position)
        case .quotedName:
            let text = StringDecoding.unquote(source.bytes[token.start + 1..<token.end - 1], mark: 0x22)
            guard !text.isEmpty else {
                throw unexpected(message: "a quoted name is empty here", hint: "Write a name between the quotes.")
            }
            advance()
            return Identifier(text, isQuoted: true, position: token.position)
        case .backquotedName:
            throw backquoted(token)
        case .digitName:
            throw digitName(token)
        default:
            throw unexpected("a name")
        }
    }

    private func reservedWord(_ token: Token) -> Failure {
        let word = source.text(of: token)
        return Failure(
            token: index,
            detail: .init(
                expected: "a name",
                hint: "\(word.uppercased()) is a reserved word; as a name it is written \"\(word)\", in double quotes.")
        )
    }

    private func backquoted(_ token: Token) -> Failure {
        let inside = StringDecoding.unquote(source.bytes[token.start + 1..<token.end - 1], mark: 0x60)
        let quoted =
            "\"" + inside.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
        return Failure(
            token: index,
            detail: .init(
                expected: "a name in double quotes", message: "backquotes don't quote names in Trino",
                hint: "Write \(quoted).",
                repair: .init(tokens: index..<index + 1, replacement: quoted)))
    }

    private func digitName(_ token: Token) -> Failure {
        let word = source.text(of: token)
        return Failure(
            token: index,
            detail: .init(
                expected: "a name", message: "the name \(word) begins with a digit",
                hint: "Write \"\(word)\", in double quotes.",
                repair: .init(tokens: index..<index + 1, replacement: "\"\(word)\"")))
    }

    /// `a.b.c`
    mutating func qualifiedName() throws(Failure) -> QualifiedName {
        var parts = [try identifier()]
        while at(.dot), isName(token(ahead: 1)) {
            advance()
            parts.append(try identifier())
        }
        if at(.dot), token(ahead: 1).keyword != nil {
            advance()
            throw reservedWord(current)
        }
        return QualifiedName(parts)
    }

    /// The name of a table or another object in a schema: at most catalog, schema and name.
    mutating func objectName() throws(Failure) -> QualifiedName {
        let start = index
        let name = try qualifiedName()
        guard name.parts.count <= 3 else {
            throw Failure(
                token: start,
                detail: .init(
                    expected: "catalog.schema.name",
                    message: "the name has \(name.parts.count) parts",
                    hint: "A name has at most three parts: catalog, schema and the object's own name. "
                        + "A part that holds a dot needs double quotes."))
        }
        return name
    }

    mutating func string() throws(Failure) -> StringLiteral {
        let token = current
        switch token.kind {
        case .string:
            advance()
            return StringLiteral(StringDecoding.unquote(source.bytes[token.start + 1..<token.end - 1], mark: 0x27))
        case .unicodeString:
            return try unicodeString(token)
        default:
            throw unexpected("a string in single quotes")
        }
    }

    private mutating func unicodeString(_ token: Token) throws(Failure) -> StringLiteral {
        let start = index
        advance()
        var escape: Unicode.Scalar = "\\"
        if accept(.uescape) {
            let escapeIndex = index
            let scalars = try string().value.unicodeScalars
            guard let scalar = scalars.first, scalars.count == 1, StringDecoding.isUsableEscape(scalar) else {
                throw Failure(
                    token: escapeIndex,
                    detail: .init(
                        message:
                            "the escape of a U& string is one ASCII character that is no hex digit, blank, plus or quote"
                    ))
            }
            escape = scalar
        }
        let inside = StringDecoding.unquote(source.bytes[token.start + 3..<token.end - 1], mark: 0x27)
        guard let value = StringDecoding.unescapeUnicode(inside, escape: escape) else {
            throw Failure(
                token: start,
                detail: .init(
                    message: "the U& string holds an escape that is malformed",
                    hint: "Escapes are \(escape)XXXX and \(escape)+XXXXXX in hex digits, and \(escape)\(escape)."))
        }
        return StringLiteral(value, isUnicode: true)
    }

    /// The digits of an integer as written.
    mutating func integer() throws(Failure) -> String {
        guard current.kind == .integer else { throw unexpected("an integer") }
        let text = source.text(of: current)
        advance()
        return text
    }

    /// `(name, name, ...)`
    mutating func columnList() throws(Failure) -> [Identifier] {
        try parenthesizedList { (parser) throws(Failure) in try parser.identifier() }
    }
}
