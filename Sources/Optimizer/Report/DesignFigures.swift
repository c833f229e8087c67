import TrinoSQL

/// What a design costs and brings, in figures: measured where they were, else estimated.
struct DesignFigures {
    let input: OptimizationInput
    let model: WorkloadModel
    let profile: LakehouseProfile
    let built: DesignBuilder.Result
    let rehearsal: Rehearsal.Result?

    private let cost: WorkloadCost
    private let estimates: [TableName: TableEstimate]

    init(
        input: OptimizationInput, model: WorkloadModel, profile: LakehouseProfile, built: DesignBuilder.Result,
        rehearsal: Rehearsal.Result?
    ) {
        self.input = input
        self.model = model
        self.profile = profile
        self.built = built
        self.rehearsal = rehearsal
        let cost = WorkloadCost(model, profile: profile)
        var estimates: [TableName: TableEstimate] = [:]
        for table in built.design.tables {
            let name = built.design.name(of: table)
            let counted = built.queries.first { $0.tables == [name] && table.kind == .result }?.evidence.rowsCompared
            estimates[name] = cost.estimate(of: table, rows: counted.map(Double.init), catalog: model.catalog)
        }
        self.cost = cost
        self.estimates = estimates
    }

    // MARK: - Queries

    /// One run today: measured, from the request, or, on a connection, estimated.
    func before(_ planned: PlannedQuery) -> QueryReport.Cost {
        var before = planned.before
        guard profile.isConnected, planned.analysed.resolved != nil else { return before }
        if before.seconds ?? 0 <= 0 { before.seconds = cost.seconds(of: planned.analysed) }
        if before.bytesRead == nil { before.bytesRead = Int64(cost.work(of: planned.analysed).bytes) }
        return before
    }

    /// One run of the rewritten query; nil where the original stays, or nothing can be said.
    func after(_ planned: PlannedQuery) -> QueryReport.Cost? {
        guard let rewritten = planned.rewritten else { return nil }
        if let after = planned.after { return after }
        guard let seconds = before(planned).seconds, seconds > 0,
            let work = cost.work(of: rewritten, over: built.design, estimates: estimates)
        else { return QueryReport.Cost(seconds: nil, bytesRead: nil, measured: false) }
        return QueryReport.Cost(
            seconds: cost.seconds(
                of: planned.analysed, then: work, before: seconds,
                output: Double(planned.evidence.rowsCompared ?? 0)),
            bytesRead: profile.isConnected ? Int64(work.bytes) : nil, measured: false)
    }

    // MARK: - Storage

    /// Bytes of a new table; nil where nothing is known of its sources' rows.
    func bytes(of table: NewTable) -> (bytes: Int64?, isMeasured: Bool) {
        if let measured = rehearsal?.bytes[table.name] { return (measured, true) }
        guard profile.isConnected, table.sources.contains(where: { profile.tables[$0]?.rowCount != nil }) else {
            return (nil, false)
        }
        return (estimates[built.design.name(of: table)].map { Int64($0.bytes) }, false)
    }

    var ledger: StorageLedger {
        let stillRead = built.queries.filter { $0.rewritten == nil }.reduce(into: Set<TableName>()) {
            $0.formUnion($1.analysed.tables)
        }
        let originals = profile.tables.sorted { $0.key < $1.key }.map { name, profile in
            StorageLedger.Entry(
                table: name.description, role: stillRead.contains(name) ? .keptOriginal : .original,
                bytes: profile.bytes,
                isMeasured: profile.bytes != nil)
        }
        let new = built.design.tables.map { table in
            let (bytes, isMeasured) = bytes(of: table)
            return StorageLedger.Entry(
                table: built.design.name(of: table).description, role: .new, bytes: bytes, isMeasured: isMeasured)
        }
        return StorageLedger(originals + new)
    }

    var notCarried: [NotCarried] {
        model.catalog.tables.values.sorted { $0.name < $1.name }.compactMap { schema in
            let copies = built.design.tables.filter { $0.kind == .layout && $0.sources == [schema.name] }
            guard let copy = copies.first else {
                return NotCarried(table: schema.name.description, columns: [], isWholeTable: true)
            }
            let kept = Set(copy.columns.map(\.name))
            let left = schema.visibleColumns.map { $0.name.lowercased() }.filter { !kept.contains($0) }
            let rows = copy.definition.filter?.sql()
            guard !left.isEmpty || rows != nil else { return nil }
            return NotCarried(table: schema.name.description, columns: left, rows: rows, isWholeTable: false)
        }
    }

    // MARK: - The whole

    /// x, y and z. As measured: only where every new table and every query was.
    func score(measured: Bool) -> OptimizationReport.Score? {
        let ledger = ledger
        guard let y = ledger.ratio else { return nil }
        if measured {
            let tables = ledger.entries.allSatisfy { $0.role != .new || $0.isMeasured }
            guard tables, built.queries.allSatisfy({ $0.rewritten == nil || $0.after?.measured == true }) else {
                return nil
            }
        }
        let runs = built.queries.compactMap { planned -> (runs: Double, before: Double, after: Double)? in
            guard planned.analysed.problem == nil else { return nil }
            let before = before(planned)
            if measured, !before.measured { return nil }
            guard let seconds = before.seconds, seconds > 0 else { return nil }
            return (planned.analysed.weight, seconds, after(planned)?.seconds ?? seconds)
        }
        guard let x = ObjectiveWeights.x(runs) else { return nil }
        return .init(x: x, y: y, weights: input.options.objective)
    }

    /// Nil without new tables, or where nobody knows what they hold.
    var migration: MigrationCost? {
        guard profile.isConnected, !built.design.tables.isEmpty else { return nil }
        var read = 0.0
        var written = 0.0
        var seconds = 0.0
        for table in built.design.tables {
            guard let bytes = bytes(of: table).bytes else { return nil }
            let work = cost.workToFill(table, catalog: model.catalog)
            read += work.bytes
            written += Double(bytes)
            seconds += cost.model.secondsToFill(reading: work, writing: Double(bytes))
        }
        var isMeasured = false
        if let rehearsal, rehearsal.failure == nil, rehearsal.migrationSeconds > 0 {
            seconds = rehearsal.migrationSeconds
            isMeasured = true
        }
        let saved = built.queries.reduce(0.0) { sum, planned in
            guard let before = before(planned).seconds, let after = after(planned)?.seconds else { return sum }
            return sum + planned.analysed.weight * (before - after)
        }
        return MigrationCost(
            bytesToRead: Int64(read), bytesToWrite: Int64(written), seconds: seconds, isMeasured: isMeasured,
            secondsSavedPerRound: saved, runs: built.queries.reduce(0) { $0 + $1.analysed.weight })
    }
}
