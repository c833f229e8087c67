/// ALTER, DROP, REFRESH, COMMENT, ANALYZE.
extension Parser {
    mutating func alterStatement() throws(Failure) -> Statement.Kind {
        advance()
        switch current.keyword {
        case .table: return try alterTable()
        case .schema: return try alterSchema()
        case .view: return try alterView()
        case .materialized: return try alterMaterializedView()
        case .branch where isName(token(ahead: 1)) && keyword(ahead: 2) == .in: return try fastForward()
        default:
            guard isName(current), isName(token(ahead: 1)) else {
                throw unexpected("TABLE, SCHEMA, VIEW, MATERIALIZED VIEW or BRANCH")
            }
            return try setAuthorization(.other(try identifier()), try qualifiedName())
        }
    }

    /// `SET AUTHORIZATION principal`
    private mutating func setAuthorization(
        _ object: EntityKind, _ name: QualifiedName
    ) throws(Failure) -> Statement.Kind {
        try expect(.set, .authorization)
        return .setAuthorization(SetAuthorization(object: object, name: name, principal: try principal()))
    }

    private mutating func alterSchema() throws(Failure) -> Statement.Kind {
        advance()
        let name = try objectName()
        if at(.set) { return try setAuthorization(.schema, name) }
        try expect(.rename, .to)
        return .renameSchema(name, to: try identifier())
    }

    private mutating func alterView() throws(Failure) -> Statement.Kind {
        advance()
        let name = try objectName()
        if at(.set) { return try setAuthorization(.view, name) }
        if accept(.refresh) { return .alterView(AlterView(name: name, action: .refresh)) }
        try expect(.rename, .to)
        return .alterView(AlterView(name: name, action: .rename(to: try objectName())))
    }

    private mutating func alterMaterializedView() throws(Failure) -> Statement.Kind {
        advance()
        try expect(.view)
        let ifExists = ifExists()
        let name = try objectName()
        if !ifExists, at(.set, .authorization) { return try setAuthorization(.materializedView, name) }
        if !ifExists, accept(.set, .properties) {
            let properties = try list { (parser) throws(Failure) in try parser.property() }
            return .alterView(AlterView(name: name, isMaterialized: true, action: .setProperties(properties)))
        }
        try expect(.rename, .to)
        return .alterView(
            AlterView(name: name, isMaterialized: true, ifExists: ifExists, action: .rename(to: try objectName())))
    }

    private mutating func fastForward() throws(Failure) -> Statement.Kind {
        advance()
        let branch = try identifier()
        try expect(.in, .table)
        let table = try objectName()
        try expect(.fast, .forward)
        try expect(.to)
        return .fastForwardBranch(branch, table: table, to: try identifier())
    }

    // MARK: ALTER TABLE

    private mutating func alterTable() throws(Failure) -> Statement.Kind {
        advance()
        let ifExists = ifExists()
        let name = try objectName()
        if !ifExists, at(.set, .authorization) { return try setAuthorization(.table, name) }
        return .alterTable(
            AlterTable(table: name, ifExists: ifExists, action: try alterTableAction(ifExists: ifExists)))
    }

    private mutating func alterTableAction(ifExists isGuarded: Bool) throws(Failure) -> AlterTable.Action {
        if accept(.rename) {
            if accept(.to) { return .rename(to: try objectName()) }
            try expect(.column)
            let ifExists = ifExists()
            let column = try qualifiedName()
            try expect(.to)
            return .renameColumn(column, to: try identifier(), ifExists: ifExists)
        }
        if accept(.add) { return try addColumn() }
        if accept(.drop) {
            try expect(.column)
            let ifExists = ifExists()
            return .dropColumn(try qualifiedName(), ifExists: ifExists)
        }
        if accept(.alter) { return try alterColumn() }
        guard !isGuarded else { throw unexpected() }
        if accept(.set) {
            try expect(.properties)
            return .setProperties(try list { (parser) throws(Failure) in try parser.property() })
        }
        try expect(.execute)
        return try tableExecute()
    }

