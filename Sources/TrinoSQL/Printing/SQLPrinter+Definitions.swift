// Statements that define catalogs, schemas, tables, views and branches.
extension SQLPrinter {
    mutating func printObjectChange(_ kind: Statement.Kind) {
        switch kind {
        case .createCatalog(let create):
            put("CREATE CATALOG ")
            put("IF NOT EXISTS ", if: create.ifNotExists)
            print(create.name)
            put(" USING ")
            print(create.connector)
            printClause("COMMENT", create.comment)
            printAuthorization(create.authorization)
            printClause(with: create.properties)
        case .createSchema(let create):
            put("CREATE SCHEMA ")
            put("IF NOT EXISTS ", if: create.ifNotExists)
            print(create.name)
            printAuthorization(create.authorization)
            printClause(with: create.properties)
        case .renameSchema(let name, let new):
            put("ALTER SCHEMA ")
            print(name)
            put(" RENAME TO ")
            print(new)
        case .drop(let drop):
            put("DROP \(drop.object.rawValue.uppercased()) ")
            put("IF EXISTS ", if: drop.ifExists)
            print(drop.name)
            if let behavior = drop.behavior { put(" \(behavior.rawValue.uppercased())") }
        case .setAuthorization(let change):
            put("ALTER ")
            print(change.object)
            put(" ")
            print(change.name)
            put(" SET AUTHORIZATION ")
            print(change.principal)
        case .comment(let comment):
            put("COMMENT ON \(comment.object.rawValue.uppercased()) ")
            print(comment.name)
            put(" IS ")
            if let text = comment.text { print(text) } else { put("NULL") }
        case .analyze(let analyze):
            put("ANALYZE ")
            print(analyze.table)
            printClause(with: analyze.properties)
        default: break
        }
    }

    private mutating func printAuthorization(_ principal: Principal?) {
        guard let principal else { return }
        put(" AUTHORIZATION ")
        print(principal)
    }

    // MARK: Tables

    mutating func print(_ create: CreateTable) {
        put(create.orReplace ? "CREATE OR REPLACE TABLE " : "CREATE TABLE ")
        put("IF NOT EXISTS ", if: create.ifNotExists)
        print(create.name)
        put(" (")
        out.open(limit: 0)
        for (index, element) in create.elements.enumerated() {
            if index == 0 { out.softLine() } else { out.line() }
            printLeading(element.comments)
            print(element)
            put(",", if: index < create.elements.count - 1)
            printTrailing(element.comments)
        }
        out.closingLine()
        out.close()
        put(")")
        printClause("COMMENT", create.comment)
        printClause(with: create.properties)
    }

    private mutating func print(_ element: CreateTable.Element) {
        switch element {
        case .column(let column): print(column)
        case .like(let like):
            put("LIKE ")
            print(like.table)
            guard let including = like.includingProperties else { return }
            put(including ? " INCLUDING PROPERTIES" : " EXCLUDING PROPERTIES")
        }
    }

    mutating func print(_ column: ColumnDefinition) {
        print(column.name)
        put(" ")
        print(column.type)
        if let value = column.defaultValue {
            put(" DEFAULT ")
            print(value)
        }
        put(" NOT NULL", if: column.isNotNull)
        if let comment = column.comment {
            put(" COMMENT ")
            print(comment)
        }
        if !column.properties.isEmpty {
            put(" WITH ")
            print(column.properties)
        }
    }

    mutating func print(_ create: CreateTableAs) {
        put(create.orReplace ? "CREATE OR REPLACE TABLE " : "CREATE TABLE ")
        put("IF NOT EXISTS ", if: create.ifNotExists)
        print(create.name)
        printColumnList(create.columns)
        printClause("COMMENT", create.comment)
        printClause(with: create.properties)
        printClause(as: create.query)
        guard let withData = create.withData else { return }
        out.line()
        put(withData ? "WITH DATA" : "WITH NO DATA")
    }

