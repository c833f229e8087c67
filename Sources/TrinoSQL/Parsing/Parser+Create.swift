/// CREATE.
extension Parser {
    mutating func createStatement() throws(Failure) -> Statement.Kind {
        advance()
        let orReplace = accept(.or, .replace)
        switch current.keyword {
        case .table: return try createTable(orReplace: orReplace)
        case .view: return .createView(try createView(orReplace: orReplace))
        case .materialized: return .createMaterializedView(try createMaterializedView(orReplace: orReplace))
        case .function: return .createFunction(try functionDefinition(), orReplace: orReplace)
        case .branch: return .createBranch(try createBranch(orReplace: orReplace))
        case .schema where !orReplace: return .createSchema(try createSchema())
        case .catalog where !orReplace: return .createCatalog(try createCatalog())
        case .role where !orReplace: return .createRole(try createRole())
        default: throw unexpectedObject()
        }
    }

    private func unexpectedObject() -> Failure {
        let word = current.kind == .word ? source.text(of: current).lowercased() : ""
        let hint: String? =
            switch word {
            case "external", "temporary", "temp":
                "Trino has no \(word.uppercased()) tables: write CREATE TABLE, with properties in WITH (...)."
            case "database": "Trino calls it a schema: CREATE SCHEMA."
            case "index": "Trino has no indexes."
            default: nil
            }
        return unexpected("TABLE, VIEW, MATERIALIZED VIEW, SCHEMA, CATALOG, FUNCTION, ROLE or BRANCH", hint: hint)
    }

    // MARK: Schemas, catalogs, branches

    private mutating func createSchema() throws(Failure) -> CreateSchema {
        advance()
        let ifNotExists = try ifNotExists()
        var schema = CreateSchema(name: try objectName(), ifNotExists: ifNotExists)
        if accept(.authorization) { schema.authorization = try principal() }
        schema.properties = try withProperties()
        return schema
    }

    private mutating func createCatalog() throws(Failure) -> CreateCatalog {
        advance()
        let ifNotExists = try ifNotExists()
        let name = try identifier()
        try expect(.using)
        var catalog = CreateCatalog(name: name, connector: try identifier(), ifNotExists: ifNotExists)
        catalog.comment = try commentClause()
        if accept(.authorization) { catalog.authorization = try principal() }
        catalog.properties = try withProperties()
        return catalog
    }

    private mutating func createBranch(orReplace: Bool) throws(Failure) -> CreateBranch {
        advance()
        let ifNotExists = try ifNotExists()
        let name = try identifier()
        let properties = try withProperties()
        try expect(.in, .table)
        var branch = CreateBranch(name: name, table: try objectName(), orReplace: orReplace, ifNotExists: ifNotExists)
        branch.properties = properties
        if accept(.from) { branch.from = try identifier() }
        return branch
    }

    // MARK: Tables

    private mutating func createTable(orReplace: Bool) throws(Failure) -> Statement.Kind {
        advance()
        let ifNotExists = try ifNotExists()
        let name = try objectName()
        if at(.leftParenthesis), !opensColumnNames() {
            var table = CreateTable(name: name, elements: [], orReplace: orReplace, ifNotExists: ifNotExists)
            table.elements = try parenthesizedList { (parser) throws(Failure) in try parser.tableElement() }
            table.comment = try commentClause()
            table.properties = try withProperties()
            try refuseForeignTableClause()
            return .createTable(table)
        }
        let columns = at(.leftParenthesis) ? try columnList() : []
        let comment = try commentClause()
        let properties = try withProperties()
        try refuseForeignTableClause()
        try expect(.as)
        let query = try createdQuery()
        var table = CreateTableAs(
            name: name, columns: columns, query: query, orReplace: orReplace, ifNotExists: ifNotExists,
            comment: comment, properties: properties)
        if accept(.with) {
            table.withData = !accept(.no)
            try expect(.data)
        }
        return .createTableAs(table)
    }

    /// Clauses of Hive and Spark that stand where Trino has WITH.
    private func refuseForeignTableClause() throws(Failure) {
        guard current.kind == .word else { return }
        switch source.text(of: current).lowercased() {
        case "partitioned":
            throw unexpected(
                hint: "Trino partitions in WITH (...): partitioning = ARRAY['column'] (Iceberg), "
                    + "partitioned_by = ARRAY['column'] (Hive).")
        case "stored", "location", "tblproperties", "row", "using", "clustered":
            throw unexpected(hint: "Trino sets format, location and the like in WITH (name = value, ...).")
        default: return
        }
    }

