extension SyntaxRewriter {
    /// The statement with its queries, expressions, types, relations and table names rewritten.
    @_semantics("optimize.sil.specialize.generic.never")
    public mutating func rewriteChildren(of statement: Statement) -> Statement {
        var copy = statement
        copy.kind = rewriteChildren(of: statement.kind)
        return copy
    }

    private mutating func rewriteChildren(of kind: Statement.Kind) -> Statement.Kind {
        switch kind {
        case .query(let query): return .query(rewrite(query))
        case .describeQueryOutput(let query): return .describeQueryOutput(rewrite(query))
        case .insert, .delete, .update, .merge, .truncate: return rewriteDataChange(kind)
        case .createTable, .createTableAs, .alterTable, .createView, .createMaterializedView, .alterView,
            .refreshMaterializedView:
            return rewriteDefinition(kind)
        case .createCatalog, .createSchema, .drop, .setAuthorization, .comment, .analyze, .createBranch, .dropBranch,
            .fastForwardBranch:
            return rewriteObjectChange(kind)
        case .createFunction(let definition, let orReplace):
            return .createFunction(rewriteChildren(of: definition), orReplace: orReplace)
        case .dropFunction(var drop):
            for index in drop.parameters.indices { drop.parameters[index].type = rewrite(drop.parameters[index].type) }
            return .dropFunction(drop)
        case .call(let name, let arguments): return .call(name, rewriteChildren(of: arguments))
        case .explain(let explain):
            return .explain(Explain(mode: explain.mode, statement: rewrite(explain.statement)))
        case .show(let show): return .show(rewriteChildren(of: show))
        case .prepare(let name, let statement): return .prepare(name, rewrite(statement))
        case .execute(let name, let values): return .execute(name, using: rewrite(all: values))
        case .executeImmediate(let text, let values): return .executeImmediate(text, using: rewrite(all: values))
        case .setSession(let name, let value): return .setSession(name, rewrite(value))
        case .setTimeZone(let zone): return .setTimeZone(rewrite(optional: zone))
        case .renameSchema, .createRole, .dropRole, .grantRoles, .revokeRoles, .grant, .revoke, .deny, .setRole,
            .describeInput, .describeOutput, .use, .resetSession, .setSessionAuthorization, .resetSessionAuthorization,
            .setPath, .deallocate, .startTransaction, .commit, .rollback:
            return kind
        }
    }

    private mutating func rewriteDataChange(_ kind: Statement.Kind) -> Statement.Kind {
        switch kind {
        case .insert(var insert):
            insert.table.name = rewrite(table: insert.table.name)
            insert.query = rewrite(insert.query)
            return .insert(insert)
        case .delete(var delete):
            delete.table.name = rewrite(table: delete.table.name)
            delete.filter = rewrite(optional: delete.filter)
            return .delete(delete)
        case .update(var update):
            update.table.name = rewrite(table: update.table.name)
            update.assignments = rewriteChildren(of: update.assignments)
            update.filter = rewrite(optional: update.filter)
            return .update(update)
        case .merge(var merge):
            merge.table.name = rewrite(table: merge.table.name)
            merge.source = rewrite(merge.source)
            merge.condition = rewrite(merge.condition)
            for index in merge.cases.indices { merge.cases[index] = rewriteChildren(of: merge.cases[index]) }
            return .merge(merge)
        case .truncate(let name):
            return .truncate(rewrite(table: name))
        default:
            return kind
        }
    }

    mutating func rewriteChildren(of assignments: [Assignment]) -> [Assignment] {
        var copy = assignments
        for index in assignments.indices { copy[index].value = rewrite(assignments[index].value) }
        return copy
    }

    mutating func rewriteChildren(of whenClause: Merge.Case) -> Merge.Case {
        var copy = whenClause
        copy.condition = rewrite(optional: whenClause.condition)
        switch whenClause.action {
        case .update(let assignments): copy.action = .update(rewriteChildren(of: assignments))
        case .delete: break
        case .insert(let columns, let values): copy.action = .insert(columns: columns, values: rewrite(all: values))
        }
        return copy
    }

    private mutating func rewriteObjectChange(_ kind: Statement.Kind) -> Statement.Kind {
        switch kind {
        case .createCatalog(var create):
            create.properties = rewriteChildren(of: create.properties)
            return .createCatalog(create)
        case .createSchema(var create):
            create.properties = rewriteChildren(of: create.properties)
            return .createSchema(create)
        case .drop(var drop):
            if drop.object != .schema, drop.object != .catalog { drop.name = rewrite(table: drop.name) }
            return .drop(drop)
        case .setAuthorization(var change):
            switch change.object {
            case .table, .view, .materializedView: change.name = rewrite(table: change.name)
            case .schema, .other: break
            }
            return .setAuthorization(change)
        case .comment(var comment):
            if comment.object != .column { comment.name = rewrite(table: comment.name) }
            return .comment(comment)
        case .analyze(var analyze):
            analyze.table = rewrite(table: analyze.table)
            analyze.properties = rewriteChildren(of: analyze.properties)
            return .analyze(analyze)
        case .createBranch(var create):
            create.properties = rewriteChildren(of: create.properties)
            create.table = rewrite(table: create.table)
            return .createBranch(create)
        case .dropBranch(let name, let table, let ifExists):
            return .dropBranch(name, table: rewrite(table: table), ifExists: ifExists)
        case .fastForwardBranch(let name, let table, let target):
            return .fastForwardBranch(name, table: rewrite(table: table), to: target)
        default:
            return kind
        }
    }

    mutating func rewriteChildren(of properties: [Property]) -> [Property] {
        var copy = properties
        for index in properties.indices { copy[index].value = rewrite(optional: properties[index].value) }
        return copy
    }

    mutating func rewriteChildren(of show: Show) -> Show {
        switch show {
        case .columns(let table, let like): return .columns(from: rewrite(table: table), like: like)
        case .stats(let table): return .stats(rewrite(table: table))
        case .branches(let table): return .branches(table: rewrite(table: table))
        case .create(let object, let name):
            return .create(object, object == .schema || object == .function ? name : rewrite(table: name))
        case .queryStats(let query): return .queryStats(rewrite(query))
        case .catalogs, .schemas, .tables, .functions, .session, .grants, .roles, .roleGrants: return show
        }
    }
}
