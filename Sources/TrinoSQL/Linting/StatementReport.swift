/// What the linter says about one statement. Encoded as JSON it is one line of the linter's output.
public struct StatementReport: Codable, Hashable, Sendable {
    /// The statement's place in the input, counted from 0.
    public var index: Int
    /// Whether it was read and, where its tables are declared in the input, means something.
    public var ok: Bool
    /// What the statement does, such as `query` or `create table`; absent where it can't be read.
    public var kind: String?
    /// Where it begins in the input, counted from 1.
    public var line: Int
    /// Where it begins in its line in Unicode scalars, counted from 1.
    public var column: Int
    /// The statement in the readable style; present where formatting was asked for and the statement was read.
    public var formatted: String?
    /// The result's columns; present where the query's tables are declared in the input.
    public var outputs: [Output]?
    public var error: Problem?
    /// What could not be checked, and why.
    public var notes: [String]?

    /// One column of a query's result.
    public struct Output: Codable, Hashable, Sendable {
        public var name: String
        /// As Trino writes types; absent where it could not be told.
        public var type: String?
        /// The base columns whose values can reach it, as `catalog.schema.table.column`, in order.
        public var lineage: [String]

        public init(name: String, type: String?, lineage: [String]) {
            self.name = name
            self.type = type
            self.lineage = lineage
        }
    }

    /// Why a statement is no good, and what to do.
    public struct Problem: Codable, Hashable, Sendable {
        /// What was being done: `syntax` for reading, `meaning` for resolving names and types.
        public var stage: Stage
        public var message: String
        /// In the whole input, counted from 1.
        public var line: Int
        /// In Unicode scalars, counted from 1.
        public var column: Int
        /// What stands at that place.
        public var found: String?
        /// What could have stood there.
        public var expected: [String]?
        public var hint: String?
        /// The statement mended, where there is only one way to mend it.
        public var repair: String?
        /// The line that holds the mistake, and below it a `^` at the place.
        public var excerpt: String?

        public enum Stage: String, Codable, Hashable, Sendable {
            case syntax, meaning
        }

        public init(
            stage: Stage, message: String, line: Int, column: Int, found: String? = nil, expected: [String]? = nil,
            hint: String? = nil, repair: String? = nil, excerpt: String? = nil
        ) {
            self.stage = stage
            self.message = message
            self.line = line
            self.column = column
            self.found = found
            self.expected = expected
            self.hint = hint
            self.repair = repair
            self.excerpt = excerpt
        }
    }

    public init(index: Int, line: Int, column: Int) {
        self.index = index
        self.ok = true
        self.line = line
        self.column = column
    }
}

extension StatementReport: CustomStringConvertible {
    /// The report for people: one line for a good statement, the place with its line, caret and hint for another.
    public var description: String {
        var text = "\(line):\(column): \(kind ?? "statement")"
        if let error {
            text = "\(error.line):\(error.column): error: \(error.message)"
            if let excerpt = error.excerpt { text += "\n\(excerpt)" }
            if let hint = error.hint { text += "\nhint: \(hint)" }
            if let repair = error.repair { text += "\nmended: \(repair)" }
        } else {
            text += " ok"
        }
        for note in notes ?? [] { text += "\nnote: \(note)" }
        return text
    }
}
