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
        let figures = DesignFigures(
            input: input, model: model, profile: profile, built: built, rehearsal: rehearsal)
        let tables = built.design.tables.map { table($0, figures) }
        var facts: OptimizationReport.EngineFacts?
        if profile.isConnected {
            facts = .init(version: profile.version, connectors: profile.connectors.mapValues(\.name))
        }
        return OptimizationReport(
            summary: summary, verification: profile.isConnected ? input.options.verification.rawValue : "none",
            engine: facts,
            objective: .init(
                predicted: figures.score(measured: false),
                measured: rehearsal == nil ? nil : figures.score(measured: true)),
            queries: built.queries.map { query($0, figures) },
            tables: tables,
            selection: built.selection, storage: figures.ledger, notCarried: figures.notCarried,
            migration: figures.migration, assumptions: assumptions(tables),
            refresh: tables.flatMap(\.refresh.statements),
            rollback: built.design.rollback.map { $0.formatted(comments: false) },
            proposals: proposals, notes: notes)
    }

    private var summary: String {
        let rewritten = built.queries.filter { $0.rewritten != nil }.count
        let compared = built.queries.filter { $0.evidence.label == .equalOnData }.count
        let whole =
            "\(rewritten) of \(built.queries.count) queries rewritten over \(built.design.tables.count) new tables"
        return profile.isConnected
            ? "\(whole); \(compared) shown to give the same rows on the live data"
            : "\(whole), from the DDL alone; nothing was checked on data, since there was no connection"
    }

    private func query(_ planned: PlannedQuery, _ figures: DesignFigures) -> QueryReport {
        QueryReport(
            queryid: planned.analysed.input.id, changed: planned.rewritten != nil, evidence: planned.evidence,
            reasons: planned.reasons, problem: planned.analysed.problem, before: figures.before(planned),
            after: figures.after(planned),
            scans: (profile.scans[planned.analysed.index] ?? []).map(QueryReport.Scan.init),
            assumptions: assumptions(of: planned))
    }

    /// What its rewriting rests on, and what the tables that it reads were filled under.
    private func assumptions(of planned: PlannedQuery) -> [Assumption] {
        let read = built.design.tables.filter { planned.tables.contains(built.design.name(of: $0)) }
        var seen: Set<Assumption> = []
        let facts = read.flatMap(\.facts).map { Assumption($0.claim, check: $0.counterexamples.formatted()) }
        return (planned.assumptions + facts).filter { seen.insert($0).inserted }
    }

    private func table(_ table: NewTable, _ figures: DesignFigures) -> TableReport {
        let name = built.design.name(of: table)
        let candidate = built.candidates.first { $0.table.name == table.name }
        let (bytes, isMeasured) = figures.bytes(of: table)
        var resting = table
        resting.facts += facts(under: name).filter { fact in !table.facts.contains { $0.claim == fact.claim } }
        let refresh = RefreshPlanner(
            built.design, profile: profile, freshness: input.options.freshness,
            sizes: bytes.map { [table.name: Double($0)] } ?? [:]
        ).plan(resting)
        return TableReport(
            name: name.description, sources: table.sources.map(\.description), kind: table.kind.rawValue,
            columns: table.columns.count, columnsNotCarried: candidate?.columnsNotCarried ?? [],
            partitioning: table.layout.partitioning, sortedBy: table.layout.sortedBy, reasons: table.reasons,
            queriesServed: built.queries.filter { $0.tables.contains(name) }.count,
            bytesBefore: candidate?.bytesBefore, bytesAfter: bytes, bytesMeasured: isMeasured,
            refresh: RefreshReport(refresh))
    }

    /// What the queries that read a table rest on, as far as a query can tell whether it still holds.
    private func facts(under table: TableName) -> [MeasuredFact] {
        var seen: Set<Assumption> = []
        return built.queries.filter { $0.tables.contains(table) }.flatMap(\.assumptions)
            .filter { seen.insert($0).inserted }
            .compactMap { assumption in
                guard let check = assumption.check, let query = try? Parser.parseQuery(check) else { return nil }
                return MeasuredFact(claim: assumption.text, counterexamples: query)
            }
    }

    /// Each once, in the order of the queries; then those that only tables rest on.
    private func assumptions(_ tables: [TableReport]) -> [Assumption] {
        var seen: Set<Assumption> = []
        let all = built.queries.flatMap(\.assumptions) + tables.flatMap(\.refresh.assumptions)
        return all.filter { seen.insert($0).inserted }
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
