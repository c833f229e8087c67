// INSERT, DELETE, UPDATE, MERGE, TRUNCATE.
extension SQLPrinter {
    mutating func printDataChange(_ kind: Statement.Kind) {
        switch kind {
        case .insert(let insert):
            put("INSERT INTO ")
            print(insert.table)
            printColumnList(insert.columns)
            out.line()
            printWhole(insert.query)
        case .delete(let delete):
            put("DELETE FROM ")
            print(delete.table)
            printCondition("WHERE", delete.filter)
        case .update(let update):
            put("UPDATE ")
            print(update.table)
            out.line()
            put("SET")
            printClauseItems(update.assignments) { $0.print($1) }
            printCondition("WHERE", update.filter)
        case .merge(let merge): print(merge)
        case .truncate(let name):
            put("TRUNCATE TABLE ")
            print(name)
        default: break
        }
    }

    private mutating func print(_ table: TargetTable) {
        print(table.name)
        guard let branch = table.branch else { return }
        put(" @ ")
        print(branch)
    }

    private mutating func print(_ assignment: Assignment) {
        print(assignment.column)
        put(" = ")
        print(assignment.value)
    }

    private mutating func print(_ merge: Merge) {
        put("MERGE INTO ")
        print(merge.table)
        if let alias = merge.alias {
            put(" AS ")
            print(alias)
        }
        out.line()
        put("USING ")
        // Parentheses keep the ON of MERGE apart from a join's.
        print(merge.source, atLeast: .sampled)
        printCondition("ON", merge.condition)
        for whenClause in merge.cases { print(whenClause) }
    }

    private mutating func print(_ whenClause: Merge.Case) {
        out.line()
        if case .insert = whenClause.action { put("WHEN NOT MATCHED") } else { put("WHEN MATCHED") }
        if let condition = whenClause.condition {
            put(" AND ")
            print(condition)
        }
        put(" THEN")
        out.open()
        out.line()
        switch whenClause.action {
        case .update(let assignments):
            put("UPDATE SET")
            printClauseItems(assignments) { $0.print($1) }
        case .delete:
            put("DELETE")
        case .insert(let columns, let values):
            put("INSERT")
            printColumnList(columns)
            put(" VALUES ")
            printFilled(values)
        }
        out.close()
    }
}
