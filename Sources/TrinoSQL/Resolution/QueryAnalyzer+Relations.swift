// What FROM can name.
extension QueryAnalyzer {
    /// The fields of the relations of a FROM clause, in order.
    func analyze(from relations: [Relation], outer: Scope?, names: NameContext) throws(ResolutionError) -> [Field] {
        var fields: [Field] = []
        for relation in relations {
            fields += try analyze(relation, lateral: fields, outer: outer, names: names)
        }
        return fields
    }

    /// The fields that a relation brings into scope.
    ///
    /// - Parameter lateral: the fields to the left, which LATERAL and UNNEST may use.
    func analyze(
        _ relation: Relation, lateral: [Field], outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        let node = relation.position.node
        let position = relation.position
        switch relation.kind {
        case .table(let table):
            return try analyzeTable(table, node: node, position: position, outer: outer, names: names)
        case .subquery(let query):
            let columns = try analyze(query, outer: outer, names: names)
            return register(columns, node: node, kind: .derived(query: query.position.node), qualifier: [])
        case .lateral(let query):
            let scope = Scope(.relations, fields: lateral, parent: outer, isQueryBoundary: true)
            let columns = try analyze(query, outer: scope, names: names)
            return register(columns, node: node, kind: .lateral(query: query.position.node), qualifier: [])
        case .unnest(let expressions, let withOrdinality):
            let scope = Scope(.relations, fields: lateral, parent: outer, isQueryBoundary: true)
            return try analyzeUnnest(
                expressions, withOrdinality, node: node, ExpressionContext(scope: scope, names: names))
        case .join(let join):
            return try analyze(join, node: node, position: position, lateral: lateral, outer: outer, names: names)
        case .aliased(let inner, let alias, let list):
            let columns = try analyze(inner, lateral: lateral, outer: outer, names: names)
            let named = try renamed(columns, list, of: alias.text, at: alias.position)
            if let use = uses.firstIndex(where: { $0.use.node == inner.position.node && $0.use.view == nil }) {
                uses[use].use.visibleName = alias.canonical
                uses[use].use.hasAlias = true
            }
            return register(
                named, node: node, kind: .alias(of: inner.position.node), qualifier: [alias.canonical],
                keepsHidden: true)
        case .sampled(let inner, let sample):
            let columns = try analyze(inner, lateral: lateral, outer: outer, names: names)
            let scope = Scope(.relations, fields: [], parent: nil, isQueryBoundary: true)
            _ = try analyze(sample.percentage, ExpressionContext(scope: scope, names: names))
            unstable(.random, "TABLESAMPLE", position)
            recordRelation(columns, node: node, kind: .sample(of: inner.position.node), qualifier: [])
            return columns
        case .tableFunction: throw unsupported("Table functions", position)
        case .jsonTable: throw unsupported("JSON_TABLE", position)
        case .patternRecognition: throw unsupported("MATCH_RECOGNIZE", position)
        case .nearest: throw unsupported("NEAREST", position)
        }
    }

    func unsupported(_ what: String, _ position: SourcePosition) -> ResolutionError {
        ResolutionError(.unsupported, "\(what) can be read but not yet resolved", position: position)
    }

    /// Makes columns visible under a relation's node and qualifier.
    func register(
        _ columns: [Field], node: Int, kind: ResolvedRelation.Kind, qualifier: [String], keepsHidden: Bool = false
    ) -> [Field] {
        var fields: [Field] = []
        for (index, column) in columns.enumerated() {
            var field = column
            field.relation = node
            field.index = index
            field.qualifier = qualifier
            field.mergedFrom = []
            if !keepsHidden { field.isHidden = false }
            fields.append(field)
        }
        recordRelation(fields, node: node, kind: kind, qualifier: qualifier)
        return fields
    }

    func recordRelation(_ fields: [Field], node: Int, kind: ResolvedRelation.Kind, qualifier: [String]) {
        relations[node] = ResolvedRelation(
            node: node, kind: kind, qualifier: qualifier,
            columns: fields.map {
                .init(
                    name: $0.name, type: $0.type, isHidden: $0.isHidden, isNullable: $0.isNullable, lineage: $0.lineage)
            })
    }

    // MARK: Tables

