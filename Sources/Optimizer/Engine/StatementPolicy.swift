import TrinoSQL

/// Which statements a run may say to the engine: reads, EXPLAIN and SHOW, and writes inside one scratch schema where there is one.
///
/// It is a list of what is allowed, by the syntax tree: a statement of a kind that isn't named here is refused, however harmless,
/// and so is one that holds a table function anywhere, since those can pass text through to another system, where it may do anything.
struct StatementPolicy: Sendable {
    /// The schema that may be written to; nil where nothing may.
    let scratch: LakehouseProfile.SchemaName?

    /// Whether a statement only reads, or writes only where this run may.
    func permits(_ statement: Statement) -> Bool {
        var search = TableFunctionSearch()
        search.visit(statement)
        return permitsKind(statement)
            // defence: table-functions
            && !search.isFound
    }

    private func permitsKind(_ statement: Statement) -> Bool {
        switch statement.kind {
        case .query, .show, .describeQueryOutput:
            return true
        case .explain(let explain):
            return permitsKind(explain.statement)
        case .createSchema(let creation):
            return isScratch(schema: creation.name)
                // defence: location-of-schema
                && creation.properties.allSatisfy(staysInside)
        case .createTable(let creation):
            return isScratch(table: creation.name)
                // defence: location-of-table
                && creation.properties.allSatisfy(staysInside)
                // defence: no-like
                && creation.elements.allSatisfy(namesOwnColumns)
        case .insert(let insert):
            return isScratch(table: insert.table.name)
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
        // defence: own-schema
        guard name.canonical == [scratch.catalog, scratch.schema] else { return false }
        return true
    }

    private func isScratch(table name: QualifiedName) -> Bool {
        guard let scratch, name.parts.count == 3 else { return false }
        // defence: tables-of-own-schema
        guard Array(name.canonical.prefix(2)) == [scratch.catalog, scratch.schema] else { return false }
        return true
    }

    /// Whether a property leaves the data inside the scratch schema: a location must have the schema's name as one of its folders,
    /// for files could else be written among those of another table.
    private func staysInside(_ property: Property) -> Bool {
        guard property.name.canonical.contains("location") else { return true }
        guard let scratch, case .string(let literal)? = property.value?.kind else { return false }
        let folders = literal.value.split(separator: "/")
        return folders.contains(scratch.schema[...])
            // defence: no-way-up
            && !folders.contains("..")
    }

    /// Columns that are written out. `LIKE` could bring another table's location with its properties.
    private func namesOwnColumns(_ element: CreateTable.Element) -> Bool {
        if case .column = element { true } else { false }
    }
}

/// Looks for a `TABLE(function(...))` anywhere in a statement.
private struct TableFunctionSearch: SyntaxVisitor {
    var isFound = false

    mutating func visit(_ relation: Relation) {
        if case .tableFunction = relation.kind { isFound = true }
        visitChildren(of: relation)
    }
}
