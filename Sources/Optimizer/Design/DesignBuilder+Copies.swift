import TrinoSQL

// The copies of base tables.
extension DesignBuilder {
    /// A copy and the queries that read it, by place.
    struct Copy {
        var candidate: LayoutCandidate
        var readers: Set<Int>
    }

    /// The copies of the base tables that these queries read, one for all of a table's readers.
    ///
    /// - Parameter names: that tables of the design have already.
    func candidates(
        for queries: [AnalysedQuery], in target: Design, taken names: Set<String>
    ) -> [TableName: LayoutCandidate] {
        let rows = RowDemand(input.options.copiesHoldAllRows ? [] : queries, profile: profile)
        let demand = DemandCollector(queries, profile: profile).demand
        var taken = names
        var candidates: [TableName: LayoutCandidate] = [:]
        for (schema, columns) in needs(of: queries, in: target) {
            candidates[schema.name] = candidate(
                of: schema, columns, rows: rows, demand: demand, in: target, taken: &taken)
        }
        return candidates
    }

    /// The same, where readers have copies of their own if these hold much less (``CopySplit``).
    func copies(for queries: [AnalysedQuery], in target: Design, taken names: Set<String>) -> [Copy] {
        let split = CopySplit(builder: self, queries: queries)
        var taken = names
        var copies: [Copy] = []
        for (schema, _) in needs(of: queries, in: target) {
            let groups = split.groups(of: schema, in: target)
            for readers in groups {
                let own = readers.map { queries[$0] }
                guard let columns = needs(of: own, in: target).first(where: { $0.schema.name == schema.name })?.columns,
                    var candidate = candidate(
                        of: schema, columns, rows: split.rows(lookedAtBy: readers),
                        demand: DemandCollector(own, profile: profile).demand, in: target, taken: &taken)
                else { continue }
                if groups.count > 1 {
                    candidate.table.reasons.append(
                        "a copy of its own, since other queries look at other rows and columns")
                }
                copies.append(Copy(candidate: candidate, readers: Set(readers)))
            }
        }
        return copies
    }

    /// The base tables that queries read, in the order of their names, and the columns that they need.
    func needs(of queries: [AnalysedQuery], in target: Design) -> [(schema: TableSchema, columns: Set<String>)] {
        var needed: [TableName: Set<String>] = [:]
        var schemas: [TableName: TableSchema] = [:]
        for use in queries.flatMap({ $0.resolved?.tables ?? [] }) where !target.holds(use.schema.name) {
            schemas[use.schema.name] = use.schema
            needed[use.schema.name, default: []].formUnion(use.columns)
            if use.isWholeRow || input.options.retention == .all {
                needed[use.schema.name, default: []].formUnion(
                    storableColumns(use.schema, connector: target.connector))
            }
        }
        return needed.sorted { $0.key < $1.key }.compactMap { name, columns in
            guard let schema = schemas[name] else { return nil }
            // A table whose rows are only counted keeps its narrowest column.
            let narrowest = storableColumns(schema, connector: target.connector).prefix(1)
            return (schema, columns.isEmpty ? Set(narrowest) : columns)
        }
    }

    private func candidate(
        of schema: TableSchema, _ columns: Set<String>, rows: RowDemand, demand: [BaseColumn: ColumnDemand],
        in target: Design, taken: inout Set<String>
    ) -> LayoutCandidate? {
        let name = schema.name
        // Table properties name columns in a language of their own: one with an irregular name steers no layout.
        let ownDemand = demand.filter { $0.key.table == name && Identifier.isPlainColumn($0.key.column) }
        let byColumn = Dictionary(ownDemand.map { ($0.key.column, $0.value) }, uniquingKeysWith: { a, _ in a })
        let whole = TableEstimate(schema, profile: profile.tables[name])
        return try? LayoutCandidate(
            base: schema, name: freeName(for: name, taken: &taken), needed: columns,
            rows: rows.filter(of: name).map { ($0, whole.share(of: $0, in: name, model.catalog)) },
            connector: target.connector, offered: profile.tableProperties[target.catalog],
            profile: profile.tables[name] ?? TableProfile(), demand: byColumn)
    }

    /// The base table's own name; with its schema in front where two schemas have a table of that name.
    private func freeName(for table: TableName, taken: inout Set<String>) -> String {
        taken.takeFree(taken.contains(table.table) ? "\(table.schema)_\(table.table)" : table.table)
    }
}
