/// A text that is no Trino SQL: where, what was found, what was expected, and what to do.
public struct SyntaxError: Error, Equatable, Sendable, CustomStringConvertible {
    // A class, so that throwing the error stays cheap on the stack.
    private let details: Details

    final class Details: Sendable {
        let line: Int
        let column: Int
        let found: String
        let expected: [String]
        let message: String
        let hint: String?
        let suggestedRepair: String?
        let sourceLine: String
        let caret: String

        init(
            line: Int, column: Int, found: String, expected: [String], message: String, hint: String?,
            suggestedRepair: String?, sourceLine: String, caret: String
        ) {
            self.line = line
            self.column = column
            self.found = found
            self.expected = expected
            self.message = message
            self.hint = hint
            self.suggestedRepair = suggestedRepair
            self.sourceLine = sourceLine
            self.caret = caret
        }
    }

    init(_ details: Details) {
        self.details = details
    }

    /// The line, counted from 1.
    public var line: Int { details.line }
    /// The column in Unicode scalars, counted from 1.
    public var column: Int { details.column }
    /// What stands at that place, such as `'FROM'` or `end of input`.
    public var found: String { details.found }
    /// What could have stood there; empty where the message says all.
    public var expected: [String] { details.expected }
    /// One sentence without the place.
    public var message: String { details.message }
    /// What to do about it, where that is known.
    public var hint: String? { details.hint }
    /// The whole text mended, where there is only one way to mend it and the result can be read.
    public var suggestedRepair: String? { details.suggestedRepair }
    /// The line that holds the error, shortened around it if it is long.
    public var sourceLine: String { details.sourceLine }
    /// Blanks and a `^` that stands below the place when printed under ``sourceLine``.
    public var caret: String { details.caret }

    /// The place, the message, the line with its caret, and the hint.
    public var description: String {
        var text = "line \(line):\(column): \(message)\n\(sourceLine)\n\(caret)"
        if let hint { text += "\nhint: \(hint)" }
        return text
    }

    /// The same error for a text that begins at a place in a larger one, as the pieces of ``StatementSplitter`` do.
    public func relocated(from start: SourcePosition) -> SyntaxError {
        SyntaxError(
            Details(
                line: line + start.line - 1, column: line == 1 ? column + start.column - 1 : column, found: found,
                expected: expected, message: message, hint: hint, suggestedRepair: suggestedRepair,
                sourceLine: sourceLine, caret: caret))
    }

    public static func == (left: SyntaxError, right: SyntaxError) -> Bool {
        left.line == right.line && left.column == right.column && left.message == right.message
            && left.hint == right.hint && left.suggestedRepair == right.suggestedRepair
    }
}
