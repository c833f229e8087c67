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
        let movable = queries.indices.filter { !queries[$0].isSettled }
        let taken = Set(target.tables.map(\.name))
        let copies = copies(for: movable.map { queries[$0].moving }, in: target, taken: taken)
        var design = target
        design.tables = copies.map(\.candidate.table).sorted { $0.name < $1.name } + design.tables

        for (place, index) in movable.enumerated() {
            guard let resolved = queries[index].form else { continue }
            var targets: [TableName: TableMove.Target] = [:]
            for copy in copies where copy.readers.contains(place) {
                targets[copy.candidate.base.name] = copy.candidate.target(in: design)
            }
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
        return Result(design: design, candidates: copies.map(\.candidate), queries: queries)
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

    /// Columns that the connector can store, narrowest first.
    func storableColumns(_ schema: TableSchema, connector: ConnectorKind) -> [String] {
        schema.visibleColumns.filter { column in
            if case .unsupported = StoredType(of: column.type, in: connector) { false } else { true }
        }
        .sorted { ($0.type.usualWidth, $0.name) < ($1.type.usualWidth, $1.name) }
        .map { $0.name.lowercased() }
    }
}
