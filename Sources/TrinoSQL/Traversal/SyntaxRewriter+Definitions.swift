// Statements that define tables and views.
extension SyntaxRewriter {
    mutating func rewriteDefinition(_ kind: Statement.Kind) -> Statement.Kind {
        switch kind {
        case .createTable(var create):
            create.name = rewrite(table: create.name)
            for index in create.elements.indices {
                create.elements[index] = rewriteChildren(of: create.elements[index])
            }
            create.properties = rewriteChildren(of: create.properties)
            return .createTable(create)
        case .createTableAs(var create):
            create.name = rewrite(table: create.name)
            create.properties = rewriteChildren(of: create.properties)
            create.query = rewrite(create.query)
            return .createTableAs(create)
        case .alterTable(var alter):
            alter.table = rewrite(table: alter.table)
            alter.action = rewriteChildren(of: alter.action)
            return .alterTable(alter)
        case .createView(var create):
            create.name = rewrite(table: create.name)
            create.properties = rewriteChildren(of: create.properties)
            create.query = rewrite(create.query)
            return .createView(create)
        case .createMaterializedView(var create):
            create.name = rewrite(table: create.name)
            create.properties = rewriteChildren(of: create.properties)
            create.query = rewrite(create.query)
            return .createMaterializedView(create)
        case .alterView(var alter):
            alter.name = rewrite(table: alter.name)
            switch alter.action {
            case .rename(let name): alter.action = .rename(to: rewrite(table: name))
            case .setProperties(let properties): alter.action = .setProperties(rewriteChildren(of: properties))
            case .refresh: break
            }
            return .alterView(alter)
        case .refreshMaterializedView(let name):
            return .refreshMaterializedView(rewrite(table: name))
        default:
            return kind
        }
    }

    private mutating func rewriteChildren(of element: CreateTable.Element) -> CreateTable.Element {
        switch element {
        case .column(let column):
            return .column(rewriteChildren(of: column))
        case .like(var like):
            like.table = rewrite(table: like.table)
            return .like(like)
        }
    }

    public mutating func rewriteChildren(of column: ColumnDefinition) -> ColumnDefinition {
        var copy = column
        copy.type = rewrite(column.type)
        copy.defaultValue = rewrite(optional: column.defaultValue)
        copy.properties = rewriteChildren(of: column.properties)
        return copy
    }

    private mutating func rewriteChildren(of action: AlterTable.Action) -> AlterTable.Action {
        switch action {
        case .rename(let name): .rename(to: rewrite(table: name))
        case .addColumn(let column, let ifNotExists, let place):
            .addColumn(rewriteChildren(of: column), ifNotExists: ifNotExists, place: place)
        case .setColumnType(let name, let type): .setColumnType(name, rewrite(type))
        case .setColumnDefault(let name, let value): .setColumnDefault(name, rewrite(value))
        case .setProperties(let properties): .setProperties(rewriteChildren(of: properties))
        case .execute(let procedure, let arguments, let filter):
            .execute(procedure, rewriteChildren(of: arguments), filter: rewrite(optional: filter))
        case .renameColumn, .dropColumn, .dropColumnDefault, .dropNotNull: action
        }
    }
}
