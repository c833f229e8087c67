// Queries and their clauses.
extension SQLPrinter {
    /// A query that is a statement, or the main part of one: its clauses stand on lines of their own.
    mutating func printWhole(_ query: Query) {
        let isPlain = query.with == nil && query.orderBy.isEmpty && query.body.isPlain
        out.open(indentation: 0, limit: isPlain ? SQLPrinter.shortQuery : 0)
        printClauses(of: query)
        out.close()
    }

    /// The clauses with breaks of the group around between them.
    mutating func printClauses(of query: Query) {
        if let with = query.with { print(with, before: query.body) }
        print(query.body)
        if !query.orderBy.isEmpty {
            out.line()
            printOrderBy(query.orderBy)
        }
        if let offset = query.offset {
            out.line()
            put("OFFSET ")
            print(offset)
        }
        if let limit = query.limit {
            out.line()
            print(limit)
        }
    }

    private mutating func print(_ limit: Limit) {
        switch limit {
        case .all:
            put("LIMIT ALL")
        case .rows(let count):
            put("LIMIT ")
            print(count)
        case .fetchFirst(let count, let withTies):
            put("FETCH FIRST ")
            if let count {
                print(count)
                put(" ROWS")
            } else {
                put("ROW")
            }
            put(withTies ? " WITH TIES" : " ONLY")
        }
    }

    private mutating func print(_ with: With, before body: QueryBody) {
        // A name in front of a parenthesis would be read as a call.
        let meetsParenthesis = with.tables.isEmpty && body.mayOpenParenthesis
        if !with.session.isEmpty {
            put("WITH SESSION ")
            let opensParenthesis = with.functions.isEmpty && meetsParenthesis
            printSeparated(with.session) { printer, property in
                printer.print(property.name)
                printer.put(opensParenthesis ? " = (" : " = ")
                printer.print(property.value)
                printer.put(")", if: opensParenthesis)
            }
            out.hardLine()
        }
        for (index, function) in with.functions.enumerated() {
            put(index == 0 ? "WITH " : ",")
            if index > 0 { out.hardLine() }
            print(function, enclosingReturn: meetsParenthesis)
        }
        if !with.functions.isEmpty { out.hardLine() }
        for (index, table) in with.tables.enumerated() {
            if index == 0 {
                printLeading(table.comments)
                put(with.isRecursive ? "WITH RECURSIVE " : "WITH ")
            } else {
                out.blankLine()
                printLeading(table.comments)
            }
            print(table)
            if index < with.tables.count - 1 { put(",") }
            printTrailing(table.comments)
        }
        if !with.tables.isEmpty { out.blankLine() }
    }

    private mutating func print(_ table: CommonTable) {
        print(table.name)
        printColumnList(table.columns)
        put(" AS ")
        printNested(table.query)
    }

    // MARK: Bodies

    mutating func print(_ body: QueryBody) {
        switch body {
        case .select(let select): print(select)
        case .setOperation(let operation): print(operation)
        case .values(let rows): print(values: rows)
        case .table(let name):
            put("TABLE ")
            print(name)
        case .parenthesized(let query): printNested(query)
        }
    }

    private mutating func print(_ operation: SetOperation) {
        for (index, branch) in operation.branches.enumerated() {
            if index > 0 {
                out.line()
                printWords(of: operation)
                out.line()
            }
            if operation.needsParentheses(branch, isFirst: index == 0) {
                put("(")
                out.open()
                out.softLine()
                print(branch)
                out.closingLine()
                out.close()
                put(")")
            } else {
                print(branch)
            }
        }
    }

    private mutating func printWords(of operation: SetOperation) {
        put(operation.kind.rawValue.uppercased())
        if let quantifier = operation.quantifier { put(" \(quantifier.rawValue.uppercased())") }
        guard let corresponding = operation.corresponding else { return }
        put(" CORRESPONDING")
        guard !corresponding.columns.isEmpty else { return }
        put(" BY")
        printColumnList(corresponding.columns)
    }

    private mutating func print(values rows: [Expression]) {
        put("VALUES")
        out.open()
        for (index, row) in rows.enumerated() {
            if index > 0 { put(",") }
            out.line()
            print(row)
        }
        out.close()
    }

    private mutating func print(_ select: Select) {
        printLeading(select.comments)
        put("SELECT")
        if let quantifier = select.quantifier { put(" \(quantifier.rawValue.uppercased())") }
        printCommented(select.items, comments: \.comments) { $0.print($1) }
        printTrailing(select.comments)
        printFrom(select.from)
        printCondition("WHERE", select.filter)
        if let groupBy = select.groupBy {
            out.line()
            print(groupBy)
        }
        printCondition("HAVING", select.having)
        if !select.windows.isEmpty {
            out.line()
            put("WINDOW")
            printClauseItems(select.windows) { printer, window in
                printer.print(window.name)
                printer.put(" AS ")
                printer.print(window.specification)
            }
        }
    }

