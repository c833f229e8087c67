/// JSON_TABLE.
extension Parser {
    mutating func jsonTable() throws(Failure) -> Relation {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var table = JSONTable(path: try jsonPathInvocation(), columns: [])
        try expect(.columns)
        table.columns = try parenthesizedList { (parser) throws(Failure) in try parser.jsonTableColumn() }
        if accept(.plan) { table.plan = try jsonTablePlan() }
        if at(.error) || at(.empty) {
            table.onError = at(.error) ? .error : .empty
            advance()
            try expect(.on, .error)
        }
        try expect(.rightParenthesis)
        return Relation(.jsonTable(table), position: start)
    }

    private mutating func jsonTableColumn() throws(Failure) -> JSONTable.Column {
        try enter()
        let column = try jsonTableColumnForm()
        leave()
        return column
    }

    private mutating func jsonTableColumnForm() throws(Failure) -> JSONTable.Column {
        if at(.nested), keyword(ahead: 1) == .path || isString(token(ahead: 1)) {
            advance()
            _ = accept(.path)
            let path = try string()
            let name = accept(.as) ? try identifier() : nil
            try expect(.columns)
            let columns = try parenthesizedList { (parser) throws(Failure) in try parser.jsonTableColumn() }
            return .nested(path: path, name: name, columns: columns)
        }
        let name = try identifier()
        if accept(.for) {
            try expect(.ordinality)
            return .ordinality(name)
        }
        let type = try dataType()
        guard let format = try jsonFormat() else {
            var column = JSONTable.ValueColumn(name: name, type: type)
            if accept(.path) { column.path = try string() }
            (column.onEmpty, column.onError) = try jsonValueBehaviors()
            return .value(column)
        }
        var column = JSONTable.QueryColumn(name: name, type: type, format: format)
        if accept(.path) { column.path = try string() }
        column.wrapper = try jsonWrapper()
        column.quotes = try jsonQuotes()
        (column.onEmpty, column.onError) = try jsonQueryBehaviors()
        return .query(column)
    }

    private mutating func jsonTablePlan() throws(Failure) -> JSONTable.Plan {
        if accept(.default) {
            try expect(.leftParenthesis)
            var (nesting, siblings) = planWord()
            guard nesting != nil || siblings != nil else { throw unexpected("OUTER, INNER, UNION or CROSS") }
            if accept(.comma) {
                let (secondNesting, secondSiblings) = planWord()
                guard nesting == nil ? secondNesting != nil : secondSiblings != nil else { throw unexpected() }
                nesting = nesting ?? secondNesting
                siblings = siblings ?? secondSiblings
            }
            try expect(.rightParenthesis)
            return .byDefault(nesting, siblings)
        }
        try expect(.leftParenthesis)
        let plan = try pathPlan()
        try expect(.rightParenthesis)
        return .specific(plan)
    }

    private mutating func planWord() -> (JSONTable.ParentChild?, JSONTable.Siblings?) {
        if accept(.outer) { return (.outer, nil) }
        if accept(.inner) { return (.inner, nil) }
        if accept(.union) { return (nil, .union) }
        if accept(.cross) { return (nil, .cross) }
        return (nil, nil)
    }

    private mutating func pathPlan() throws(Failure) -> JSONTable.PathPlan {
        try enter()
        defer { leave() }
        let first = try pathPlanPrimary()
        if case .path(let name) = first, at(.outer) || at(.inner) {
            let nesting: JSONTable.ParentChild = at(.outer) ? .outer : .inner
            advance()
            return .nested(name, nesting, try pathPlanPrimary())
        }
        guard at(.union) || at(.cross) else { return first }
        let word: Keyword = at(.union) ? .union : .cross
        var plans = [first]
        while accept(word) { plans.append(try pathPlanPrimary()) }
        return .siblings(word == .union ? .union : .cross, plans)
    }

    private mutating func pathPlanPrimary() throws(Failure) -> JSONTable.PathPlan {
        guard accept(.leftParenthesis) else { return .path(try identifier()) }
        let plan = try pathPlan()
        try expect(.rightParenthesis)
        return plan
    }
}