    private func opensColumnNames() -> Bool {
        guard isName(token(ahead: 1)) else { return false }
        return symbol(ahead: 2) == .comma || symbol(ahead: 2) == .rightParenthesis
    }

    /// `query` or `(query)`
    private mutating func createdQuery() throws(Failure) -> Query {
        // WITH may stand inside these parentheses, unlike inside those of a query's branch.
        if at(.leftParenthesis), keyword(ahead: 1) == .with {
            advance()
            let query = try rootQuery()
            try expect(.rightParenthesis)
            return query
        }
        return try rootQuery()
    }

    private mutating func tableElement() throws(Failure) -> CreateTable.Element {
        if accept(.like) {
            var like = LikeClause(table: try objectName())
            if at(.including) || at(.excluding) {
                like.includingProperties = at(.including)
                advance()
                try expect(.properties)
            }
            return .like(like)
        }
        try refuseConstraint()
        return .column(
            try commented(\.comments) { (parser) throws(Failure) in try parser.columnDefinition() })
    }

    private func refuseConstraint() throws(Failure) {
        let next = keyword(ahead: 1)
        let word = current.kind == .word ? source.text(of: current).lowercased() : ""
        let second = token(ahead: 1).kind == .word ? source.text(of: token(ahead: 1)).lowercased() : ""
        let isKey = second == "key" && (word == "primary" || word == "foreign")
        let isConstraint =
            at(.constraint) || (at(.unique) && symbol(ahead: 1) == .leftParenthesis)
            || (word == "check" && symbol(ahead: 1) == .leftParenthesis)
        guard isKey && next == .key || isConstraint else { return }
        throw unexpected("a column", hint: "Trino's tables have no constraints but NOT NULL: leave this out.")
    }

    mutating func columnDefinition() throws(Failure) -> ColumnDefinition {
        let name = try qualifiedName()
        var column = ColumnDefinition(name: name, type: try dataType())
        if accept(.default) { column.defaultValue = try literalValue() }
        if accept(.not) {
            try expect(.null)
            column.isNotNull = true
        }
        column.comment = try commentClause()
        column.properties = try withProperties()
        if at(.null) {
            throw unexpected(hint: "A column can be NULL unless it says NOT NULL: leave NULL out.")
        }
        if current.kind == .word,
            ["primary", "unique", "references", "check", "constraint"].contains(
                source.text(of: current).lowercased())
        {
            throw unexpected(hint: "Trino's tables have no constraints but NOT NULL: leave this out.")
        }
        return column
    }

    /// A literal, with its sign if it has one.
    mutating func literalValue() throws(Failure) -> Expression {
        let place = index
        let value = try expression(.sign)
        guard value.isLiteral else {
            throw Failure(token: place, detail: .init(expected: "a literal"))
        }
        return value
    }

    // MARK: Views

    private mutating func createView(orReplace: Bool) throws(Failure) -> CreateView {
        advance()
        var view = CreateView(name: try objectName(), query: Query(body: .values([])), orReplace: orReplace)
        view.comment = try commentClause()
        if accept(.security) { view.security = try securityMode() }
        view.properties = try withProperties()
        if at(.leftParenthesis) {
            throw unexpected("AS", hint: "A view takes no column list in Trino: name the columns in its query.")
        }
        try expect(.as)
        view.query = try rootQuery()
        return view
    }

    mutating func securityMode() throws(Failure) -> SecurityMode {
        if accept(.definer) { return .definer }
        try expect(.invoker)
        return .invoker
    }

    private mutating func createMaterializedView(orReplace: Bool) throws(Failure) -> CreateMaterializedView {
        advance()
        try expect(.view)
        let ifNotExists = try ifNotExists()
        var view = CreateMaterializedView(
            name: try objectName(), query: Query(body: .values([])), orReplace: orReplace, ifNotExists: ifNotExists)
        if accept(.grace) {
            try expect(.period)
            view.gracePeriod = try intervalLiteral()
        }
        if accept(.when) {
            try expect(.stale)
            if accept(.inline) {
                view.whenStale = .inline
            } else {
                try expect(.fail)
                view.whenStale = .fail
            }
        }
        view.comment = try commentClause()
        view.properties = try withProperties()
        try expect(.as)
        view.query = try rootQuery()
        return view
    }
}

extension Expression {
    /// Whether the expression is a literal, or a number with a sign.
    var isLiteral: Bool {
        switch kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval: true
        case .sign(_, let operand):
            switch operand.kind {
            case .integer, .decimal, .double: true
            default: false
            }
        default: false
        }
    }
}
