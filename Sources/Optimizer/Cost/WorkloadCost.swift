import TrinoSQL

/// What the workload's queries cost today, and what they would cost on other tables: the cost model with the workload's own figures
/// put in.
struct WorkloadCost {
    /// Estimates of the base tables.
    let tables: [TableName: TableEstimate]
    /// Estimates of their copies, whole, in the order that copies get.
    let copies: [TableName: TableEstimate]
    let model: CostModel
    private let workToday: [Int: Work]
    private let secondsToday: [Int: Double]

    init(_ workload: WorkloadModel, profile: LakehouseProfile) {
        var tables: [TableName: TableEstimate] = [:]
        for use in workload.queries.flatMap({ ($0.original ?? $0.resolved)?.tables ?? [] })
        where use.metadataTable == nil {
            tables[use.schema.name] = TableEstimate(use.schema, profile: profile.tables[use.schema.name])
        }
        var work: [Int: Work] = [:]
        for query in workload.queries {
            if let resolved = query.resolved { work[query.index] = QueryReadings(resolved).work(on: tables) }
        }
        let samples = workload.queries.compactMap { query -> (seconds: Double, work: Work)? in
            guard let seconds = query.input.seconds, seconds > 0, let work = work[query.index] else { return nil }
            return (seconds, work)
        }
        let model = CostModel(floor: profile.roundTripSeconds, samples: samples)
        self.tables = tables
        copies = tables.reduce(into: [:]) { copies, entry in
            copies[entry.key] = entry.value.reordered(as: profile.tables[entry.key]?.order)
        }
        self.model = model
        workToday = work
        secondsToday = Dictionary(
            uniqueKeysWithValues: workload.queries.map { query in
                let given = query.input.seconds.flatMap { $0 > 0 ? $0 : nil }
                return (query.index, given ?? model.secondsBefore(reading: work[query.index] ?? Work()))
            })
    }

    /// A: seconds of one run today, from the request; estimated where it does not say.
    func seconds(of query: AnalysedQuery) -> Double {
        secondsToday[query.index] ?? model.floor
    }

    /// What one run reads today.
    func work(of query: AnalysedQuery) -> Work { workToday[query.index] ?? Work() }

    /// T: seconds of one run when it reads as `then` says.
    /// - Parameters:
    ///   - before: seconds today, where they were measured since.
    ///   - output: rows that it gives back.
    func seconds(of query: AnalysedQuery, then: Work, before: Double? = nil, output: Double = 0) -> Double {
        model.seconds(before: before ?? seconds(of: query), reading: work(of: query), then: then, output: output)
    }

    /// What a query over new tables reads; nil where its text does not resolve against them.
    /// - Parameter estimates: of the new tables, by their full names. Tables that are in neither are not counted.
    func work(of rewritten: Query, over design: Design, estimates: [TableName: TableEstimate]) -> Work? {
        guard let resolved = try? Resolver(catalog: design.newTables).resolve(rewritten) else { return nil }
        return QueryReadings(resolved).work(on: estimates.merging(tables) { new, _ in new })
    }

    /// What a new table will hold.
    /// - Parameter rows: where they were counted; else they are estimated from the statement that fills it.
    func estimate(of table: NewTable, rows: Double? = nil, catalog: Catalog) -> TableEstimate {
        if table.kind == .layout, let source = table.sources.first, let base = tables[source] {
            let copy = base.copy(of: table.columns.map(\.name), layout: table.layout)
            return copy.holding(table.definition.filter.map { base.share(of: $0, in: source, catalog) } ?? 1)
        }
        if table.kind == .join { return TableEstimate(joined: table, from: copies) }
        if let rows = rows ?? table.expectedRows { return TableEstimate(table, rows: rows) }
        guard let filling = try? Resolver(catalog: catalog).resolve(table.filling(casts: false)) else {
            return TableEstimate(table, rows: TableEstimate.unknownRows)
        }
        return TableEstimate(table, rows: ResultSize(filling, tables: tables).rows)
    }

    /// What filling a table reads: the whole of those source columns that its statement names.
    func workToFill(_ table: NewTable, catalog: Catalog) -> Work {
        guard let filling = try? Resolver(catalog: catalog).resolve(table.filling(casts: false)) else { return Work() }
        return QueryReadings(filling).work(on: tables)
    }
}