    /// The items of a clause after its word: on its line, or each on its own.
    mutating func printClauseItems<Item>(_ items: [Item], _ printItem: (inout SQLPrinter, Item) -> Void) {
        out.open()
        for (index, item) in items.enumerated() {
            if index > 0 { put(",") }
            out.line()
            printItem(&self, item)
        }
        out.close()
    }

    private mutating func print(_ item: SelectItem) {
        switch item.kind {
        case .expression(let expression, let alias):
            printBehindQuantifier(expression)
            guard let alias else { return }
            put(" AS ")
            print(alias)
        case .all:
            put("*")
        case .allOf(let expression, let aliases):
            print(expression, atLeast: .primary)
            put(".*")
            guard !aliases.isEmpty else { return }
            put(" AS")
            printColumnList(aliases)
        }
    }

    private mutating func printFrom(_ relations: [Relation]) {
        guard !relations.isEmpty else { return }
        out.line()
        put("FROM")
        if relations.count == 1 {
            put(" ")
            print(relations[0])
        } else {
            printClauseItems(relations) { $0.print($1) }
        }
    }

    /// A clause with a condition; where it is an AND that does not fit, each further operand stands on its own line.
    mutating func printCondition(_ word: String, _ condition: Expression?) {
        guard let condition else { return }
        out.line()
        put(word)
        put(" ")
        print(condition)
    }

    // MARK: Grouping

    private mutating func print(_ groupBy: GroupBy) {
        put("GROUP BY")
        if let quantifier = groupBy.quantifier { put(" \(quantifier.rawValue.uppercased())") }
        out.open()
        for (index, element) in groupBy.elements.enumerated() {
            if index > 0 {
                put(",")
                out.fill()
            } else {
                put(" ")
            }
            print(element)
        }
        out.close()
    }

    private mutating func print(_ element: GroupBy.Element) {
        switch element {
        case .expression(let expression): printGroupingKey(expression)
        case .set(let expressions):
            put("(")
            printSeparated(expressions) { $0.print($1) }
            put(")")
        case .rollup(let sets):
            put("ROLLUP ")
            print(sets: sets)
        case .cube(let sets):
            put("CUBE ")
            print(sets: sets)
        case .groupingSets(let elements):
            put("GROUPING SETS ")
            printParenthesized(elements) { $0.print($1) }
        case .auto:
            put("AUTO")
        }
    }

    private mutating func print(sets: [[Expression]]) {
        printParenthesized(sets) { printer, set in
            if set.count == 1 {
                printer.printGroupingKey(set[0])
            } else {
                printer.put("(")
                printer.printSeparated(set) { $0.print($1) }
                printer.put(")")
            }
        }
    }

    /// A row among grouping keys needs its word, since parentheses alone make a grouping set.
    private mutating func printGroupingKey(_ key: Expression) {
        if case .row(let elements) = key.kind {
            print(row: elements, withWord: true)
        } else {
            print(key)
        }
    }
}

extension SetOperation {
    /// Whether a branch has to stand in parentheses to be read as this operation's branch.
    ///
    /// Source: Trino's grammar, `queryTerm`: INTERSECT binds tighter than UNION and EXCEPT, which are read from left to right.
    fileprivate func needsParentheses(_ branch: QueryBody, isFirst: Bool) -> Bool {
        guard case .setOperation(let inner) = branch else { return false }
        if inner.kind == .intersect, kind != .intersect { return false }
        if inner.kind != .intersect, kind == .intersect { return true }
        let wouldMerge =
            inner.kind == kind && inner.quantifier == quantifier && inner.corresponding == corresponding
        return !isFirst || wouldMerge
    }
}

extension QueryBody {
    /// Whether the body's text can begin with a parenthesis.
    fileprivate var mayOpenParenthesis: Bool {
        switch self {
        case .setOperation, .parenthesized: true
        case .select, .values, .table: false
        }
    }

    /// Whether the body is so simple that it may be one short line even as a whole statement.
    fileprivate var isPlain: Bool {
        switch self {
        case .select(let select):
            select.filter == nil && select.groupBy == nil && select.having == nil && select.windows.isEmpty
                && select.from.count < 2
        case .values, .table: true
        case .setOperation, .parenthesized: false
        }
    }
}
