import TrinoSQL

/// Makes the layouts: a copy of each base table in use, with the columns that are read, and every query moved to it that has
/// found no better way.
struct DesignBuilder {
    let input: OptimizationInput
    let model: WorkloadModel
    let profile: LakehouseProfile

    /// A design and what each query becomes under it.
    struct Result {
        var design: Design
        var candidates: [LayoutCandidate]
        var queries: [PlannedQuery]
        /// How it was chosen, where there was a choice.
        var selection: SelectionReport?
    }

    /// Adds layouts to a design that may hold other tables already.
    /// - Parameters:
    ///   - target: from `emptyDesign`, with the tables that were chosen before.
    ///   - planned: the queries; those that are settled stay as they are.
    func build(on target: Design, _ planned: [PlannedQuery]) -> Result {
        var queries = planned
        for index in queries.indices where !queries[index].isSettled {
            if let reason = obstacle(queries[index].form, target: target) {
                queries[index].keepOriginal(reason)
            }
        }
        let movable = queries.filter { !$0.isSettled }.map(\.moving)
        let taken = Set(target.tables.map(\.name))
        let candidates = candidates(for: movable, in: target, taken: taken)
        var design = target
        design.tables = candidates.values.map(\.table).sorted { $0.name < $1.name } + design.tables

        let targets = candidates.mapValues { candidate in
            TableMove.Target(
                name: design.name(of: candidate.table),
                columns: candidate.base.visibleColumns.compactMap { column in
                    let name = column.name.lowercased()
                    guard let kept = candidate.table.columns.first(where: { $0.name == name }) else { return nil }
                    return (name: name, type: column.type, storedType: kept.storedType)
                })
        }
        for index in queries.indices where !queries[index].isSettled {
            guard let resolved = queries[index].form else { continue }
            let read = Set(resolved.tables.map(\.schema.name))
            let own = read.filter { target.holds($0) }
            let missing = read.subtracting(own).filter { targets[$0] == nil }
            if let table = missing.sorted().first {
                queries[index].keepOriginal("there is no new table for \(table)")
                continue
            }
            queries[index].rewritten = TableMove(resolved: resolved, targets: targets).apply()
            queries[index].tables = own.union(read.compactMap { targets[$0]?.name })
            let kinds = Set(target.tables.filter { own.contains(target.name(of: $0)) }.map(\.kind))
            if kinds.contains(.summary) {
                queries[index].reasons.append("puts its aggregates together from summaries")
            }
            if kinds.contains(.join) { queries[index].reasons.append("reads rows that were joined beforehand") }
            if kinds.contains(.subquery) {
                queries[index].reasons.append("reads the rows of sub-queries that are kept as tables")
            }
            if own != read {
                queries[index].reasons.append("reads new tables that hold only what the workload needs")
            }
        }
        return Result(design: design, candidates: Array(candidates.values), queries: queries)
    }

    // MARK: - Where the new tables go

    /// The new schema, without tables yet: in the catalog of the tables that the workload reads most.
    func emptyDesign() -> Design {
        var weights: [LakehouseProfile.SchemaName: Double] = [:]
        for query in model.queries {
            for table in query.tables {
                weights[.init(catalog: table.catalog, schema: table.schema), default: 0] += query.weight
            }
        }
        let declared = model.catalog.tables.keys.sorted().first
        let home =
            weights.max { ($0.value, $1.key.schema) < ($1.value, $0.key.schema) }?.key
            ?? declared.map { .init(catalog: $0.catalog, schema: $0.schema) }
            ?? .init(catalog: input.defaultCatalog ?? "lake", schema: input.defaultSchema ?? "default")
        var catalog = home.catalog
        var schema = "lakewright_\(home.schema.prefix(40))_\(input.label)"
        if let wanted = input.options.targetSchema?.lowercased() {
            let parts = wanted.split(separator: ".", maxSplits: 1).map(String.init)
            if parts.count == 2 { catalog = parts[0] }
            schema = parts.last ?? schema
        }
        let location = profile.schemaLocations[home].map { SchemaLocation(path: $0).sibling(named: schema) }
        return Design(
            catalog: catalog, schema: schema, location: location, connector: connector(of: catalog), tables: [])
    }

