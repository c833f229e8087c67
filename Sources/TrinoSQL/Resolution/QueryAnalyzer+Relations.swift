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

    // MARK: Joins

    private func analyze(
        _ join: Join, node: Int, position: SourcePosition, lateral: [Field], outer: Scope?, names: NameContext
    ) throws(ResolutionError) -> [Field] {
        var left = try analyze(join.left, lateral: lateral, outer: outer, names: names)
        var right = try analyze(join.right, lateral: lateral + left, outer: outer, names: names)
        if join.kind == .right || join.kind == .full { for index in left.indices { left[index].isNullable = true } }
        if join.kind == .left || join.kind == .full { for index in right.indices { right[index].isNullable = true } }
        let fields: [Field]
        switch join.criteria {
        case .on(let condition)?:
            fields = left + right
            let scope = Scope(.relations, fields: fields, parent: outer, isQueryBoundary: true)
            let type = try analyze(condition, ExpressionContext(scope: scope, names: names))
            try requireBoolean(type, "JOIN ON clause", condition.position)
            try refuseAggregates(in: condition, clause: "JOIN clause")
        case .using(let columns)?:
            fields = try merge(left, right, columns, kind: join.kind, node: node)
        case .natural?:
            throw ResolutionError(
                .unsupported, "Natural join not supported", hint: "Name the columns: JOIN ... USING (a, b)",
                position: position)
        case nil:
            fields = left + right
        }
        recordRelation(fields, node: node, kind: .join, qualifier: [])
        return fields
    }

    /// The columns of `JOIN ... USING (a, b)`: each named column once, without a qualifier, then the rest of both sides.
    ///
    /// Source: Trino documentation, "SELECT / JOIN ... USING".
    private func merge(
        _ left: [Field], _ right: [Field], _ columns: [Identifier], kind: Join.Kind, node: Int
    ) throws(ResolutionError) -> [Field] {
        var merged: [Field] = []
        var names: Set<String> = []
        for (index, column) in columns.enumerated() {
            guard names.insert(column.canonical).inserted else {
                throw ResolutionError(
                    .duplicateName, "Column '\(column.text)' appears multiple times in USING clause",
                    position: column.position)
            }
            let one = try single(column, in: left, side: "left")
            let other = try single(column, in: right, side: "right")
            for field in [one, other] { use(field) }
            var type: SQLType?
            if let first = one.type, let second = other.type {
                type = Coercion.commonSuperType(first, second)
                if let type {
                    noteCoercion(first, to: type, column.position)
                    noteCoercion(second, to: type, column.position)
                } else {
                    try doubt(
                        .typeMismatch, "Column '\(column.text)' of USING has types \(first) and \(second)",
                        column.position)
                }
            }
            merged.append(
                Field(
                    relation: node, index: index, qualifier: [], name: column.text,
                    type: type, isNullable: one.isNullable || other.isNullable,
                    lineage: one.lineage.union(other.lineage),
                    mergedFrom: [
                        .init(relation: one.relation, index: one.index),
                        .init(relation: other.relation, index: other.index),
                    ], sources: one.sources + other.sources,
                    demand: ColumnDemand(upstream: [one.demand, other.demand])))
        }
        let rest = (left + right).filter { !names.contains($0.canonicalName ?? "") }
        return merged + rest
    }

    private func single(_ column: Identifier, in fields: [Field], side: String) throws(ResolutionError) -> Field {
        let matches = fields.filter { $0.canonicalName == column.canonical }
        guard let first = matches.first else {
            throw ResolutionError(
                .unknownColumn, "Column '\(column.text)' is missing from \(side) side of join",
                hint: Spelling.hint(for: column.canonical, among: fields.compactMap(\.name)), position: column.position)
        }
        guard matches.count == 1 else {
            throw ResolutionError(
                .ambiguousName, "Column '\(column.text)' is ambiguous", position: column.position)
        }
        return first
    }

    // MARK: UNNEST

    /// An array gives one column, or one for each field of its rows; a map gives two.
    ///
    /// Source: Trino documentation, "SELECT / UNNEST".
    private func analyzeUnnest(
        _ expressions: [Expression], _ withOrdinality: Bool, node: Int, _ context: ExpressionContext
    ) throws(ResolutionError) -> [Field] {
        var columns: [(name: String?, type: SQLType?, lineage: Set<BaseColumn>)] = []
        for expression in expressions {
            let type = try analyze(expression, context)
            let origin = lineage(of: expression)
            switch type {
            case .array(.row(let fields))?:
                columns += fields.map { ($0.name, $0.type, origin) }
            case .array(let element)?: columns.append((nil, element, origin))
            case .named("multiset", let elements)?: columns.append((nil, elements.first, origin))
            case .map(let key, let value)?:
                columns.append((nil, key, origin))
                columns.append((nil, value, origin))
            case nil:
                columns.append((nil, nil, origin))
            case let other?:
                throw ResolutionError(
                    .typeMismatch, "Cannot unnest type: \(other)", hint: "UNNEST takes arrays and maps",
                    position: expression.position)
            }
        }
        if withOrdinality { columns.append((nil, .bigint, [])) }
        let fields = columns.enumerated().map { index, column in
            Field(
                relation: node, index: index, qualifier: [], name: column.name, type: column.type,
                lineage: column.lineage, demand: ColumnDemand())
        }
        recordRelation(fields, node: node, kind: .unnest, qualifier: [])
        return fields
    }
}

extension QualifiedName {
    /// The name as it was written, for messages.
    var shown: String { parts.map(\.text).joined(separator: ".") }
}
