/// INSERT, DELETE, UPDATE, MERGE, TRUNCATE.
extension Parser {
    mutating func dataChange(_ keyword: Keyword) throws(Failure) -> Statement.Kind {
        advance()
        switch keyword {
        case .insert: return .insert(try insert())
        case .delete: return .delete(try delete())
        case .update: return .update(try update())
        case .merge: return .merge(try merge())
        default:
            try expect(.table)
            return .truncate(try objectName())
        }
    }

    private mutating func insert() throws(Failure) -> Insert {
        if current.kind == .word, source.text(of: current).lowercased() == "overwrite" {
            throw unexpected(
                "INTO", hint: "Trino has no INSERT OVERWRITE: delete first, or set the connector's insert behaviour.")
        }
        try expect(.into)
        let table = try targetTable()
        let columns = at(.leftParenthesis) && !opensQuery(at: index) ? try columnList() : []
        return Insert(table: table, columns: columns, query: try rootQuery())
    }

    private mutating func delete() throws(Failure) -> Delete {
        try expect(.from)
        let table = try targetTable()
        return Delete(table: table, filter: accept(.where) ? try expression() : nil)
    }

    private mutating func update() throws(Failure) -> Update {
        let table = try targetTable()
        try expect(.set)
        let assignments = try list { (parser) throws(Failure) in try parser.assignment() }
        return Update(table: table, assignments: assignments, filter: accept(.where) ? try expression() : nil)
    }

    private mutating func assignment() throws(Failure) -> Assignment {
        let column = try identifier()
        try expect(.equal)
        return Assignment(column: column, value: try expression())
    }

    private mutating func merge() throws(Failure) -> Merge {
        try expect(.into)
        let table = try targetTable()
        var alias: Identifier?
        if accept(.as) || isName(current) { alias = try identifier() }
        try expect(.using)
        let source = try relation()
        try expect(.on)
        let condition = try expression()
        var merge = Merge(table: table, alias: alias, source: source, condition: condition, cases: [])
        repeat {
            try expect(.when)
            merge.cases.append(try mergeCase())
        } while at(.when)
        return merge
    }

    private mutating func mergeCase() throws(Failure) -> Merge.Case {
        let isInsert = accept(.not)
        try expect(.matched)
        let condition = accept(.and) ? try expression() : nil
        try expect(.then)
        if isInsert { return .init(condition: condition, action: try mergeInsert()) }
        if accept(.delete) { return .init(condition: condition, action: .delete) }
        try expect(.update, .set)
        let assignments = try list { (parser) throws(Failure) in try parser.assignment() }
        return .init(condition: condition, action: .update(assignments))
    }

    private mutating func mergeInsert() throws(Failure) -> Merge.Action {
        try expect(.insert)
        let columns = at(.leftParenthesis) ? try columnList() : []
        try expect(.values)
        let values = try parenthesizedList { (parser) throws(Failure) in try parser.expression() }
        return .insert(columns: columns, values: values)
    }
}