    /// The connector that the live engine names; else the one whose table properties the DDL uses.
    private func connector(of catalog: String) -> ConnectorKind {
        if let known = profile.connectors[catalog] { return known }
        let properties = Set(
            model.catalog.tables.values.filter { $0.name.catalog == catalog }.flatMap(\.properties.keys))
        let hiveOnly: Set<String> = ["partitioned_by", "bucketed_by", "bucket_count", "external_location"]
        return properties.isDisjoint(with: hiveOnly) ? .iceberg : .hive
    }

    // MARK: - Which queries and tables

    func obstacle(_ form: ResolvedQuery?, target: Design) -> String? {
        let connector = target.connector
        guard let resolved = form else { return "it could not be resolved" }
        guard connector.canWriteTables else { return "the connector \(connector.name) can't write tables" }
        for use in resolved.tables.sorted(by: { $0.schema.name < $1.schema.name }) where !target.holds(use.schema.name)
        {
            let name = use.schema.name
            if profile.isConnected, profile.tables[name]?.liveColumns.isEmpty ?? true {
                return "\(name) was not found in the live catalog"
            }
            for column in use.columns.sorted() {
                guard let type = use.schema.column(named: column)?.type else { continue }
                // Within one catalog the zones are lost already, and nothing more is.
                // check: zones-stay-in-their-catalog
                if name.catalog != target.catalog, type.holdsZone, connector.losesZones {
                    return
                        "it reads column \(column) of \(name), whose zones would all become UTC in catalog \(target.catalog)"
                }
                // check: column-can-be-stored
                if case .unsupported(let reason) = StoredType(of: type, in: connector) {
                    return "it reads column \(column) of \(name), which can't be stored: \(reason)"
                }
            }
        }
        return nil
    }

    /// The copies of the base tables that these queries read.
    ///
    /// - Parameter names: that tables of the design have already.
    func candidates(
        for queries: [AnalysedQuery], in target: Design, taken names: Set<String>
    ) -> [TableName: LayoutCandidate] {
        let connector = target.connector
        let catalog = target.catalog
        var needed: [TableName: Set<String>] = [:]
        var schemas: [TableName: TableSchema] = [:]
        for use in queries.flatMap({ $0.resolved?.tables ?? [] }) where !target.holds(use.schema.name) {
            schemas[use.schema.name] = use.schema
            needed[use.schema.name, default: []].formUnion(use.columns)
            if use.isWholeRow || input.options.retention == .all {
                needed[use.schema.name, default: []].formUnion(storableColumns(use.schema, connector: connector))
            }
        }
        let demand = DemandCollector(queries, profile: profile).demand
        let rows = RowDemand(input.options.copiesHoldAllRows ? [] : queries, profile: profile)
        var candidates: [TableName: LayoutCandidate] = [:]
        var taken = names
        for (name, var columns) in needed.sorted(by: { $0.key < $1.key }) {
            guard let schema = schemas[name] else { continue }
            // A table whose rows are only counted keeps its narrowest column.
            if columns.isEmpty, let narrow = storableColumns(schema, connector: connector).first { columns = [narrow] }
            // Table properties name columns in a language of their own: one with an irregular name steers no layout.
            let ownDemand = demand.filter { $0.key.table == name && Identifier.isPlainColumn($0.key.column) }
            let byColumn = Dictionary(ownDemand.map { ($0.key.column, $0.value) }, uniquingKeysWith: { a, _ in a })
            let whole = TableEstimate(schema, profile: profile.tables[name])
            let candidate = try? LayoutCandidate(
                base: schema, name: freeName(for: name, taken: &taken), needed: columns,
                rows: rows.filter(of: name).map { ($0, whole.share(of: $0, in: name, model.catalog)) },
                connector: connector, offered: profile.tableProperties[catalog],
                profile: profile.tables[name] ?? TableProfile(),
                demand: byColumn)
            candidates[name] = candidate
        }
        return candidates
    }

    /// Columns that the connector can store, narrowest first.
    func storableColumns(_ schema: TableSchema, connector: ConnectorKind) -> [String] {
        schema.visibleColumns.filter { column in
            if case .unsupported = StoredType(of: column.type, in: connector) { false } else { true }
        }
        .sorted { ($0.type.usualWidth, $0.name) < ($1.type.usualWidth, $1.name) }
        .map { $0.name.lowercased() }
    }

    /// The base table's own name; with its schema in front where two schemas have a table of that name.
    private func freeName(for table: TableName, taken: inout Set<String>) -> String {
        taken.takeFree(taken.contains(table.table) ? "\(table.schema)_\(table.table)" : table.table)
    }
}
