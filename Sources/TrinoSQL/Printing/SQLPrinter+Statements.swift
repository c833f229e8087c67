// Statements, by family.
extension SQLPrinter {
    mutating func print(_ statement: Statement) {
        printLeading(statement.comments)
        if case .query(let query) = statement.kind {
            printWhole(query)
        } else {
            out.open(indentation: 0, limit: SQLPrinter.shortQuery)
            print(statement.kind)
            out.close()
        }
        printRemaining(statement.comments)
    }

    private mutating func print(_ kind: Statement.Kind) {
        switch kind {
        case .query(let query): printWhole(query)
        case .insert, .delete, .update, .merge, .truncate: printDataChange(kind)
        case .createCatalog, .createSchema, .renameSchema, .drop, .setAuthorization, .comment, .analyze:
            printObjectChange(kind)
        case .createTable(let create): print(create)
        case .createTableAs(let create): print(create)
        case .alterTable(let alter): print(alter)
        case .createView(let create): print(create)
        case .createMaterializedView(let create): print(create)
        case .refreshMaterializedView(let name):
            put("REFRESH MATERIALIZED VIEW ")
            print(name)
        case .alterView(let alter): print(alter)
        case .createBranch, .dropBranch, .fastForwardBranch: printBranchChange(kind)
        case .createFunction, .dropFunction, .call: printRoutineStatement(kind)
        case .createRole, .dropRole, .grantRoles, .revokeRoles, .grant, .revoke, .deny, .setRole: printAccess(kind)
        case .explain(let explain): print(explain)
        case .show(let show): print(show)
        case .describeInput, .describeOutput, .describeQueryOutput, .use, .setSession, .resetSession,
            .setSessionAuthorization, .resetSessionAuthorization, .setPath, .setTimeZone:
            printSession(kind)
        case .prepare, .execute, .executeImmediate, .deallocate: printPrepared(kind)
        case .startTransaction, .commit, .rollback: printTransaction(kind)
        }
    }

    // MARK: Parts of many statements

    mutating func put(_ text: String, if condition: Bool) {
        if condition { put(text) }
    }

    mutating func printClause(_ word: String, _ text: StringLiteral?) {
        guard let text else { return }
        out.line()
        put(word)
        put(" ")
        print(text)
    }

    /// `WITH (name = value, ...)` on a line of its own.
    mutating func printClause(with properties: [Property]) {
        guard !properties.isEmpty else { return }
        out.line()
        put("WITH ")
        print(properties)
    }

    mutating func print(_ properties: [Property]) {
        printParenthesized(properties) { $0.print($1) }
    }

    mutating func print(_ property: Property) {
        print(property.name)
        put(" = ")
        if let value = property.value { print(value) } else { put("DEFAULT") }
    }

    /// `AS`, and the query on lines of its own.
    mutating func printClause(as query: Query) {
        out.line()
        put("AS")
        out.line()
        printWhole(query)
    }

    mutating func print(_ arguments: [FunctionCall.Argument]) {
        printParenthesized(arguments) { $0.print($1) }
    }

    mutating func printUsing(_ values: [Expression]) {
        guard !values.isEmpty else { return }
        put(" USING ")
        printSeparated(values) { $0.print($1) }
    }

    // MARK: Looking

    private mutating func print(_ explain: Explain) {
        put("EXPLAIN")
        switch explain.mode {
        case .plan(let options):
            if !options.isEmpty {
                put(" (")
                printSeparated(options) { printer, option in
                    switch option {
                    case .format(let format): printer.put("FORMAT \(format.rawValue.uppercased())")
                    case .type(let type): printer.put("TYPE \(type.rawValue.uppercased())")
                    }
                }
                put(")")
            }
        case .analyze(let verbose):
            put(verbose ? " ANALYZE VERBOSE" : " ANALYZE")
        }
        out.line()
        print(explain.statement)
    }

    private mutating func print(_ show: Show) {
        put("SHOW ")
        switch show {
        case .catalogs(let like): printShow("CATALOGS", from: nil, like)
        case .schemas(let catalog, let like): printShow("SCHEMAS", from: catalog.map { QualifiedName([$0]) }, like)
        case .tables(let schema, let like): printShow("TABLES", from: schema, like)
        case .columns(let table, let like): printShow("COLUMNS", from: table, like)
        case .functions(let schema, let like): printShow("FUNCTIONS", from: schema, like)
        case .session(let like): printShow("SESSION", from: nil, like)
        case .create(let object, let name):
            put("CREATE \(object.rawValue.uppercased()) ")
            print(name)
        case .stats(let table):
            put("STATS FOR ")
            print(table)
        case .queryStats(let query):
            put("STATS FOR ")
            printNested(query)
        case .grants(let object):
            put("GRANTS")
            guard let object else { return }
            put(" ON ")
            print(object)
        case .roles(let current, let catalog):
            put("CURRENT ", if: current)
            printShow("ROLES", from: catalog.map { QualifiedName([$0]) }, nil)
        case .roleGrants(let catalog): printShow("ROLE GRANTS", from: catalog.map { QualifiedName([$0]) }, nil)
        case .branches(let table): printShow("BRANCHES", from: table, nil, word: "FROM TABLE")
        }
    }

    private mutating func printShow(
        _ what: String, from name: QualifiedName?, _ like: ShowPattern?, word: String = "FROM"
    ) {
        put(what)
        if let name {
            put(" \(word) ")
            print(name)
        }
        guard let like else { return }
        put(" LIKE ")
        print(like.pattern)
        guard let escape = like.escape else { return }
        put(" ESCAPE ")
        print(escape)
    }
}
