extension SyntaxVisitor {
    /// Visits the queries, expressions, types, relations and table names of a statement.
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func visitChildren(of statement: Statement) {
        switch statement.kind {
        case .query(let query), .describeQueryOutput(let query): visit(query)
        case .insert, .delete, .update, .merge, .truncate: visitDataChange(statement.kind)
        case .createTable, .createTableAs, .alterTable, .createView, .createMaterializedView, .alterView,
            .refreshMaterializedView:
            visitDefinition(statement.kind)
        case .createCatalog(let create): visitChildren(of: create.properties)
        case .createSchema(let create): visitChildren(of: create.properties)
        case .drop(let drop):
            if drop.object != .schema, drop.object != .catalog { visit(table: drop.name) }
        case .setAuthorization(let change):
            switch change.object {
            case .table, .view, .materializedView: visit(table: change.name)
            case .schema, .other: break
            }
        case .comment(let comment):
            if comment.object != .column { visit(table: comment.name) }
        case .analyze(let analyze):
            visit(table: analyze.table)
            visitChildren(of: analyze.properties)
        case .createBranch(let create):
            visitChildren(of: create.properties)
            visit(table: create.table)
        case .dropBranch(_, let table, _), .fastForwardBranch(_, let table, _): visit(table: table)
        case .createFunction(let definition, _): visitChildren(of: definition)
        case .dropFunction(let drop):
            for parameter in drop.parameters { visit(parameter.type) }
        case .call(_, let arguments):
            for argument in arguments { visit(argument.value) }
        case .explain(let explain): visit(explain.statement)
        case .show(let show): visitChildren(of: show)
        case .prepare(_, let statement): visit(statement)
        case .execute(_, let values), .executeImmediate(_, let values): visit(all: values)
        case .setSession(_, let value), .setTimeZone(let value?): visit(value)
        case .renameSchema, .createRole, .dropRole, .grantRoles, .revokeRoles, .grant, .revoke, .deny, .setRole,
            .describeInput, .describeOutput, .use, .resetSession, .setSessionAuthorization, .resetSessionAuthorization,
            .setPath, .setTimeZone(nil), .deallocate, .startTransaction, .commit, .rollback:
            break
        }
    }

    private mutating func visitDataChange(_ kind: Statement.Kind) {
        switch kind {
        case .insert(let insert):
            visit(table: insert.table.name)
            visit(insert.query)
        case .delete(let delete):
            visit(table: delete.table.name)
            visit(optional: delete.filter)
        case .update(let update):
            visit(table: update.table.name)
            for assignment in update.assignments { visit(assignment.value) }
            visit(optional: update.filter)
        case .merge(let merge):
            visit(table: merge.table.name)
            visit(merge.source)
            visit(merge.condition)
            for whenClause in merge.cases { visitChildren(of: whenClause) }
        case .truncate(let name):
            visit(table: name)
        default:
            break
        }
    }

    mutating func visitChildren(of whenClause: Merge.Case) {
        visit(optional: whenClause.condition)
        switch whenClause.action {
        case .update(let assignments):
            for assignment in assignments { visit(assignment.value) }
        case .delete: break
        case .insert(_, let values): visit(all: values)
        }
    }

    private mutating func visitDefinition(_ kind: Statement.Kind) {
        switch kind {
        case .createTable(let create):
            visit(table: create.name)
            for element in create.elements {
                switch element {
                case .column(let column): visitChildren(of: column)
                case .like(let like): visit(table: like.table)
                }
            }
            visitChildren(of: create.properties)
        case .createTableAs(let create):
            visit(table: create.name)
            visitChildren(of: create.properties)
            visit(create.query)
        case .alterTable(let alter):
            visit(table: alter.table)
            visitChildren(of: alter.action)
        case .createView(let create):
            visit(table: create.name)
            visitChildren(of: create.properties)
            visit(create.query)
        case .createMaterializedView(let create):
            visit(table: create.name)
            visitChildren(of: create.properties)
            visit(create.query)
        case .alterView(let alter):
            visit(table: alter.name)
            switch alter.action {
            case .rename(let name): visit(table: name)
            case .setProperties(let properties): visitChildren(of: properties)
            case .refresh: break
            }
        case .refreshMaterializedView(let name):
            visit(table: name)
        default:
            break
        }
    }

    public mutating func visitChildren(of column: ColumnDefinition) {
        visit(column.type)
        visit(optional: column.defaultValue)
        visitChildren(of: column.properties)
    }

    mutating func visitChildren(of action: AlterTable.Action) {
        switch action {
        case .rename(let name): visit(table: name)
        case .addColumn(let column, _, _): visitChildren(of: column)
        case .setColumnType(_, let type): visit(type)
        case .setColumnDefault(_, let value): visit(value)
        case .setProperties(let properties): visitChildren(of: properties)
        case .execute(_, let arguments, let filter):
            for argument in arguments { visit(argument.value) }
            visit(optional: filter)
        case .renameColumn, .dropColumn, .dropColumnDefault, .dropNotNull: break
        }
    }

    mutating func visitChildren(of properties: [Property]) {
        for property in properties { visit(optional: property.value) }
    }

    mutating func visitChildren(of show: Show) {
        switch show {
        case .columns(let table, _), .stats(let table), .branches(let table): visit(table: table)
        case .create(let object, let name):
            if object != .schema, object != .function { visit(table: name) }
        case .queryStats(let query): visit(query)
        case .catalogs, .schemas, .tables, .functions, .session, .grants, .roles, .roleGrants: break
        }
    }
}
