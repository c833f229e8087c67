// SQL/JSON functions and JSON_TABLE.
extension SQLPrinter {
    mutating func printJSONQuery(_ form: SpecialForm) {
        switch form {
        case .jsonExists(let exists): print(exists)
        case .jsonValue(let value): print(value)
        case .jsonQuery(let query): print(query)
        default: break
        }
    }

    mutating func printJSONConstructor(_ form: SpecialForm) {
        switch form {
        case .jsonObject(let object): print(object)
        case .jsonArray(let array): print(array)
        default: break
        }
    }

    private mutating func print(_ form: JSONExists) {
        put("JSON_EXISTS(")
        print(form.path)
        if let behavior = form.onError { put(" \(behavior.rawValue.uppercased()) ON ERROR") }
        put(")")
    }

    private mutating func print(_ form: JSONValue) {
        put("JSON_VALUE(")
        print(form.path)
        if let type = form.returning {
            put(" RETURNING ")
            print(type)
        }
        print(form.onEmpty, on: "EMPTY")
        print(form.onError, on: "ERROR")
        put(")")
    }

    private mutating func print(_ form: JSONQuery) {
        put("JSON_QUERY(")
        print(form.path)
        print(form.returning)
        print(form.wrapper, form.quotes)
        print(form.onEmpty, on: "EMPTY")
        print(form.onError, on: "ERROR")
        put(")")
    }

    private mutating func print(_ form: JSONObject) {
        put("JSON_OBJECT(")
        out.open()
        out.softLine()
        for (index, member) in form.members.enumerated() {
            if index > 0 {
                put(",")
                out.line()
            }
            put("KEY ")
            print(member.key)
            put(" VALUE ")
            print(member.value)
        }
        var isFirst = form.members.isEmpty
        printTail(form.nullTreatment, isFirst: &isFirst)
        if let uniqueKeys = form.uniqueKeys {
            put(isFirst ? "" : " ")
            put(uniqueKeys ? "WITH UNIQUE KEYS" : "WITHOUT UNIQUE KEYS")
            isFirst = false
        }
        print(form.returning, isFirst: isFirst)
        out.closingLine()
        out.close()
        put(")")
    }

    private mutating func print(_ form: JSONArray) {
        put("JSON_ARRAY(")
        out.open()
        out.softLine()
        for (index, element) in form.elements.enumerated() {
            if index > 0 {
                put(",")
                out.line()
            }
            print(element)
        }
        var isFirst = form.elements.isEmpty
        printTail(form.nullTreatment, isFirst: &isFirst)
        print(form.returning, isFirst: isFirst)
        out.closingLine()
        out.close()
        put(")")
    }

    private mutating func printTail(_ treatment: JSONNullTreatment?, isFirst: inout Bool) {
        guard let treatment else { return }
        put(isFirst ? "" : " ")
        put("\(treatment.rawValue.uppercased()) ON NULL")
        isFirst = false
    }

    // MARK: Parts

    private mutating func print(_ path: JSONPathInvocation) {
        print(path.input)
        put(", ")
        print(path.path)
        if let name = path.pathName {
            put(" AS ")
            print(name)
        }
        guard !path.arguments.isEmpty else { return }
        put(" PASSING ")
        printSeparated(path.arguments) { printer, argument in
            printer.print(argument.operand)
            printer.put(" AS ")
            printer.print(argument.name)
        }
    }

    private mutating func print(_ operand: JSONOperand) {
        print(operand.value)
        if let format = operand.format {
            put(" ")
            print(format)
        }
    }

    private mutating func print(_ format: JSONFormat) {
        put("FORMAT JSON")
        if let encoding = format.encoding { put(" ENCODING \(encoding.rawValue.uppercased())") }
    }

    private mutating func print(_ returning: JSONReturning?, isFirst: Bool = false) {
        guard let returning else { return }
        put(isFirst ? "RETURNING " : " RETURNING ")
        print(returning.type)
        if let format = returning.format {
            put(" ")
            print(format)
        }
    }

