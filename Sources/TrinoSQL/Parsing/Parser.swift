/// Reads Trino SQL into a syntax tree.
///
/// ```swift
/// let statement = try Parser.parseStatement("SELECT a, count(*) FROM t GROUP BY a")
/// ```
///
/// The grammar is that of Trino, release 482. Time is linear in the text. Nesting is limited to ``maximumDepth`` levels, so
/// that neither reading a text nor using or releasing its tree can overflow a thread's stack of 512 KiB.
public struct Parser: Sendable {
    /// How deep expressions, queries, relations and statements may nest; beyond that is a ``SyntaxError``.
    public static let maximumDepth = 100

    let source: SourceText
    /// The token that is read next.
    var index = 0
    /// How deep the parser stands now.
    var depth = 0
    /// How deep the tree is that was read since the mark which an enclosing rule set; see `deepen`.
    var deepest = 0
    /// How many `?` have been read.
    var parameterCount = 0
    /// The tokens that the last primary expression with its suffixes took.
    var primarySpan = 0..<0
    /// Whether what could stand at each place is noted, for the error of a second reading.
    let isRecording: Bool
    var expectations = Expectations()
    /// The comments that no node has taken yet begin here.
    var nextComment = 0

    init(_ source: SourceText, isRecording: Bool = false) {
        self.source = source
        self.isRecording = isRecording
    }

    /// Reads one statement. A `;` after it is harmless.
    ///
    /// - Throws: ``SyntaxError``, with the place, what was found and what was expected.
    public static func parseStatement(_ text: String) throws(SyntaxError) -> Statement {
        try read(text) { (parser) throws(Failure) in try parser.wholeStatement() }
    }

    /// Reads one query, which may begin with `WITH`. A `;` after it is harmless.
    ///
    /// - Throws: ``SyntaxError``, also for a statement that is no query.
    public static func parseQuery(_ text: String) throws(SyntaxError) -> Query {
        try read(text) { (parser) throws(Failure) in try parser.rootQuery() }
    }

    /// Reads one expression.
    ///
    /// - Throws: ``SyntaxError``
    public static func parseExpression(_ text: String) throws(SyntaxError) -> Expression {
        try read(text) { (parser) throws(Failure) in try parser.expression() }
    }

    /// Reads one type, such as `decimal(12, 2)` or `array(row(a bigint))`.
    ///
    /// - Throws: ``SyntaxError``
    public static func parseType(_ text: String) throws(SyntaxError) -> DataType {
        try read(text) { (parser) throws(Failure) in try parser.dataType() }
    }

    /// Reads the inside of a `PATTERN ( ... )`.
    ///
    /// - Throws: ``SyntaxError``
    public static func parseRowPattern(_ text: String) throws(SyntaxError) -> RowPattern {
        try read(text) { (parser) throws(Failure) in try parser.rowPattern() }
    }

    private static func read<Tree>(
        _ text: String, _ rule: (inout Parser) throws(Failure) -> Tree
    ) throws(SyntaxError) -> Tree {
        let source = SourceText(text)
        var parser = Parser(source)
        do {
            let tree = try rule(&parser)
            try parser.expectEnd()
            return tree
        } catch {
            // Only a text with an error is read twice; the second time notes what could have stood there.
            var again = Parser(source, isRecording: true)
            var failure = error
            do {
                _ = try rule(&again)
                try again.expectEnd()
            } catch let second {
                failure = second
            }
            throw Diagnosis(source: source, failure: failure, expectations: again.expectations).error()
        }
    }

    /// The end of the text, after an optional `;`.
    mutating func expectEnd() throws(Failure) {
        while accept(.semicolon) {}
        guard current.kind == .end else {
            throw unexpected("the end of the statement")
        }
    }
}
