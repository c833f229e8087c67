/// Which statement it is.
extension Parser {
    /// A statement that is the whole text.
    mutating func wholeStatement() throws(Failure) -> Statement {
        let leading = source.comments.isEmpty ? [] : takeComments(before: index) { _ in true }
        var statement = try statement()
        statement.comments = Comments(leading: leading, trailing: remainingComments())
        return statement
    }

    /// How many levels a statement inside another one counts for: statements have many forms, and a node that can hold any of
    /// them takes much of the stack.
    static let statementLevels = 8

    mutating func innerStatement() throws(Failure) -> Statement {
        try enter(Self.statementLevels)
        let statement = try statement()
        leave(Self.statementLevels)
        return statement
    }

    mutating func statement() throws(Failure) -> Statement {
        let start = position
        let statement = Statement(try statementKind(), position: start)
        return statement
    }

    private mutating func statementKind() throws(Failure) -> Statement.Kind {
        guard let keyword = current.keyword else {
            guard at(.leftParenthesis) else { throw unexpected("a statement") }
            return .query(try rootQuery())
        }
        switch keyword {
        case .select, .with, .values, .table: return .query(try rootQuery())
        case .insert, .delete, .update, .merge, .truncate: return try dataChange(keyword)
        case .create: return try createStatement()
        case .alter: return try alterStatement()
        case .drop: return try dropStatement()
        case .refresh, .comment, .analyze: return try objectStatement(keyword)
        case .grant, .revoke, .deny: return try accessStatement(keyword)
        case .explain: return .explain(try explain())
        case .show: return .show(try show())
        case .describe, .desc: return try describe()
        case .use, .set, .reset, .prepare, .execute, .deallocate, .call: return try sessionStatement(keyword)
        case .start, .commit, .rollback: return try transactionStatement(keyword)
        default: throw unknownStatement()
        }
    }

    private func unknownStatement() -> Failure {
        unexpected("a statement, such as SELECT, WITH, INSERT or CREATE TABLE")
    }

    // MARK: Parts that many statements share

    /// `IF NOT EXISTS`, if it stands here.
    mutating func ifNotExists() throws(Failure) -> Bool {
        guard at(.if, .not) else { return false }
        index += 2
        try expect(.exists)
        return true
    }

    /// `IF EXISTS`, if it stands here.
    mutating func ifExists() -> Bool {
        accept(.if, .exists)
    }

    /// `COMMENT 'text'`, if it stands here.
    mutating func commentClause() throws(Failure) -> StringLiteral? {
        guard accept(.comment) else { return nil }
        return try string()
    }

    /// `WITH (name = value, ...)`, if it stands here.
    mutating func withProperties() throws(Failure) -> [Property] {
        guard at(.with, .leftParenthesis) else { return [] }
        advance()
        return try parenthesizedList { (parser) throws(Failure) in try parser.property() }
    }

    mutating func property() throws(Failure) -> Property {
        let name = try identifier()
        try expect(.equal)
        if at(.default), !startsOperandSuffix(ahead: 1) {
            advance()
            return Property(name: name)
        }
        return Property(name: name, value: try expression())
    }

    private func startsOperandSuffix(ahead count: Int) -> Bool {
        symbol(ahead: count) == .dot || symbol(ahead: count) == .leftParenthesis
    }

    /// `name` or `name @ branch`
    mutating func targetTable() throws(Failure) -> TargetTable {
        let name = try objectName()
        return TargetTable(name, branch: accept(Symbol.at) ? try identifier() : nil)
    }

    /// `IN catalog`, if it stands here.
    mutating func inCatalog() throws(Failure) -> Identifier? {
        accept(.in) ? try identifier() : nil
    }
}