    private mutating func print(_ wrapper: JSONWrapper?, _ quotes: JSONQuotes?) {
        switch wrapper {
        case .without: put(" WITHOUT WRAPPER")
        case .unconditional: put(" WITH UNCONDITIONAL WRAPPER")
        case .conditional: put(" WITH CONDITIONAL WRAPPER")
        case nil: break
        }
        guard let quotes else { return }
        put(quotes.isKept ? " KEEP QUOTES" : " OMIT QUOTES")
        if quotes.onScalarString { put(" ON SCALAR STRING") }
    }

    private mutating func print(_ behavior: JSONValueBehavior?, on event: String) {
        switch behavior {
        case .error: put(" ERROR ON \(event)")
        case .null: put(" NULL ON \(event)")
        case .defaultValue(let value):
            put(" DEFAULT ")
            print(value)
            put(" ON \(event)")
        case nil: break
        }
    }

    private mutating func print(_ behavior: JSONQueryBehavior?, on event: String) {
        if let behavior { put(" \(behavior.rawValue.uppercased()) ON \(event)") }
    }

    // MARK: JSON_TABLE

    mutating func print(_ table: JSONTable) {
        put("JSON_TABLE(")
        out.open()
        out.softLine()
        print(table.path)
        out.line()
        print(columns: table.columns)
        if let plan = table.plan {
            out.line()
            print(plan)
        }
        if let behavior = table.onError {
            out.line()
            put("\(behavior.rawValue.uppercased()) ON ERROR")
        }
        out.closingLine()
        out.close()
        put(")")
    }

    private mutating func print(columns: [JSONTable.Column]) {
        put("COLUMNS ")
        printParenthesized(columns) { $0.print($1) }
    }

    private mutating func print(_ column: JSONTable.Column) {
        switch column {
        case .ordinality(let name):
            print(name)
            put(" FOR ORDINALITY")
        case .value(let column):
            print(column.name)
            put(" ")
            print(column.type)
            print(columnPath: column.path)
            print(column.onEmpty, on: "EMPTY")
            print(column.onError, on: "ERROR")
        case .query(let column):
            print(column.name)
            put(" ")
            print(column.type)
            put(" ")
            print(column.format)
            print(columnPath: column.path)
            print(column.wrapper, column.quotes)
            print(column.onEmpty, on: "EMPTY")
            print(column.onError, on: "ERROR")
        case .nested(let path, let name, let columns):
            put("NESTED PATH ")
            print(path)
            if let name {
                put(" AS ")
                print(name)
            }
            put(" ")
            print(columns: columns)
        }
    }

    private mutating func print(columnPath: StringLiteral?) {
        guard let columnPath else { return }
        put(" PATH ")
        print(columnPath)
    }

    private mutating func print(_ plan: JSONTable.Plan) {
        switch plan {
        case .specific(let plan):
            put("PLAN (")
            print(plan)
            put(")")
        case .byDefault(let parentChild, let siblings):
            put("PLAN DEFAULT (")
            put([parentChild?.rawValue, siblings?.rawValue].compactMap { $0?.uppercased() }.joined(separator: ", "))
            put(")")
        }
    }

    private mutating func print(_ plan: JSONTable.PathPlan) {
        switch plan {
        case .path(let name):
            print(name)
        case .nested(let name, let parentChild, let child):
            print(name)
            put(" \(parentChild.rawValue.uppercased()) ")
            print(planPart: child)
        case .siblings(let kind, let plans):
            for (index, plan) in plans.enumerated() {
                if index > 0 { put(" \(kind.rawValue.uppercased()) ") }
                print(planPart: plan)
            }
        }
    }

    private mutating func print(planPart plan: JSONTable.PathPlan) {
        if case .path(let name) = plan { return print(name) }
        put("(")
        print(plan)
        put(")")
    }
}
