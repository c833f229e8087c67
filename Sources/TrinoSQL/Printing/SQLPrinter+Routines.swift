// User-defined functions and the statements in their bodies.
extension SQLPrinter {
    mutating func printRoutineStatement(_ kind: Statement.Kind) {
        switch kind {
        case .createFunction(let definition, let orReplace):
            put(orReplace ? "CREATE OR REPLACE " : "CREATE ")
            print(definition)
        case .dropFunction(let drop):
            put("DROP FUNCTION ")
            put("IF EXISTS ", if: drop.ifExists)
            print(drop.name)
            print(drop.parameters)
        case .call(let name, let arguments):
            put("CALL ")
            print(name)
            print(arguments)
        default: break
        }
    }

    /// - Parameter enclosingReturn: puts the value of a bare RETURN into parentheses, where another one follows the definition.
    mutating func print(_ function: FunctionDefinition, enclosingReturn: Bool = false) {
        put("FUNCTION ")
        print(function.name)
        print(function.parameters)
        out.open()
        out.line()
        put("RETURNS ")
        print(function.returns)
        for characteristic in function.characteristics {
            out.line()
            print(characteristic)
        }
        out.line()
        switch function.body {
        case .statement(.return(let value)) where enclosingReturn:
            put("RETURN (")
            print(value)
            put(")")
        case .statement(let statement): print(statement)
        case .source(let text): put("AS $$\(text)$$")
        }
        out.close()
    }

    private mutating func print(_ parameters: [FunctionDefinition.Parameter]) {
        printParenthesized(parameters) { printer, parameter in
            if let name = parameter.name {
                printer.print(name)
                printer.put(" ")
            }
            printer.print(parameter.type)
        }
    }

    private mutating func print(_ characteristic: FunctionDefinition.Characteristic) {
        switch characteristic {
        case .language(let name):
            put("LANGUAGE ")
            print(name)
        case .deterministic(let isDeterministic): put(isDeterministic ? "DETERMINISTIC" : "NOT DETERMINISTIC")
        case .returnsNullOnNullInput: put("RETURNS NULL ON NULL INPUT")
        case .calledOnNullInput: put("CALLED ON NULL INPUT")
        case .security(let mode): put("SECURITY \(mode.rawValue.uppercased())")
        case .comment(let text):
            put("COMMENT ")
            print(text)
        case .properties(let properties):
            put("WITH ")
            print(properties)
        }
    }

    // MARK: Bodies

    private mutating func print(_ statement: RoutineStatement) {
        switch statement {
        case .return(let value):
            put("RETURN ")
            print(value, atLeast: .value)
        case .assignment(let name, let value):
            put("SET ")
            print(name)
            put(" = ")
            print(value)
        case .caseWhen, .ifThen: printBranching(statement)
        case .iterate(let label):
            put("ITERATE ")
            print(label)
        case .leave(let label):
            put("LEAVE ")
            print(label)
        case .compound(let variables, let statements):
            put("BEGIN")
            print(variables, statements)
            put("END")
        case .loop, .whileDo, .repeatUntil: printLoop(statement)
        }
    }

    private mutating func printBranching(_ statement: RoutineStatement) {
        switch statement {
        case .caseWhen(let operand, let branches, let otherwise):
            put("CASE")
            if let operand {
                put(" ")
                print(operand)
            }
            put(" ")
            for branch in branches { print(branch, after: "WHEN") }
            print(otherwise: otherwise)
            put("END CASE")
        case .ifThen(let branches, let otherwise):
            for (index, branch) in branches.enumerated() { print(branch, after: index == 0 ? "IF" : "ELSEIF") }
            print(otherwise: otherwise)
            put("END IF")
        default: break
        }
    }

    private mutating func printLoop(_ statement: RoutineStatement) {
        switch statement {
        case .loop(let label, let statements):
            print(label: label)
            put("LOOP")
            print([], statements)
            put("END LOOP")
        case .whileDo(let label, let condition, let statements):
            print(label: label)
            put("WHILE ")
            print(condition)
            put(" DO")
            print([], statements)
            put("END WHILE")
        case .repeatUntil(let label, let statements, let condition):
            print(label: label)
            put("REPEAT")
            print([], statements)
            put("UNTIL ")
            print(condition)
            put(" END REPEAT")
        default: break
        }
    }

    private mutating func print(label: Identifier?) {
        guard let label else { return }
        print(label)
        put(": ")
    }

    private mutating func print(_ branch: RoutineStatement.ConditionalBlock, after word: String) {
        put(word)
        put(" ")
        print(branch.condition)
        put(" THEN")
        print([], branch.statements)
    }

    private mutating func print(otherwise statements: [RoutineStatement]?) {
        guard let statements else { return }
        put("ELSE")
        print([], statements)
    }

    /// Declarations and statements, each with its semicolon, and the break before what follows them.
    private mutating func print(
        _ variables: [RoutineStatement.VariableDeclaration], _ statements: [RoutineStatement]
    ) {
        out.open(limit: 0)
        for variable in variables {
            out.line()
            put("DECLARE ")
            printSeparated(variable.names) { $0.print($1) }
            put(" ")
            print(variable.type)
            if let value = variable.defaultValue {
                put(" DEFAULT ")
                print(value, atLeast: .value)
            }
            put(";")
        }
        for statement in statements {
            out.line()
            print(statement)
            put(";")
        }
        out.outdentedLine()
        out.close()
    }
}