    mutating func print(_ alter: AlterTable) {
        put("ALTER TABLE ")
        put("IF EXISTS ", if: alter.ifExists)
        print(alter.table)
        out.line()
        switch alter.action {
        case .rename(let name):
            put("RENAME TO ")
            print(name)
        case .addColumn(let column, let ifNotExists, let place):
            put("ADD COLUMN ")
            put("IF NOT EXISTS ", if: ifNotExists)
            print(column)
            print(place)
        case .renameColumn(let name, let new, let ifExists):
            put("RENAME COLUMN ")
            put("IF EXISTS ", if: ifExists)
            print(name)
            put(" TO ")
            print(new)
        case .dropColumn(let name, let ifExists):
            put("DROP COLUMN ")
            put("IF EXISTS ", if: ifExists)
            print(name)
        case .setColumnType, .setColumnDefault, .dropColumnDefault, .dropNotNull: printColumnChange(alter.action)
        case .setProperties(let properties): printAssignments(properties)
        case .execute(let procedure, let arguments, let filter):
            put("EXECUTE ")
            print(procedure)
            if !arguments.isEmpty { print(arguments) }
            printCondition("WHERE", filter)
        }
    }

    private mutating func print(_ place: AlterTable.ColumnPlace?) {
        switch place {
        case .first: put(" FIRST")
        case .last: put(" LAST")
        case .after(let column):
            put(" AFTER ")
            print(column)
        case nil: break
        }
    }

    private mutating func printColumnChange(_ action: AlterTable.Action) {
        put("ALTER COLUMN ")
        switch action {
        case .setColumnType(let name, let type):
            print(name)
            put(" SET DATA TYPE ")
            print(type)
        case .setColumnDefault(let name, let value):
            print(name)
            put(" SET DEFAULT ")
            print(value)
        case .dropColumnDefault(let name):
            print(name)
            put(" DROP DEFAULT")
        case .dropNotNull(let name):
            print(name)
            put(" DROP NOT NULL")
        default: break
        }
    }

    private mutating func printAssignments(_ properties: [Property]) {
        put("SET PROPERTIES")
        printClauseItems(properties) { $0.print($1) }
    }

    // MARK: Views

    mutating func print(_ create: CreateView) {
        put(create.orReplace ? "CREATE OR REPLACE VIEW " : "CREATE VIEW ")
        print(create.name)
        printClause("COMMENT", create.comment)
        if let security = create.security {
            out.line()
            put("SECURITY \(security.rawValue.uppercased())")
        }
        printClause(with: create.properties)
        printClause(as: create.query)
    }

    mutating func print(_ create: CreateMaterializedView) {
        put(create.orReplace ? "CREATE OR REPLACE MATERIALIZED VIEW " : "CREATE MATERIALIZED VIEW ")
        put("IF NOT EXISTS ", if: create.ifNotExists)
        print(create.name)
        if let gracePeriod = create.gracePeriod {
            out.line()
            put("GRACE PERIOD ")
            print(gracePeriod)
        }
        if let whenStale = create.whenStale {
            out.line()
            put("WHEN STALE \(whenStale.rawValue.uppercased())")
        }
        printClause("COMMENT", create.comment)
        printClause(with: create.properties)
        printClause(as: create.query)
    }

    mutating func print(_ alter: AlterView) {
        put(alter.isMaterialized ? "ALTER MATERIALIZED VIEW " : "ALTER VIEW ")
        put("IF EXISTS ", if: alter.ifExists)
        print(alter.name)
        out.line()
        switch alter.action {
        case .rename(let name):
            put("RENAME TO ")
            print(name)
        case .setProperties(let properties): printAssignments(properties)
        case .refresh: put("REFRESH")
        }
    }

    // MARK: Branches

    mutating func printBranchChange(_ kind: Statement.Kind) {
        switch kind {
        case .createBranch(let create):
            put(create.orReplace ? "CREATE OR REPLACE BRANCH " : "CREATE BRANCH ")
            put("IF NOT EXISTS ", if: create.ifNotExists)
            print(create.name)
            printClause(with: create.properties)
            out.line()
            put("IN TABLE ")
            print(create.table)
            guard let from = create.from else { return }
            put(" FROM ")
            print(from)
        case .dropBranch(let name, let table, let ifExists):
            put("DROP BRANCH ")
            put("IF EXISTS ", if: ifExists)
            print(name)
            put(" IN TABLE ")
            print(table)
        case .fastForwardBranch(let name, let table, let target):
            put("ALTER BRANCH ")
            print(name)
            put(" IN TABLE ")
            print(table)
            put(" FAST FORWARD TO ")
            print(target)
        default: break
        }
    }
}

extension CreateTable.Element {
    fileprivate var comments: Comments {
        if case .column(let column) = self { column.comments } else { .none }
    }
}
