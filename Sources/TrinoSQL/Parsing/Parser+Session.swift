/// The session, prepared statements, calls and transactions.
extension Parser {
    mutating func sessionStatement(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
        advance()
        switch keyword {
        case .use: return try use()
        case .set: return try setStatement()
        case .reset:
            try expect(.session)
            if at(.authorization), symbol(ahead: 1) != .dot {
                advance()
                return .resetSessionAuthorization
            }
            return .resetSession(try qualifiedName())
        case .call:
            let name = try objectName()
            guard at(.leftParenthesis) else { throw unexpected("(") }
            return .call(name, try methodArguments())
        case .prepare:
            let name = try identifier()
            try expect(.from)
            return .prepare(name, try innerStatement())
        case .deallocate:
            try expect(.prepare)
            return .deallocate(try identifier())
        default: return try execute()
        }
    }

    private mutating func use() throws(Failure) -> Statement.Kind {
        let first = try identifier()
        guard accept(.dot) else { return .use(catalog: nil, schema: first) }
        return .use(catalog: first, schema: try identifier())
    }

    private mutating func execute() throws(Failure) -> Statement.Kind {
        if at(.immediate), isString(token(ahead: 1)) {
            advance()
            let text = try string()
            return .executeImmediate(text, using: try executeArguments())
        }
        let name = try identifier()
        return .execute(name, using: try executeArguments())
    }

    private mutating func executeArguments() throws(Failure) -> [Expression] {
        guard accept(.using) else { return [] }
        return try list { (parser) throws(Failure) in try parser.expression() }
    }

    private mutating func setStatement() throws(Failure) -> Statement.Kind {
        if accept(.session) {
            if at(.authorization), symbol(ahead: 1) != .equal, symbol(ahead: 1) != .dot {
                advance()
                return .setSessionAuthorization(
                    isString(current) ? .string(try string()) : .name(try identifier()))
            }
            let name = try qualifiedName()
            try expect(.equal)
            return .setSession(name, try expression())
        }
        if accept(.role) { return .setRole(try setRole()) }
        if accept(.path) { return .setPath(try list { (parser) throws(Failure) in try parser.pathElement() }) }
        try expect(.time, .zone)
        if accept(.local) { return .setTimeZone(nil) }
        return .setTimeZone(try expression())
    }

    private mutating func setRole() throws(Failure) -> SetRole {
        let choice: SetRole.Choice
        if accept(.all) {
            choice = .all
        } else if accept(.none) {
            choice = .none
        } else {
            choice = .role(try identifier())
        }
        return SetRole(choice: choice, catalog: try inCatalog())
    }

    private mutating func pathElement() throws(Failure) -> QualifiedName {
        let first = try identifier()
        guard accept(.dot) else { return QualifiedName([first]) }
        return QualifiedName([first, try identifier()])
    }

    // MARK: Transactions

    mutating func transactionStatement(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
        advance()
        switch keyword {
        case .commit: return .commit(work: accept(.work))
        case .rollback: return .rollback(work: accept(.work))
        default:
            try expect(.transaction)
            guard at(.isolation) || at(.read) else { return .startTransaction([]) }
            return .startTransaction(try list { (parser) throws(Failure) in try parser.transactionMode() })
        }
    }

    private mutating func transactionMode() throws(Failure) -> TransactionMode {
        if accept(.read) {
            if accept(.only) { return .readOnly }
            try expect(.write)
            return .readWrite
        }
        try expect(.isolation)
        try expect(.level)
        if accept(.serializable) { return .isolation(.serializable) }
        if accept(.repeatable) {
            try expect(.read)
            return .isolation(.repeatableRead)
        }
        try expect(.read)
        if accept(.committed) { return .isolation(.readCommitted) }
        try expect(.uncommitted)
        return .isolation(.readUncommitted)
    }
}