    private mutating func addColumn() throws(Failure) -> AlterTable.Action {
        try expect(.column)
        let ifNotExists = try ifNotExists()
        let column = try columnDefinition()
        var place: AlterTable.ColumnPlace?
        if accept(.first) {
            place = .first
        } else if accept(.last) {
            place = .last
        } else if accept(.after) {
            place = .after(try identifier())
        }
        return .addColumn(column, ifNotExists: ifNotExists, place: place)
    }

    private mutating func alterColumn() throws(Failure) -> AlterTable.Action {
        try expect(.column)
        let start = index
        let column = try qualifiedName()
        if accept(.set) {
            if accept(.default) { return .setColumnDefault(column, try literalValue()) }
            try expect(.data, .type)
            return .setColumnType(column, try dataType())
        }
        try expect(.drop)
        if accept(.default) { return .dropColumnDefault(column) }
        try expect(.not, .null)
        guard column.parts.count == 1 else {
            throw Failure(token: start, detail: .init(expected: "a column's name without dots"))
        }
        return .dropNotNull(column.last)
    }

    private mutating func tableExecute() throws(Failure) -> AlterTable.Action {
        let procedure = try identifier()
        var arguments: [FunctionCall.Argument] = []
        if at(.leftParenthesis) { arguments = try methodArguments() }
        return .execute(procedure, arguments, filter: accept(.where) ? try expression() : nil)
    }

    // MARK: DROP

    mutating func dropStatement() throws(Failure) -> Statement.Kind {
        advance()
        switch current.keyword {
        case .catalog: return try drop(.catalog)
        case .schema: return try drop(.schema)
        case .table: return try drop(.table)
        case .view: return try drop(.view)
        case .materialized:
            advance()
            return try drop(.materializedView)
        case .function:
            advance()
            let ifExists = ifExists()
            let name = try objectName()
            return .dropFunction(DropFunction(name: name, parameters: try routineParameters(), ifExists: ifExists))
        case .branch:
            advance()
            let ifExists = ifExists()
            let branch = try identifier()
            try expect(.in, .table)
            return .dropBranch(branch, table: try objectName(), ifExists: ifExists)
        case .role:
            advance()
            let ifExists = ifExists()
            let role = try identifier()
            return .dropRole(role, catalog: try inCatalog(), ifExists: ifExists)
        default:
            throw unexpected("TABLE, VIEW, MATERIALIZED VIEW, SCHEMA, CATALOG, FUNCTION, ROLE or BRANCH")
        }
    }

    private mutating func drop(_ object: Drop.Object) throws(Failure) -> Statement.Kind {
        if object == .materializedView { try expect(.view) } else { advance() }
        let ifExists = ifExists()
        let name = object == .catalog ? QualifiedName([try identifier()]) : try objectName()
        var drop = Drop(object, name: name, ifExists: ifExists)
        if object == .catalog || object == .schema {
            if accept(.cascade) {
                drop.behavior = .cascade
            } else if accept(.restrict) {
                drop.behavior = .restrict
            }
        }
        return .drop(drop)
    }

    // MARK: REFRESH, COMMENT, ANALYZE

    mutating func objectStatement(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
        advance()
        switch keyword {
        case .refresh:
            try expect(.materialized, .view)
            return .refreshMaterializedView(try objectName())
        case .comment: return .comment(try commentOn())
        default:
            let table = try objectName()
            return .analyze(Analyze(table: table, properties: try withProperties()))
        }
    }

    private mutating func commentOn() throws(Failure) -> CommentOn {
        try expect(.on)
        let object: CommentOn.Object
        if accept(.table) {
            object = .table
        } else if accept(.view) {
            object = .view
        } else {
            try expect(.column)
            object = .column
        }
        let name = try object == .column ? qualifiedName() : objectName()
        try expect(.is)
        if accept(.null) { return CommentOn(object: object, name: name) }
        return CommentOn(object: object, name: name, text: try string())
    }
}
