// Table functions and NEAREST.
extension SQLPrinter {
    mutating func print(_ call: TableFunctionCall) {
        put("TABLE(")
        out.open()
        out.softLine()
        print(call.name)
        put("(")
        out.open()
        for (index, argument) in call.arguments.enumerated() {
            if index > 0 {
                put(",")
                out.line()
            } else {
                out.softLine()
            }
            print(argument)
        }
        if !call.copartition.isEmpty {
            if call.arguments.isEmpty { out.softLine() } else { out.line() }
            put("COPARTITION ")
            printSeparated(call.copartition) { printer, names in
                printer.put("(")
                printer.printSeparated(names) { $0.print($1) }
                printer.put(")")
            }
        }
        out.closingLine()
        out.close()
        put(")")
        out.closingLine()
        out.close()
        put(")")
    }

    private mutating func print(_ argument: TableFunctionCall.Argument) {
        if let name = argument.name {
            print(name)
            put(" => ")
        }
        switch argument.value {
        case .expression(let expression): print(expression)
        case .table(let table): print(table)
        case .descriptor(let fields):
            put("DESCRIPTOR(")
            printSeparated(fields) { printer, field in
                printer.print(field.name)
                guard let type = field.type else { return }
                printer.put(" ")
                printer.print(type)
            }
            put(")")
        case .nullDescriptor: put("CAST(NULL AS DESCRIPTOR)")
        }
    }

    private mutating func print(_ argument: TableFunctionCall.TableArgument) {
        print(tableOfArgument: argument.relation)
        if let keys = argument.partitionBy {
            put(" PARTITION BY ")
            printKeys(keys, isSubquery: keys.map(\.isSubquery)) { $0.print($1) }
        }
        if let emptyInput = argument.emptyInput { put(" \(emptyInput.rawValue.uppercased()) WHEN EMPTY") }
        if !argument.orderBy.isEmpty {
            put(" ORDER BY ")
            printKeys(argument.orderBy, isSubquery: argument.orderBy.map(\.key.isSubquery)) { $0.print($1) }
        }
    }

    /// Keys in parentheses, but for a subquery alone, which has its own.
    private mutating func printKeys<Key>(
        _ keys: [Key], isSubquery: [Bool], _ printKey: (inout SQLPrinter, Key) -> Void
    ) {
        let needsParentheses = isSubquery != [true]
        put("(", if: needsParentheses)
        printSeparated(keys, printKey)
        put(")", if: needsParentheses)
    }

    /// `TABLE(name)` or `TABLE(query)`, with its alias.
    private mutating func print(tableOfArgument relation: Relation) {
        switch relation.kind {
        case .aliased(let inner, let alias, let columns):
            print(tableOfArgument: inner)
            put(" AS ")
            print(alias)
            printColumnList(columns)
        case .subquery(let query):
            put("TABLE")
            printNested(query)
        default:
            put("TABLE(")
            print(relation)
            put(")")
        }
    }

    mutating func print(_ nearest: Nearest) {
        put("NEAREST (")
        out.open()
        out.softLine()
        put("FROM ")
        print(nearest.relation)
        printCondition("WHERE", nearest.filter)
        printCondition("MATCH", nearest.match)
        out.closingLine()
        out.close()
        put(")")
    }
}

extension Expression {
    fileprivate var isSubquery: Bool {
        if case .subquery = kind { true } else { false }
    }
}
