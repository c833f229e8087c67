// Window frames, row patterns, and the relations that have grammars of their own.
extension SyntaxVisitor {
    public mutating func visitChildren(of frame: WindowFrame) {
        if let pattern = frame.pattern {
            for measure in pattern.measures { visit(measure.value) }
        }
        visitChildren(of: frame.start)
        if let end = frame.end { visitChildren(of: end) }
        if let pattern = frame.pattern {
            for definition in pattern.definitions { visit(definition.condition) }
        }
    }

    mutating func visitChildren(of bound: WindowFrame.Bound) {
        switch bound {
        case .preceding(let distance), .following(let distance): visit(distance)
        case .unboundedPreceding, .currentRow, .unboundedFollowing: break
        }
    }

    public mutating func visitChildren(of recognition: PatternRecognition) {
        visit(all: recognition.partitionBy)
        visitChildren(of: recognition.orderBy)
        for measure in recognition.measures { visit(measure.value) }
        for definition in recognition.definitions { visit(definition.condition) }
    }

    public mutating func visitChildren(of call: TableFunctionCall) {
        for argument in call.arguments {
            switch argument.value {
            case .expression(let expression):
                visit(expression)
            case .table(let table):
                visit(table.relation)
                visit(all: table.partitionBy ?? [])
                visitChildren(of: table.orderBy)
            case .descriptor(let fields):
                for field in fields {
                    if let type = field.type { visit(type) }
                }
            case .nullDescriptor:
                break
            }
        }
    }

    public mutating func visitChildren(of table: JSONTable) {
        visitChildren(of: table.path)
        for column in table.columns { visitChildren(of: column) }
    }

    public mutating func visitChildren(of column: JSONTable.Column) {
        switch column {
        case .ordinality:
            break
        case .value(let column):
            visit(column.type)
            visitChildren(of: column.onEmpty)
            visitChildren(of: column.onError)
        case .query(let column):
            visit(column.type)
        case .nested(_, _, let columns):
            for column in columns { visitChildren(of: column) }
        }
    }

    public mutating func visitChildren(of nearest: Nearest) {
        visit(nearest.relation)
        visit(optional: nearest.filter)
        visit(nearest.match)
    }
}
