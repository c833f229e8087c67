// Statements about the session, prepared statements and transactions.
extension SQLPrinter {
    mutating func printSession(_ kind: Statement.Kind) {
        switch kind {
        case .describeInput(let name):
            put("DESCRIBE INPUT ")
            print(name)
        case .describeOutput(let name):
            put("DESCRIBE OUTPUT ")
            print(name)
        case .describeQueryOutput(let query):
            put("DESCRIBE OUTPUT ")
            printNested(query)
        case .use(let catalog, let schema):
            put("USE ")
            print(QualifiedName([catalog, schema].compactMap(\.self)))
        case .setSession(let name, let value):
            put("SET SESSION ")
            print(name)
            put(" = ")
            print(value)
        case .resetSession(let name):
            put("RESET SESSION ")
            print(name)
        case .setSessionAuthorization(let user):
            put("SET SESSION AUTHORIZATION ")
            switch user {
            case .name(let name): print(name)
            case .string(let text): print(text)
            }
        case .resetSessionAuthorization: put("RESET SESSION AUTHORIZATION")
        case .setPath(let elements):
            put("SET PATH ")
            printSeparated(elements) { $0.print($1) }
        case .setTimeZone(let zone):
            put("SET TIME ZONE ")
            if let zone { print(zone) } else { put("LOCAL") }
        default: break
        }
    }

    mutating func printPrepared(_ kind: Statement.Kind) {
        switch kind {
        case .prepare(let name, let statement):
            put("PREPARE ")
            print(name)
            put(" FROM")
            out.line()
            print(statement)
        case .execute(let name, let values):
            put("EXECUTE ")
            print(name)
            printUsing(values)
        case .executeImmediate(let text, let values):
            put("EXECUTE IMMEDIATE ")
            print(text)
            printUsing(values)
        case .deallocate(let name):
            put("DEALLOCATE PREPARE ")
            print(name)
        default: break
        }
    }

    mutating func printTransaction(_ kind: Statement.Kind) {
        switch kind {
        case .startTransaction(let modes):
            put("START TRANSACTION")
            for (index, mode) in modes.enumerated() {
                put(index == 0 ? " " : ", ")
                switch mode {
                case .isolation(let level): put("ISOLATION LEVEL \(level.rawValue.uppercased())")
                case .readOnly: put("READ ONLY")
                case .readWrite: put("READ WRITE")
                }
            }
        case .commit(let work): put(work ? "COMMIT WORK" : "COMMIT")
        case .rollback(let work): put(work ? "ROLLBACK WORK" : "ROLLBACK")
        default: break
        }
    }
}
