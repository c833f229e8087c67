// Expressions with a grammar of their own.
extension SQLPrinter {
    mutating func print(_ form: SpecialForm) {
        switch form {
        case .trim, .substring, .position, .overlay, .normalize: printText(form)
        case .truthTest, .match, .unique: printPredicate(form)
        case .listAggregate: printAggregate(form)
        case .jsonExists, .jsonValue, .jsonQuery: printJSONQuery(form)
        case .jsonObject, .jsonArray: printJSONConstructor(form)
        case .grouping, .measure, .methodCall, .staticMethodCall: printCall(form)
        case .caseOperand: break
        }
    }

    private mutating func printPredicate(_ form: SpecialForm) {
        switch form {
        case .truthTest(let value, let truth, let negated):
            printSubject(value)
            put(negated ? "IS NOT " : "IS ")
            put(truth.rawValue.uppercased())
        case .match(let match): print(match)
        case .unique(let query):
            put("UNIQUE ")
            printNested(query)
        default: break
        }
    }

    private mutating func printCall(_ form: SpecialForm) {
        switch form {
        case .grouping(let names):
            put("GROUPING(")
            printSeparated(names) { $0.print($1) }
            put(")")
        case .measure(let name, let window):
            print(name)
            put(" OVER ")
            print(window)
        case .methodCall(let value, let name, let arguments):
            printBase(value)
            put(".")
            print(name)
            printParenthesized(arguments) { $0.print($1) }
        case .staticMethodCall(let type, let name, let arguments):
            print(type)
            put("::")
            print(name)
            printParenthesized(arguments) { $0.print($1) }
        default: break
        }
    }

    private mutating func printAggregate(_ form: SpecialForm) {
        if case .listAggregate(let aggregate) = form { print(aggregate) }
    }

    private mutating func printText(_ form: SpecialForm) {
        switch form {
        case .trim(let trim) where trim.needsComma:
            put("TRIM(")
            print(trim.source, atLeast: .value)
            if let characters = trim.characters {
                put(", ")
                print(characters, atLeast: .value)
            }
        case .trim(let trim):
            put("TRIM(")
            if let side = trim.side { put("\(side.rawValue.uppercased()) ") }
            if let characters = trim.characters {
                print(characters, atLeast: .value)
                put(" ")
            }
            if trim.side != nil || trim.characters != nil { put("FROM ") }
            print(trim.source, atLeast: .value)
        case .substring(let source, let start, let length):
            put("SUBSTRING(")
            print(source, atLeast: .value)
            printRange(start, length)
        case .position(let part, let whole):
            put("POSITION(")
            print(part, atLeast: .value)
            put(" IN ")
            print(whole, atLeast: .value)
        case .overlay(let source, let replacement, let start, let length):
            put("OVERLAY(")
            print(source, atLeast: .value)
            put(" PLACING ")
            print(replacement, atLeast: .value)
            printRange(start, length)
        case .normalize(let text, let form):
            put("NORMALIZE(")
            print(text, atLeast: .value)
            if let form { put(", \(form.rawValue.uppercased())") }
        default: break
        }
        put(")")
    }

    private mutating func printRange(_ start: Expression, _ length: Expression?) {
        put(" FROM ")
        print(start, atLeast: .value)
        guard let length else { return }
        put(" FOR ")
        print(length, atLeast: .value)
    }

    private mutating func print(_ match: MatchPredicate) {
        printSubject(match.value)
        put("MATCH ")
        if match.isUnique { put("UNIQUE ") }
        if let mode = match.mode { put("\(mode.rawValue.uppercased()) ") }
        printNested(match.query)
    }

    private mutating func print(_ aggregate: ListAggregate) {
        put("LISTAGG(")
        if let quantifier = aggregate.quantifier { put("\(quantifier.rawValue.uppercased()) ") }
        printBehindQuantifier(aggregate.value)
        if let separator = aggregate.separator {
            put(", ")
            print(separator)
        }
        switch aggregate.overflow {
        case .error:
            put(" ON OVERFLOW ERROR")
        case .truncate(let filler, let withCount):
            put(" ON OVERFLOW TRUNCATE ")
            if let filler {
                print(filler)
                put(" ")
            }
            put(withCount ? "WITH COUNT" : "WITHOUT COUNT")
        case nil:
            break
        }
        put(") WITHIN GROUP (")
        printOrderBy(aggregate.orderBy)
        put(")")
        printFilter(aggregate.filter)
        if let window = aggregate.over {
            put(" OVER ")
            print(window)
        }
    }
}
