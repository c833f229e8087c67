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
    public static let maximumDepth = 75

    let source: SourceText
    /// How deep this reading may go.
    let depthLimit: Int
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
    /// The comments that nodes have taken, by their place in the text's list.
    var takenComments: Set<Int> = []

    init(_ source: SourceText, depthLimit: Int, isRecording: Bool = false) {
        self.source = source
        self.depthLimit = depthLimit
        self.isRecording = isRecording
    }

    /// Reads one statement. A `;` after it is harmless.
    ///
    /// - Throws: ``SyntaxError``, with the place, what was found and what was expected.
    public static func parseStatement(_ text: String) throws(SyntaxError) -> Statement {
        try read(text) { (parser) throws(Failure) in try parser.wholeStatement() }
    }

    /// Reads one query, which may begin with `WITH`. A `;` after it is harmless. Comments that stand at no part that can hold
    /// them go to the first SELECT; without one (`VALUES`, `TABLE`) they are left out.
    ///
    /// - Throws: ``SyntaxError``, also for a statement that is no query.
    public static func parseQuery(_ text: String) throws(SyntaxError) -> Query {
        try read(text) { (parser) throws(Failure) in try parser.wholeQuery() }
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

    /// How deep a text may nest to be read on the caller's stack; a deeper one gets a thread of its own.
    #if DEBUG
    private static let shallowDepth = 20
    #else
    private static let shallowDepth = 60
    #endif

    private static func read<Tree: Sendable>(
        _ text: String, _ rule: @escaping Rule<Tree>
    ) throws(SyntaxError) -> Tree {
        let source = SourceText(text)
        switch attempt(source, rule) {
        case .success(let tree): return tree
        case .failure(let error): throw error
        }
    }

    typealias Rule<Tree> = @Sendable (inout Parser) throws(Failure) -> Tree

    private static func attempt<Tree: Sendable>(
        _ source: SourceText, _ rule: @escaping Rule<Tree>
    ) -> Result<Tree, SyntaxError> {
        var parser = Parser(source, depthLimit: shallowDepth)
        do {
            return .success(try parser.whole(rule))
        } catch  where error.isTooDeep {
            return DeepStack.run { attemptDeeply(source, rule) } ?? .failure(diagnose(source, error, parser, rule))
        } catch {
            return .failure(explain(source, rule, depthLimit: shallowDepth))
        }
    }

    private static func attemptDeeply<Tree: Sendable>(
        _ source: SourceText, _ rule: @escaping Rule<Tree>
    ) -> Result<Tree, SyntaxError> {
        var parser = Parser(source, depthLimit: maximumDepth)
        do {
            return .success(try parser.whole(rule))
        } catch {
            return .failure(explain(source, rule, depthLimit: maximumDepth))
        }
    }

    /// Reads a text that has an error once more, noting what could have stood there.
    private static func explain<Tree: Sendable>(
        _ source: SourceText, _ rule: @escaping Rule<Tree>, depthLimit: Int
    ) -> SyntaxError {
        var parser = Parser(source, depthLimit: depthLimit, isRecording: true)
        do {
            _ = try parser.whole(rule)
            // Recording changes no decision, so what failed before fails again.
            return diagnose(source, Failure(token: 0), parser, rule)
        } catch {
            return diagnose(source, error, parser, rule)
        }
    }

    private static func diagnose<Tree: Sendable>(
        _ source: SourceText, _ failure: Failure, _ parser: Parser, _ rule: @escaping Rule<Tree>
    ) -> SyntaxError {
        Diagnosis(source: source, failure: failure, expectations: parser.expectations) { text in
            isReadable(SourceText(text), rule)
        }.error()
    }

    /// Whether the rule reads the whole of a text.
    private static func isReadable<Tree: Sendable>(_ source: SourceText, _ rule: @escaping Rule<Tree>) -> Bool {
        var parser = Parser(source, depthLimit: shallowDepth)
        do {
            _ = try parser.whole(rule)
            return true
        } catch {
            return false
        }
    }

    private mutating func whole<Tree>(_ rule: Rule<Tree>) throws(Failure) -> Tree {
        let tree = try rule(&self)
        try expectEnd()
        return tree
    }

    /// The end of the text, after an optional `;`.
    mutating func expectEnd() throws(Failure) {
        while accept(.semicolon) {}
        guard current.kind == .end else {
            throw unexpected("the end of the statement")
        }
    }
}
