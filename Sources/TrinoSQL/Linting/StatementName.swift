extension Statement.Kind {
    /// What the statement does, in lower-case words.
    public var name: String {
        switch self {
        case .query: "query"
        case .insert: "insert"
        case .delete: "delete"
        case .update: "update"
        case .merge: "merge"
        case .truncate: "truncate table"
        case .createCatalog: "create catalog"
        case .createSchema: "create schema"
        case .renameSchema: "alter schema"
        case .createTable: "create table"
        case .createTableAs: "create table as"
        case .alterTable: "alter table"
        case .drop(let drop): "drop \(drop.object.rawValue)"
        case .setAuthorization: "set authorization"
        case .comment: "comment"
        case .analyze: "analyze"
        case .createView: "create view"
        case .createMaterializedView: "create materialized view"
        case .refreshMaterializedView: "refresh materialized view"
        case .alterView(let alter): alter.isMaterialized ? "alter materialized view" : "alter view"
        case .createBranch: "create branch"
        case .dropBranch: "drop branch"
        case .fastForwardBranch: "alter branch"
        case .createFunction: "create function"
        case .dropFunction: "drop function"
        case .call: "call"
        case .createRole: "create role"
        case .dropRole: "drop role"
        case .grantRoles, .grant: "grant"
        case .revokeRoles, .revoke: "revoke"
        case .deny: "deny"
        case .setRole: "set role"
        case .explain: "explain"
        case .show: "show"
        case .describeInput, .describeOutput, .describeQueryOutput: "describe"
        case .use: "use"
        case .setSession: "set session"
        case .resetSession: "reset session"
        case .setSessionAuthorization: "set session authorization"
        case .resetSessionAuthorization: "reset session authorization"
        case .setPath: "set path"
        case .setTimeZone: "set time zone"
        case .prepare: "prepare"
        case .execute, .executeImmediate: "execute"
        case .deallocate: "deallocate"
        case .startTransaction: "start transaction"
        case .commit: "commit"
        case .rollback: "rollback"
        }
    }

    /// The query that the statement is or runs, if there is one.
    var query: Query? {
        switch self {
        case .query(let query), .describeQueryOutput(let query), .show(.queryStats(let query)): query
        case .insert(let insert): insert.query
        case .createTableAs(let create): create.query
        case .createView(let create): create.query
        case .createMaterializedView(let create): create.query
        case .explain(let explain): explain.statement.kind.query
        case .prepare(_, let statement): statement.kind.query
        default: nil
        }
    }
}
