import TrinoSQL

/// Lets through to the engine only what a run may say: reads, EXPLAIN and SHOW, and writes inside one scratch schema where there
/// is one. Every statement is read before it is sent, whoever wrote it; what can't be read is refused.
struct GuardedEngine: QueryEngine {
    let engine: any QueryEngine
    /// The schema that may be written to; nil where nothing may.
    let scratch: LakehouseProfile.SchemaName?

    init(_ engine: any QueryEngine, scratch: LakehouseProfile.SchemaName? = nil) {
        self.engine = engine
        self.scratch = scratch
    }

    func run(_ statement: EngineStatement) async throws -> EngineResult {
        let parsed: Statement
        do {
            parsed = try Parser.parseStatement(statement.sql)
        } catch {
            throw EngineError.refused("the statement could not be read: \(error)")
        }
        guard permits(parsed) else {
            throw EngineError.refused("only reads are allowed here, and writes inside the run's own scratch schema")
        }
        return try await engine.run(statement)
    }

    /// Whether a statement only reads, or writes only where this run may.
    func permits(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .query(let query):
            // Table functions can pass text through to another system, where it may do anything.
            return !query.callsTableFunction
        case .show, .describeQueryOutput:
            return true
        case .explain(let explain):
            return permits(explain.statement)
        case .createSchema(let creation):
            return isScratch(schema: creation.name)
        case .createTable(let creation):
            return isScratch(table: creation.name)
        case .insert(let insert):
            return isScratch(table: insert.table.name) && !insert.query.callsTableFunction
        case .delete(let delete):
            return isScratch(table: delete.table.name)
        case .truncate(let name):
            return isScratch(table: name)
        case .analyze(let analyze):
            return isScratch(table: analyze.table)
        case .drop(let drop):
            switch drop.object {
            case .table: return isScratch(table: drop.name)
            case .schema: return isScratch(schema: drop.name)
            case .catalog, .view, .materializedView: return false
            }
        default:
            return false
        }
    }

    private func isScratch(schema name: QualifiedName) -> Bool {
        guard let scratch, name.parts.count == 2 else { return false }
        return name.canonical == [scratch.catalog, scratch.schema]
    }

    private func isScratch(table name: QualifiedName) -> Bool {
        guard let scratch, name.parts.count == 3 else { return false }
        return Array(name.canonical.prefix(2)) == [scratch.catalog, scratch.schema]
    }
}

extension Query {
    /// Whether a `TABLE(function(...))` stands anywhere in the query.
    fileprivate var callsTableFunction: Bool {
        var search = TableFunctionSearch()
        search.visit(self)
        return search.isFound
    }
}

private struct TableFunctionSearch: SyntaxVisitor {
    var isFound = false

    mutating func visit(_ relation: Relation) {
        if case .tableFunction = relation.kind { isFound = true }
        visitChildren(of: relation)
    }
}
