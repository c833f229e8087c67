// The forms of expressions. Each family has a function of its own, so that the frames of a deep tree stay small.
extension SQLPrinter {
    /// An expression where DISTINCT or ALL may stand in front.
    mutating func printBehindQuantifier(_ expression: Expression) {
        guard expression.beginsLikeQuantifier else { return print(expression) }
        put("(")
        print(expression)
        put(")")
    }

    /// Writes an expression, in parentheses if it binds weaker than its place asks for.
    mutating func print(_ expression: Expression, atLeast place: Binding = .expression) {
        let needsParentheses = Binding(of: expression) < place
        if needsParentheses {
            put("(")
            out.open()
            out.softLine()
        }
        printForm(of: expression)
        if needsParentheses {
            out.closingLine()
            out.close()
            put(")")
        }
    }

    private mutating func printForm(of expression: Expression) {
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .parameter,
            .currentValue:
            printLiteral(expression)
        case .column(let name): print(name)
        case .or(let operands): printChain(operands, "OR", of: .or)
        case .and(let operands): printChain(operands, "AND", of: .and)
        case .concatenation(let operands): printChain(operands, "||", of: .concatenation)
        case .comparison, .quantifiedComparison, .isNull, .isDistinctFrom, .like, .not: printPredicate(expression)
        case .between(let between): print(between)
        case .inList, .inSubquery: printMembership(expression)
        case .arithmetic(let chain): print(chain)
        case .sign, .atTimeZone, .subscriptAccess, .field: printTightOperator(expression)
        case .caseWhen(let form): print(form)
        case .cast, .extract, .lambda, .array, .exists, .subquery: printForm(withWords: expression)
        case .row(let elements): print(row: elements)
        case .function(let call): print(call)
        case .special(let form): print(form)
        }
    }

    private mutating func printLiteral(_ expression: Expression) {
        switch expression.kind {
        case .null: put("NULL")
        case .boolean(let value): put(value ? "TRUE" : "FALSE")
        case .integer(let digits), .decimal(let digits), .double(let digits): put(digits)
        case .string(let string): print(string)
        case .binary(let digits): put("X'\(digits)'")
        case .typed(let type, let text):
            printLiteralType(type)
            put(" ")
            print(text)
        case .interval(let interval): print(interval)
        case .parameter: put("?")
        case .currentValue(let value):
            put(value.name.rawValue.uppercased())
            if let precision = value.precision { put("(\(precision))") }
        default: break
        }
    }

    /// The type in front of a literal: a plain name in capitals, like the keywords around it.
    private mutating func printLiteralType(_ type: DataType) {
        switch type.kind {
        case .dateTime(let base, nil, false): put(base.rawValue.uppercased())
        case .named(let name, []) where !name.isQuoted: put(name.quotedText.uppercased())
        default: print(type)
        }
    }

    mutating func print(_ interval: IntervalLiteral) {
        put(interval.isNegative ? "INTERVAL -" : "INTERVAL ")
        print(interval.value)
        put(" ")
        let fields = IntervalFields(
            from: interval.from, to: interval.to, leadingPrecision: interval.leadingPrecision,
            fractionalPrecision: interval.fractionalPrecision)
        put(fields.text.uppercased())
    }

    // MARK: Operators

    /// A flat chain; what is a chain of the same kind inside it keeps its parentheses.
    private mutating func printChain(_ operands: [Expression], _ operation: String, of precedence: Binding) {
        out.open()
        for (index, operand) in operands.enumerated() {
            if index > 0 {
                if precedence == .concatenation { out.fill() } else { out.line() }
                put(operation)
                put(" ")
            }
            print(operand, atLeast: precedence.tighter)
        }
        out.close()
    }

    private mutating func print(_ chain: ArithmeticChain) {
        let place = Binding(of: chain).tighter
        out.open()
        print(chain.first, atLeast: place)
        for link in chain.rest {
            out.fill()
            put(link.operation.rawValue)
            put(" ")
            print(link.operand, atLeast: place)
        }
        out.close()
    }

    private mutating func printPredicate(_ expression: Expression) {
        switch expression.kind {
        case .comparison(let operation, let left, let right):
            printSubject(left)
            put("\(operation.rawValue) ")
            print(right, atLeast: .value)
        case .quantifiedComparison(let operation, let left, let quantifier, let query):
            printSubject(left)
            put("\(operation.rawValue) \(quantifier.rawValue.uppercased()) ")
            printNested(query)
        case .isNull(let operand, let negated):
            printSubject(operand)
            put(negated ? "IS NOT NULL" : "IS NULL")
        case .isDistinctFrom(let left, let right, let negated):
            printSubject(left)
            put(negated ? "IS NOT DISTINCT FROM " : "IS DISTINCT FROM ")
            print(right, atLeast: .value)
        case .like(let like):
            printSubject(like.value)
            put(like.isNegated ? "NOT LIKE " : "LIKE ")
            print(like.pattern, atLeast: .value)
            guard let escape = like.escape else { return }
            put(" ESCAPE ")
            print(escape, atLeast: .value)
        case .not(let operand):
            put("NOT ")
            print(operand, atLeast: .not)
        default: break
        }
    }

    /// What a predicate is about, and a space; nothing where that is the operand of the CASE around.
    mutating func printSubject(_ subject: Expression) {
        if case .special(.caseOperand) = subject.kind { return }
        print(subject, atLeast: .value)
        put(" ")
    }

    private mutating func print(_ between: Between) {
        printSubject(between.value)
        put(between.isNegated ? "NOT BETWEEN " : "BETWEEN ")
        if between.isSymmetric { put("SYMMETRIC ") }
        print(between.low, atLeast: .value)
        put(" AND ")
        print(between.high, atLeast: .value)
    }

    private mutating func printMembership(_ expression: Expression) {
        switch expression.kind {
        case .inList(let value, let items, let negated):
            printSubject(value)
            put(negated ? "NOT IN " : "IN ")
            printFilled(items)
        case .inSubquery(let value, let query, let negated):
            printSubject(value)
            put(negated ? "NOT IN " : "IN ")
            printNested(query)
        default: break
        }
    }

    private mutating func printTightOperator(_ expression: Expression) {
        switch expression.kind {
        case .sign(let sign, let operand):
            put(sign.rawValue)
            // Two minus signs in a row would start a comment.
            if case .sign = operand.kind { put(" ") }
            print(operand, atLeast: .sign)
        case .atTimeZone(let value, let zone):
            print(value, atLeast: .atTimeZone)
            switch zone {
            case .zone(let zone):
                put(" AT TIME ZONE ")
                print(zone, atLeast: .primary)
            case .local:
                put(" AT LOCAL")
            }
        case .subscriptAccess(let base, let index):
            print(base, atLeast: .primary)
            put("[")
            print(index, atLeast: .value)
            put("]")
        case .field(let base, let name):
            printBase(base)
            put(".")
            print(name)
        default: break
        }
    }

    /// What stands before the dot of a field: in parentheses where the dot would otherwise make a longer name or a number of it.
    mutating func printBase(_ base: Expression) {
        switch base.kind {
        case .column, .integer, .decimal, .double:
            put("(")
            print(base)
            put(")")
        default:
            print(base, atLeast: .primary)
        }
    }

    // MARK: Forms with words

    private mutating func print(_ form: CaseExpression) {
        out.open()
        put("CASE")
        if let operand = form.operand {
            put(" ")
            print(operand)
        }
        for branch in form.branches {
            out.line()
            put("WHEN ")
            print(branch.condition)
            put(" THEN ")
            print(branch.result)
        }
        if let otherwise = form.otherwise {
            out.line()
            put("ELSE ")
            print(otherwise)
        }
        out.outdentedLine()
        put("END")
        out.close()
    }

    private mutating func printForm(withWords expression: Expression) {
        switch expression.kind {
        case .cast(let value, let type, let isTry):
            put(isTry ? "TRY_CAST(" : "CAST(")
            print(value)
            put(" AS ")
            print(type)
            put(")")
        case .extract(let field, let value):
            put("EXTRACT(")
            if field.isQuoted { print(field) } else { put(field.quotedText.uppercased()) }
            put(" FROM ")
            print(value, atLeast: .value)
            put(")")
        case .lambda(let parameters, let body):
            printLambda(parameters, body)
        case .array(let items):
            put("ARRAY[")
            printSeparated(items) { $0.print($1) }
            put("]")
        case .exists(let query):
            put("EXISTS ")
            printNested(query)
        case .subquery(let query):
            printNested(query)
        default: break
        }
    }

    private mutating func printLambda(_ parameters: [Identifier], _ body: Expression) {
        if parameters.count == 1 {
            print(parameters[0])
        } else {
            put("(")
            printSeparated(parameters) { $0.print($1) }
            put(")")
        }
        put(" -> ")
        print(body)
    }

    /// `(1, 2)`, or `ROW(...)` where parentheses alone would say something else.
    mutating func print(row elements: [RowElement], withWord: Bool = false) {
        if withWord || elements.count < 2 || elements.contains(where: { $0.name != nil }) { put("ROW") }
        printParenthesized(elements) { printer, element in
            printer.print(element.value)
            guard let name = element.name else { return }
            printer.put(" AS ")
            printer.print(name)
        }
    }

    /// A query in parentheses: on one line while it is short.
    mutating func printNested(_ query: Query) {
        put("(")
        out.open(limit: SQLPrinter.shortQuery)
        out.softLine()
        printClauses(of: query)
        out.closingLine()
        out.close()
        put(")")
    }

    /// The longest query inside another that stays on one line.
    static let shortQuery = 70
}
