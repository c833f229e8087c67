/// One token, as a range of the text's bytes; its value is made only when it is asked for.
struct Token: Sendable {
    /// What sort of token it is.
    enum Kind: UInt8, Sendable {
        /// A name or a keyword without quotes.
        case word
        /// `"name"`
        case quotedName
        /// `` `name` ``, which Trino refuses.
        case backquotedName
        /// `123abc`, which Trino refuses.
        case digitName
        case string
        /// `U&'...'`
        case unicodeString
        /// `X'...'`
        case binary
        /// `$$...$$`
        case dollarString
        case integer, decimal, double
        case symbol
        /// What can't be read; the reason is in ``Lexer/Output/fault``.
        case invalid
        case end
    }

    var kind: Kind
    /// For words that are keywords.
    var keyword: Keyword?
    /// For symbols.
    var symbol: Symbol?
    /// Where the token begins and ends in the text's bytes.
    var start: Int
    var end: Int
    /// The line, and the column in Unicode scalars, both counted from 1.
    var line: Int
    var column: Int

    var position: SourcePosition { SourcePosition(line: line, column: column) }
}
