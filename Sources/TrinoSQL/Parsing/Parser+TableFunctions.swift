/// `TABLE(function(...))` in FROM.
extension Parser {
    mutating func tableFunction() throws(Failure) -> Relation {
        let start = position
        advance()
        try expect(.leftParenthesis)
        var call = TableFunctionCall(try objectName())
        guard at(.leftParenthesis) else {
            throw unexpected(
                "( and the table function's arguments", hint: "A table by its name stands in FROM without TABLE(...).")
        }
        advance()
        if !at(.rightParenthesis), !startsCopartition() {
            call.arguments = try list { (parser) throws(Failure) in try parser.tableFunctionArgument() }
        }
        if accept(.copartition) {
            call.copartition = try list { (parser) throws(Failure) in try parser.copartition() }
        }
        try expect(.rightParenthesis)
        try expect(.rightParenthesis)
        return Relation(.tableFunction(call), position: start)
    }

    private func startsCopartition() -> Bool {
        at(.copartition, .leftParenthesis)
    }

    private mutating func copartition() throws(Failure) -> [QualifiedName] {
        let tables = try parenthesizedList { (parser) throws(Failure) in try parser.qualifiedName() }
        guard tables.count > 1 else {
            index -= 1
            throw unexpected("a second table")
        }
        return tables
    }

    private mutating func tableFunctionArgument() throws(Failure) -> TableFunctionCall.Argument {
        var name: Identifier?
        if symbol(ahead: 1) == .fatArrow, isName(current) {
            name = try identifier()
            advance()
        }
        return .init(try tableFunctionValue(), name: name)
    }

    private mutating func tableFunctionValue() throws(Failure) -> TableFunctionCall.Value {
        if at(.table, .leftParenthesis) { return .table(try tableArgument()) }
        if at(.descriptor, .leftParenthesis) {
            advance()
            return .descriptor(try parenthesizedList { (parser) throws(Failure) in try parser.descriptorField() })
        }
        if at(.cast, .leftParenthesis), keyword(ahead: 2) == .null, keyword(ahead: 3) == .as,
            keyword(ahead: 4) == .descriptor, symbol(ahead: 5) == .rightParenthesis
        {
            index += 6
            return .nullDescriptor
        }
        return .expression(try expression())
    }

    private mutating func descriptorField() throws(Failure) -> TableFunctionCall.DescriptorField {
        let name = try identifier()
        return .init(name: name, type: isName(current) ? try dataType() : nil)
    }

    private mutating func tableArgument() throws(Failure) -> TableFunctionCall.TableArgument {
        let start = position
        advance()
        var relation: Relation
        if startsQuery(at: index + 1) || opensQuery(at: index) {
            relation = Relation(.subquery(try parenthesizedQuery()), position: start)
        } else {
            try expect(.leftParenthesis)
            relation = Relation(.table(TableReference(try objectName())), position: position)
            try expect(.rightParenthesis)
        }
        if !startsCopartition() { relation = try aliased(relation) }
        var argument = TableFunctionCall.TableArgument(relation)
        if accept(.partition, .by) { argument.partitionBy = try tableArgumentPartition() }
        if at(.prune, .when) || at(.keep, .when) {
            argument.emptyInput = at(.prune) ? .prune : .keep
            index += 2
            try expect(.empty)
        }
        if accept(.order) {
            try expect(.by)
            argument.orderBy = try tableArgumentOrder()
        }
        return argument
    }

    private mutating func tableArgumentPartition() throws(Failure) -> [Expression] {
        guard at(.leftParenthesis), !opensQuery(at: index) else { return [try expression()] }
        advance()
        if accept(.rightParenthesis) { return [] }
        let keys = try list { (parser) throws(Failure) in try parser.expression() }
        try expect(.rightParenthesis)
        return keys
    }

    private mutating func tableArgumentOrder() throws(Failure) -> [SortItem] {
        guard at(.leftParenthesis), !opensQuery(at: index) else { return [try sortItem()] }
        return try parenthesizedList { (parser) throws(Failure) in try parser.sortItem() }
    }
}
