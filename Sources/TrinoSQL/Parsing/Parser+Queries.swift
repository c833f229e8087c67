/// Queries: WITH, set operations, and the clauses behind them.
extension Parser {
    /// How many levels a query counts for: its tree's nodes lie between its expressions and those around it.
    static let queryLevels = 2

    /// A query that is a whole statement: it may define functions and set session properties.
    mutating func rootQuery() throws(Failure) -> Query {
        var session: [SessionProperty] = []
        var functions: [FunctionDefinition] = []
        if at(.with, .session), isName(token(ahead: 2)) {
            index += 2
            session = try list { (parser) throws(Failure) in try parser.sessionProperty() }
        }
        if at(.with, .function), isName(token(ahead: 2)) {
            advance()
            functions = try list { (parser) throws(Failure) in try parser.functionDefinition() }
        }
        var query = try query()
        if !session.isEmpty || !functions.isEmpty {
            query.with = With(
                session: session, functions: functions, isRecursive: query.with?.isRecursive ?? false,
                tables: query.with?.tables ?? [])
        }
        return query
    }

    private mutating func sessionProperty() throws(Failure) -> SessionProperty {
        let name = try qualifiedName()
        try expect(.equal)
        return SessionProperty(name: name, value: try expression())
    }

    mutating func query() throws(Failure) -> Query {
        let outerDeepest = deepest
        deepest = depth
        try enter(Self.queryLevels)
        let start = position
        let with = at(.with) ? try withClause() : nil
        var query = try queryWithoutWith()
        query.with = with
        query.position = start
        leave(Self.queryLevels)
        if deepest < outerDeepest { deepest = outerDeepest }
        return query
    }

    private mutating func queryWithoutWith() throws(Failure) -> Query {
        let start = position
        var query = Query(body: try queryTerm(), position: start)
        query.orderBy = try orderBy()
        if at(.offset), startsRowLimit(at: index) {
            advance()
            query.offset = try rowCount()
            _ = accept(.row) || accept(.rows)
        }
        query.limit = try limit()
        if query.limit != nil, at(.offset), startsRowLimit(at: index) {
            throw unexpected(hint: "In Trino, OFFSET stands in front of LIMIT.")
        }
        return query
    }

    private mutating func limit() throws(Failure) -> Limit? {
        if accept(.limit) {
            if accept(.all) { return .all }
            return .rows(try rowCount())
        }
        guard accept(.fetch) else { return nil }
        if !accept(.first) { try expect(.next) }
        let count = at(.row) || at(.rows) ? nil : try rowCount()
        if !accept(.row) { try expect(.rows) }
        if accept(.only) { return .fetchFirst(count, withTies: false) }
        try expect(.with, .ties)
        return .fetchFirst(count, withTies: true)
    }

    private mutating func rowCount() throws(Failure) -> Expression {
        guard current.kind == .integer || at(.question) else { throw unexpected("a number of rows, or ?") }
        return try primary()
    }

    // MARK: WITH

    private mutating func withClause() throws(Failure) -> With {
        try expect(.with)
        if at(.function), isName(token(ahead: 1)) {
            throw unexpected("a name", hint: "Functions can be defined only at the very beginning of a statement.")
        }
        let isRecursive = accept(.recursive)
        let tables = try list { (parser) throws(Failure) in
            try parser.commented(\.comments) { (parser) throws(Failure) in try parser.commonTable() }
        }
        return With(isRecursive: isRecursive, tables: tables)
    }

    private mutating func commonTable() throws(Failure) -> CommonTable {
        var table = CommonTable(name: try identifier(), query: Query(body: .values([])))
        if at(.leftParenthesis) { table.columns = try columnList() }
        try expect(.as)
        if at(.materialized) || at(.not, .leftParenthesis) {
            throw unexpected(hint: "Trino has no MATERIALIZED hint: leave it out.")
        }
        table.query = try parenthesizedQuery()
        return table
    }

    // MARK: Set operations

    /// Branches joined by UNION and EXCEPT, which bind alike, from left to right.
    private mutating func queryTerm() throws(Failure) -> QueryBody {
        let outerDeepest = deepest
        deepest = depth
        var left = try intersection()
        while at(.union) || at(.except) {
            try deepen()
            left = try setOperation(left, at(.union) ? .union : .except)
        }
        if deepest < outerDeepest { deepest = outerDeepest }
        return left
    }

    private mutating func intersection() throws(Failure) -> QueryBody {
        var left = try queryPrimary()
        while at(.intersect) {
            try deepen()
            left = try setOperation(left, .intersect)
        }
        return left
    }

    /// One operation and, flat in one node, as many more of the very same kind as follow.
    private mutating func setOperation(
        _ first: QueryBody, _ kind: SetOperation.Kind
    ) throws(Failure) -> QueryBody {
        let word: Keyword = kind == .union ? .union : kind == .except ? .except : .intersect
        var operation = SetOperation(kind, branches: [first])
        advance()
        (operation.quantifier, operation.corresponding) = try setQuantifier()
        while true {
            operation.branches.append(kind == .intersect ? try queryPrimary() : try intersection())
            guard at(word) else { break }
            let place = index
            advance()
            let (quantifier, corresponding) = try setQuantifier()
            guard quantifier == operation.quantifier, corresponding == operation.corresponding else {
                index = place
                break
            }
        }
        return .setOperation(operation)
    }

    private mutating func setQuantifier() throws(Failure) -> (
        SetOperation.SetQuantifier?, SetOperation.Corresponding?
    ) {
        var quantifier: SetOperation.SetQuantifier?
        if accept(.all) {
            quantifier = .all
        } else if accept(.distinct) {
            quantifier = .distinct
        }
        guard accept(.corresponding) else { return (quantifier, nil) }
        return (quantifier, .init(columns: accept(.by) ? try columnList() : []))
    }

    private mutating func queryPrimary() throws(Failure) -> QueryBody {
        switch current.keyword {
        case .select:
            let leading = source.comments.isEmpty ? [] : takeComments(before: index) { _ in true }
            var select = try select()
            select.comments.leading = leading
            return .select(select)
        case .values:
            advance()
            return .values(try list { (parser) throws(Failure) in try parser.expression() })
        case .table:
            advance()
            return .table(try objectName())
        case .with:
            throw unexpected(
                "SELECT, VALUES, TABLE or (",
                hint: "WITH stands only at the beginning of a statement or directly inside a subquery's parentheses.")
        default:
            guard at(.leftParenthesis) else { throw unexpected("a query") }
            return try parenthesizedBody()
        }
    }

    private mutating func parenthesizedBody() throws(Failure) -> QueryBody {
        try enter(Self.queryLevels)
        advance()
        let query = try queryWithoutWith()
        try expect(.rightParenthesis)
        leave(Self.queryLevels)
        // Parentheses around a query without clauses of its own say nothing.
        if query.orderBy.isEmpty, query.offset == nil, query.limit == nil { return query.body }
        return .parenthesized(query)
    }
}
