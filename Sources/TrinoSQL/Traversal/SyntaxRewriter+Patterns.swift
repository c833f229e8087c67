// Window frames, row patterns, and the relations that have grammars of their own.
extension SyntaxRewriter {
    public mutating func rewriteChildren(of frame: WindowFrame) -> WindowFrame {
        var copy = frame
        if let pattern = frame.pattern { copy.pattern?.measures = rewriteChildren(of: pattern.measures) }
        copy.start = rewriteChildren(of: frame.start)
        if let end = frame.end { copy.end = rewriteChildren(of: end) }
        if let pattern = frame.pattern { copy.pattern?.definitions = rewriteChildren(of: pattern.definitions) }
        return copy
    }

    mutating func rewriteChildren(of bound: WindowFrame.Bound) -> WindowFrame.Bound {
        switch bound {
        case .preceding(let distance): .preceding(rewrite(distance))
        case .following(let distance): .following(rewrite(distance))
        case .unboundedPreceding, .currentRow, .unboundedFollowing: bound
        }
    }

    mutating func rewriteChildren(of measures: [MeasureDefinition]) -> [MeasureDefinition] {
        var copy = measures
        for index in measures.indices { copy[index].value = rewrite(measures[index].value) }
        return copy
    }

    mutating func rewriteChildren(of definitions: [VariableDefinition]) -> [VariableDefinition] {
        var copy = definitions
        for index in definitions.indices { copy[index].condition = rewrite(definitions[index].condition) }
        return copy
    }

    public mutating func rewriteChildren(of recognition: PatternRecognition) -> PatternRecognition {
        var copy = recognition
        copy.partitionBy = rewrite(all: recognition.partitionBy)
        copy.orderBy = rewriteChildren(of: recognition.orderBy)
        copy.measures = rewriteChildren(of: recognition.measures)
        copy.definitions = rewriteChildren(of: recognition.definitions)
        return copy
    }

    public mutating func rewriteChildren(of call: TableFunctionCall) -> TableFunctionCall {
        var copy = call
        for index in call.arguments.indices {
            copy.arguments[index].value = rewriteChildren(of: call.arguments[index].value)
        }
        return copy
    }

    mutating func rewriteChildren(of value: TableFunctionCall.Value) -> TableFunctionCall.Value {
        switch value {
        case .expression(let expression):
            return .expression(rewrite(expression))
        case .table(var table):
            table.relation = rewrite(table.relation)
            if let keys = table.partitionBy { table.partitionBy = rewrite(all: keys) }
            table.orderBy = rewriteChildren(of: table.orderBy)
            return .table(table)
        case .descriptor(var fields):
            for index in fields.indices {
                if let type = fields[index].type { fields[index].type = rewrite(type) }
            }
            return .descriptor(fields)
        case .nullDescriptor:
            return .nullDescriptor
        }
    }

    public mutating func rewriteChildren(of table: JSONTable) -> JSONTable {
        var copy = table
        copy.path = rewriteChildren(of: table.path)
        for index in table.columns.indices { copy.columns[index] = rewriteChildren(of: table.columns[index]) }
        return copy
    }

    mutating func rewriteChildren(of column: JSONTable.Column) -> JSONTable.Column {
        switch column {
        case .ordinality:
            return column
        case .value(var column):
            column.type = rewrite(column.type)
            column.onEmpty = rewriteChildren(of: column.onEmpty)
            column.onError = rewriteChildren(of: column.onError)
            return .value(column)
        case .query(var column):
            column.type = rewrite(column.type)
            return .query(column)
        case .nested(let path, let name, let columns):
            return .nested(path: path, name: name, columns: columns.map { rewriteChildren(of: $0) })
        }
    }

    public mutating func rewriteChildren(of nearest: Nearest) -> Nearest {
        let relation = rewrite(nearest.relation)
        let filter = rewrite(optional: nearest.filter)
        return Nearest(relation: relation, filter: filter, match: rewrite(nearest.match))
    }
}