    func analyzeTable(
        _ table: TableReference, node: Int, position: SourcePosition, outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        let name = table.name
        if name.parts.count == 1, let common = names.commonTables[name.last.canonical], table.period == nil {
            return register(common.columns, node: node, kind: common.kind, qualifier: name.canonical)
        }
        let catalog = resolver.catalog
        guard
            let full = catalog.canonicalName(
                name, defaultCatalog: names.defaultCatalog, defaultSchema: names.defaultSchema)
        else {
            throw name.parts.count > 3
                ? ResolutionError(
                    .unknownTable, "Too many parts in table name: \(name.shown)",
                    hint: "A table has at most three: catalog.schema.table", position: position)
                : ResolutionError(
                    .unknownTable,
                    "\(name.parts.count == 1 ? "Schema" : "Catalog") must be specified when session "
                        + "\(name.parts.count == 1 ? "schema" : "catalog") is not set",
                    hint: suggestion(for: name), position: position)
        }
        switch table.period {
        case .version(let moment), .timestamp(let moment):
            let scope = Scope(.relations, fields: [], parent: nil, isQueryBoundary: true)
            _ = try analyze(moment, ExpressionContext(scope: scope, names: names))
        case nil: break
        }
        if let schema = catalog.table(full) {
            return readTable(schema, metadata: nil, node: node, isTimeTravel: table.period != nil, names)
        }
        if let view = catalog.views[full] {
            return try readView(view, node: node, position: position, names)
        }
        if let (base, metadata) = MetadataTables.split(full.table) {
            let original = TableName(catalog: full.catalog, schema: full.schema, table: base)
            if catalog.table(original) != nil, let schema = MetadataTables.schema(metadata, of: original) {
                return readTable(schema, metadata: metadata, node: node, isTimeTravel: table.period != nil, names)
            }
        }
        if let reason = catalog.rejected[full] {
            throw ResolutionError(
                .unknownTable, "Table '\(full)' does not exist", hint: "its definition was refused: \(reason)",
                position: position)
        }
        throw ResolutionError(
            .unknownTable, "Table '\(full)' does not exist", hint: suggestion(for: name), position: position)
    }

    private func readTable(
        _ schema: TableSchema, metadata: String?, node: Int, isTimeTravel: Bool, _ names: NameContext
    ) -> [Field] {
        var columns = schema.columns
        if metadata == nil {
            columns += HiddenColumns.columns(connector: resolver.catalog.connectors[schema.name.catalog])
                .filter { schema.column(named: $0.name) == nil }
        }
        var demands: [String: ColumnDemand] = [:]
        let full = schema.name
        let qualifier = [full.catalog, full.schema, full.table]
        var fields: [Field] = []
        for (index, column) in columns.enumerated() {
            let demand = ColumnDemand()
            demands[column.name.lowercased()] = demand
            fields.append(
                Field(
                    relation: node, index: index, qualifier: qualifier, name: column.name, type: column.type,
                    isHidden: column.isHidden, isNullable: column.isNullable,
                    lineage: [BaseColumn(table: full, column: column.name)],
                    sources: [.init(use: uses.count, column: column.name.lowercased())], demand: demand))
        }
        uses.append(
            OpenTableUse(
                use: TableUse(
                    node: names.viewReference ?? node, schema: schema, visibleName: full.table, hasAlias: false,
                    columns: [], neededColumns: [], hiddenColumns: [], isWholeRow: false, view: names.view,
                    isTimeTravel: isTimeTravel, metadataTable: metadata), demands: demands))
        recordRelation(fields, node: node, kind: .baseTable(full), qualifier: qualifier)
        return fields
    }

    private func readView(
        _ view: ViewSchema, node: Int, position: SourcePosition, _ names: NameContext
    ) throws(ResolutionError) -> [Field] {
        guard !names.openViews.contains(view.name) else {
            throw ResolutionError(.recursion, "View '\(view.name)' is recursive", position: position)
        }
        let inside = NameContext(
            defaultCatalog: view.defaultCatalog ?? names.defaultCatalog,
            defaultSchema: view.defaultSchema ?? names.defaultSchema, view: names.view ?? view.name,
            openViews: names.openViews.union([view.name]), viewReference: names.viewReference ?? node)
        var numbering = NodeNumbering(after: lastNode)
        let query = numbering.rewrite(view.query)
        lastNode = numbering.last
        var columns: [Field]
        do throws(ResolutionError) {
            columns = try analyze(query, outer: nil, names: inside)
        } catch {
            throw ResolutionError(
                error.kind, "View '\(view.name)' can't be resolved: \(error.message)", hint: error.hint,
                position: position)
        }
        for index in columns.indices { columns[index].sources = [] }
        return register(
            columns, node: node, kind: .view(view.name),
            qualifier: [view.name.catalog, view.name.schema, view.name.table])
    }

    private func suggestion(for name: QualifiedName) -> String? {
        let wanted = name.last.canonical
        let known = Array(resolver.catalog.tables.keys) + Array(resolver.catalog.views.keys)
        if let same = known.sorted().first(where: { $0.table == wanted }) { return "did you mean \(same)?" }
        let near = Spelling.nearest(to: wanted, among: known.map(\.table))
        return known.sorted().first { $0.table == near }.map { "did you mean \($0)?" }
    }
}

extension QualifiedName {
    /// The name as it was written, for messages.
    var shown: String { parts.map(\.text).joined(separator: ".") }
}
