import TrinoSQL

/// Puts the answer together: statements, query texts and the report.
struct OutcomeWriter {
    let input: OptimizationInput
    let model: WorkloadModel
    let profile: LakehouseProfile
    let built: DesignBuilder.Result
    let rehearsal: Rehearsal.Result?
    let proposals: OptimizationReport.ProposalReport?
    let tokensUsed: Int
    let deadlinePassed: Bool

    func write() -> OptimizationOutcome {
        let queries = zip(input.queries, built.queries).map { original, planned in
            RewrittenQuery(id: original.id, text: planned.rewritten?.formatted() ?? original.text)
        }
        return OptimizationOutcome(
            ddl: built.design.ddl.map { $0.formatted(comments: false) },
            migrations: built.design.migrations.map { $0.formatted(comments: false) },
            queries: queries, report: report, tokensUsed: tokensUsed)
    }

    private var report: OptimizationReport {
        let rewritten = built.queries.filter { $0.rewritten != nil }.count
        var facts: OptimizationReport.EngineFacts?
        if profile.isConnected {
            facts = .init(version: profile.version, connectors: profile.connectors.mapValues(\.name))
        }
        return OptimizationReport(
            summary: summary(rewritten: rewritten),
            verification: profile.isConnected ? input.options.verification.rawValue : "none",
            engine: facts, objective: objective, queries: built.queries.map(query), tables: tables,
            refresh: built.design.refresh.map { $0.formatted(comments: false) },
            rollback: built.design.rollback.map { $0.formatted(comments: false) },
            proposals: proposals, notes: notes)
    }

    private func summary(rewritten: Int) -> String {
        let compared = built.queries.filter { $0.evidence.label == .equalOnData }.count
        let whole =
            "\(rewritten) of \(built.queries.count) queries rewritten over \(built.design.tables.count) new tables"
        return profile.isConnected
            ? "\(whole); \(compared) shown to give the same rows on the live data"
            : "\(whole), from the DDL alone; nothing was checked on data, since there was no connection"
    }

    private func query(_ planned: PlannedQuery) -> QueryReport {
        var after = planned.after
        if planned.rewritten != nil, after == nil {
            after = QueryReport.Cost(seconds: estimatedSeconds(planned), bytesRead: nil, measured: false)
        }
        return QueryReport(
            queryid: planned.analysed.input.id, changed: planned.rewritten != nil, evidence: planned.evidence,
            reasons: planned.reasons, problem: planned.analysed.problem, before: planned.before, after: after)
    }

    // MARK: - Tables

    private var tables: [TableReport] {
        built.design.tables.map { table in
            let name = built.design.name(of: table)
            let candidate = built.candidates.values.first { $0.table.name == table.name }
            let rows = built.queries.first { $0.tables.contains(name) }?.evidence.rowsCompared
            let measured = rehearsal?.bytes[table.name]
            return TableReport(
                name: name.description, sources: table.sources.map(\.description), kind: table.kind.rawValue,
                columns: table.columns.count, columnsNotCarried: candidate?.columnsNotCarried ?? [],
                partitioning: table.layout.partitioning, sortedBy: table.layout.sortedBy, reasons: table.reasons,
                queriesServed: built.queries.filter { $0.tables.contains(name) }.count,
                bytesBefore: candidate?.bytesBefore,
                bytesAfter: measured ?? candidate?.bytesAfter.map { Int64($0) } ?? table.estimatedBytes(rows: rows),
                bytesMeasured: measured != nil)
        }
    }

    // MARK: - Objective

    private var objective: OptimizationReport.ObjectiveReport {
        let reports = tables
        return .init(
            predicted: score(reports, measured: false),
            measured: rehearsal == nil ? nil : score(reports, measured: true))
    }

    /// y counts what must be kept: the new tables, and those originals that an unchanged query still reads.
    private func score(_ reports: [TableReport], measured: Bool) -> OptimizationReport.Score? {
        let before = profile.tables.values.compactMap(\.bytes).reduce(0, +)
        let stillRead = built.queries.filter { $0.rewritten == nil }.reduce(into: Set<TableName>()) {
            $0.formUnion($1.analysed.tables)
        }
        let kept = stillRead.compactMap { profile.tables[$0]?.bytes }.reduce(0, +)
        let new = reports.compactMap(\.bytesAfter).reduce(0, +)
        guard before > 0, kept + new > 0 else { return nil }
        if measured, reports.contains(where: { !$0.bytesMeasured }) { return nil }
        let runs = built.queries.compactMap { planned -> (runs: Double, before: Double, after: Double)? in
            guard planned.analysed.problem == nil, let seconds = planned.before.seconds, seconds > 0 else { return nil }
            if measured, !planned.before.measured { return nil }
            let after =
                planned.rewritten == nil ? seconds : planned.after?.seconds ?? estimatedSeconds(planned) ?? seconds
            return (planned.analysed.weight, seconds, after)
        }
        guard let x = Objective.x(runs) else { return nil }
        return .init(x: x, y: Double(before) / Double(kept + new))
    }

    /// Seconds of a rewritten query that was not measured: reading a kept result takes its rows' time and a floor of 20 ms; a
    /// layout is taken to be as fast as the original, which is the least that it promises.
    private func estimatedSeconds(_ planned: PlannedQuery) -> Double? {
        guard let before = planned.before.seconds else { return nil }
        let kinds = built.design.tables.filter { planned.tables.contains(built.design.name(of: $0)) }.map(\.kind)
        guard kinds == [.result], let rows = planned.evidence.rowsCompared else { return before }
        return min(before, 0.02 + Double(rows) * 1e-6)
    }

    private var notes: [String] {
        var notes = model.notes
        let unused = model.catalog.tables.keys.filter { name in !model.queries.contains { $0.tables.contains(name) } }
        if !unused.isEmpty {
            notes.append("no query reads \(unused.sorted().map(\.description).joined(separator: ", "))")
        }
        if let failure = rehearsal?.failure { notes.append(failure) }
        if let rehearsal, rehearsal.failure == nil {
            notes.append(
                "filling the new tables took \((rehearsal.migrationSeconds * 10).rounded() / 10) s in the rehearsal")
        }
        if deadlinePassed {
            notes.append(
                "the deadline of \(Int(input.options.deadlineSeconds)) s was reached; what could not be checked by then is labelled so"
            )
        }
        return notes
    }
}
