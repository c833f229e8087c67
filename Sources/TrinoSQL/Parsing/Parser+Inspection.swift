/// EXPLAIN, SHOW, DESCRIBE.
extension Parser {
    mutating func explain() throws(Failure) -> Explain {
        advance()
        if at(.analyze), !analyzesTable() {
            advance()
            let isVerbose = accept(.verbose)
            return Explain(mode: .analyze(verbose: isVerbose), statement: try innerStatement())
        }
        var options: [Explain.Option] = []
        if at(.leftParenthesis), keyword(ahead: 1) == .format || keyword(ahead: 1) == .type {
            options = try parenthesizedList { (parser) throws(Failure) in try parser.explainOption() }
        }
        return Explain(mode: .plan(options), statement: try innerStatement())
    }

    /// Whether `ANALYZE table` stands here, a statement of its own, and not ANALYZE with a statement to run.
    private func analyzesTable() -> Bool {
        guard isName(token(ahead: 1)) else { return false }
        let next = token(ahead: 2)
        return next.kind == .end || next.symbol == .semicolon || next.symbol == .dot
            || next.keyword == .with && symbol(ahead: 3) == .leftParenthesis
    }

    private mutating func explainOption() throws(Failure) -> Explain.Option {
        if accept(.format) {
            guard let keyword = current.keyword, let format = Explain.Format(rawValue: keyword.rawValue) else {
                throw unexpected("TEXT, GRAPHVIZ or JSON")
            }
            advance()
            return .format(format)
        }
        try expect(.type)
        guard let keyword = current.keyword, let type = Explain.PlanType(rawValue: keyword.rawValue) else {
            throw unexpected("LOGICAL, DISTRIBUTED, VALIDATE or IO")
        }
        advance()
        return .type(type)
    }

    mutating func show() throws(Failure) -> Show {
        advance()
        let keyword = current.keyword
        advance()
        switch keyword {
        case .catalogs: return .catalogs(like: try showPattern())
        case .schemas:
            let catalog = acceptFromOrIn() ? try identifier() : nil
            return .schemas(from: catalog, like: try showPattern())
        case .tables:
            let schema = acceptFromOrIn() ? try objectName() : nil
            return .tables(from: schema, like: try showPattern())
        case .functions:
            let schema = acceptFromOrIn() ? try objectName() : nil
            return .functions(from: schema, like: try showPattern())
        case .columns:
            guard acceptFromOrIn() else { throw unexpected() }
            let table = try objectName()
            return .columns(from: table, like: try showPattern())
        case .session: return .session(like: try showPattern())
        case .create: return try showCreate()
        case .stats:
            try expect(.for)
            guard at(.leftParenthesis) else { return .stats(try objectName()) }
            advance()
            let query = try rootQuery()
            try expect(.rightParenthesis)
            return .queryStats(query)
        case .grants: return .grants(on: accept(.on) ? try grantObject() : nil)
        case .roles: return .roles(current: false, catalog: acceptFromOrIn() ? try identifier() : nil)
        case .current:
            try expect(.roles)
            return .roles(current: true, catalog: acceptFromOrIn() ? try identifier() : nil)
        case .role:
            try expect(.grants)
            return .roleGrants(catalog: acceptFromOrIn() ? try identifier() : nil)
        case .branches:
            guard acceptFromOrIn() else { throw unexpected() }
            try expect(.table)
            return .branches(table: try objectName())
        default:
            index -= 1
            throw unexpected(
                "TABLES, SCHEMAS, CATALOGS, COLUMNS, CREATE, STATS, FUNCTIONS, SESSION, GRANTS, ROLES or BRANCHES")
        }
    }

    private mutating func acceptFromOrIn() -> Bool {
        accept(.from) || accept(.in)
    }

    private mutating func showPattern() throws(Failure) -> ShowPattern? {
        guard accept(.like) else { return nil }
        let pattern = try string()
        return ShowPattern(pattern, escape: accept(.escape) ? try string() : nil)
    }

    private mutating func showCreate() throws(Failure) -> Show {
        let object: Show.Creatable
        if accept(.table) {
            object = .table
        } else if accept(.schema) {
            object = .schema
        } else if accept(.view) {
            object = .view
        } else if accept(.function) {
            object = .function
        } else {
            try expect(.materialized, .view)
            object = .materializedView
        }
        return .create(object, try objectName())
    }

    mutating func describe() throws(Failure) -> Statement.Kind {
        let isLong = at(.describe)
        advance()
        if isLong, at(.input), isName(token(ahead: 1)) {
            advance()
            return .describeInput(try identifier())
        }
        if isLong, at(.output), isName(token(ahead: 1)) {
            advance()
            return .describeOutput(try identifier())
        }
        if isLong, at(.output, .leftParenthesis) {
            index += 2
            let query = try rootQuery()
            try expect(.rightParenthesis)
            return .describeQueryOutput(query)
        }
        return .show(.columns(from: try objectName(), like: nil))
    }
}
