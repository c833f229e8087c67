import TrinoSQL

/// The optimizer's whole run: resolve, profile, design, verify, rehearse, report.
///
/// A run ends with an answer whatever happens on the way: a query that can't be read, a table that is missing, a check that
/// fails or a deadline that passes each cost one query its rewrite, never the answer.
public struct Advisor: Sendable {
    private let input: OptimizationInput
    private let engine: (any QueryEngine)?
    private let proposer: (any DesignProposer)?
    private let report: @Sendable (OptimizationProgress) async -> Void

    /// - Parameters:
    ///   - engine: the live Trino; nil for a run from DDL and run counts alone.
    ///   - proposer: a language model that may propose; nil for none.
    ///   - progress: called as the run goes on.
    public init(
        _ input: OptimizationInput, engine: (any QueryEngine)?, proposer: (any DesignProposer)? = nil,
        progress: @escaping @Sendable (OptimizationProgress) async -> Void = { _ in }
    ) {
        self.input = input
        self.engine = engine
        self.proposer = proposer
        report = progress
    }

    /// Runs to the end.
    /// - Throws: `AdvisorError`; `CancellationError` when the task is cancelled; `EngineError` when the engine can't be reached or refuses the
    ///   first question, since then the client's connection is wrong and no answer would be the one asked for. It isn't asked where
    ///   no query reads a table.
    public func run() async throws -> OptimizationOutcome {
        let deadline = Deadline(seconds: input.options.deadlineSeconds)
        await report(
            .init(.resolve, 0.02, "reading \(input.ddl.count) DDL statements and \(input.queries.count) queries"))
        var model = WorkloadModel(input)
        try Task.checkCancellation()

        // Where no query reads a table there is nothing that an engine could tell.
        let engine = model.queries.contains { !$0.tables.isEmpty } ? engine : nil
        let guarded = engine.map { GuardedEngine($0) }
        var profile = LakehouseProfile.none
        if let guarded {
            profile = try await collectProfile(guarded, model: model, deadline: deadline)
            model = model.withLiveTypes(profile, input: input)
        }
        var proposals: ProposalRound.Outcome?
        if let proposer, let guarded, input.options.verification != .static {
            await report(.init(.propose, 0.26, "asking the language model for proposals"))
            let round = ProposalRound(
                proposer: proposer, engine: guarded, input: input, model: model, profile: profile, deadline: deadline,
                budget: ByteBudget(input.options.verificationLimits.bytes))
            let outcome = try await round.run()
            model = model.replacing(outcome.accepted, input: input)
            proposals = outcome
        }
        try Task.checkCancellation()

        var built = try await design(model, profile: profile, engine: guarded, proposals: proposals, deadline: deadline)
        var rehearsal: Rehearsal.Result?
        if let engine, input.options.verification == .rehearse {
            await report(.init(.rehearse, 0.75, "building the design under a scratch name"))
            rehearsal = try await Rehearsal(engine: engine, input: input, deadline: deadline, report: report).run(
                &built)
            built.dropUnusedTables()
        }
        await report(.init(.report, 0.98, "writing the report"))
        return OutcomeWriter(
            input: input, model: model, profile: profile, built: built, rehearsal: rehearsal,
            proposals: proposals?.report, tokensUsed: proposals?.tokensUsed ?? 0, deadlinePassed: deadline.hasPassed
        ).write()
    }

    private func collectProfile(
        _ engine: GuardedEngine, model: WorkloadModel, deadline: Deadline
    ) async throws -> LakehouseProfile {
        let tables = Set(model.queries.flatMap(\.tables)).sorted()
        await report(.init(.profile, 0.05, "asking the engine about \(tables.count) tables"))
        let collector = ProfileCollector(engine: engine, deadline: deadline)
        return try await collector.collect(tables: tables) { done in
            let share = Double(done) / Double(max(1, tables.count))
            await report(.init(.profile, 0.05 + 0.2 * share, "\(done) of \(tables.count) tables profiled"))
        }
    }

    // MARK: - Design and verification

    /// Finds a way for each query: its kept result first, where that may be and is seen to be equal; else tables laid out for
    /// those queries that remain; else its original.
    private func design(
        _ model: WorkloadModel, profile: LakehouseProfile, engine: GuardedEngine?, proposals: ProposalRound.Outcome?,
        deadline: Deadline
    ) async throws -> DesignBuilder.Result {
        await report(.init(.candidates, 0.3, "designing tables"))
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        var design = builder.emptyDesign()
        if let engine { try await requireNew(design, engine: engine) }
        var queries = model.queries.map { PlannedQuery($0) }
        var verification: VerificationRound?
        if let engine, input.options.verification != .static {
            // Some seconds stay for the report, and more for a rehearsal where one was asked for.
            let reserve = input.options.verification == .rehearse ? deadline.secondsLeft * 0.5 : 3
            verification = VerificationRound(
                engine: engine, profile: profile, deadline: deadline, reserve: reserve,
                allowsUnverified: input.options.allowsUnverified, limits: input.options.verificationLimits)
        }
        if let verification, input.options.candidates.contains(.result), design.connector.canWriteTables {
            try await keepResults(of: &queries, design: &design, verification: verification)
        }
        let withResults = Set(queries.indices.filter { queries[$0].rewritten != nil })
        var built: DesignBuilder.Result
        if input.options.candidates.contains(.layout) {
            built = builder.build(on: design, queries)
        } else {
            built = DesignBuilder.Result(design: design, candidates: [:], queries: queries)
        }
        built.apply((proposals?.accepted ?? [:]).filter { !withResults.contains($0.key) })
        await report(.init(.match, 0.55, "moving queries to the new tables"))
        verifyStatically(&built)
        labelByRule(&built.queries)
        if let verification {
            let moved = built.queries.indices.filter {
                !withResults.contains($0) && built.queries[$0].rewritten != nil
            }
            let planned = built
            let checked = try await verification.sideBySide(
                moved, progress: { await reportComparison($0, of: moved.count, from: 0.55) }
            ) { index in
                var query = planned.queries[index]
                try await verification.verifyLayout(&query, design: planned.design)
                return query
            }
            for (index, query) in zip(moved, checked) { built.queries[index] = query }
        }
        built.dropUnusedTables()
        return built
    }

    /// A schema that is there already can't be created: better said now than when the DDL is run.
    private func requireNew(_ design: Design, engine: GuardedEngine) async throws {
        let statement = "SHOW SCHEMAS FROM \(Identifier(design.catalog).sql())"
        guard let rows = try? await engine.run(EngineStatement(statement, timeLimit: 20)).rows else { return }
        if rows.contains(where: { $0.first?.text?.lowercased() == design.schema }) {
            throw AdvisorError.schemaExists(catalog: design.catalog, schema: design.schema)
        }
    }

    private func keepResults(
        of queries: inout [PlannedQuery], design: inout Design, verification: VerificationRound
    ) async throws {
        var planner = ResultPlanner(design: design)
        var open = Dictionary(
            uniqueKeysWithValues: queries.indices.filter { !queries[$0].isSettled }.map { ($0, [Int: SQLType]()) })
        // A second time for those to which the engine gives other types than Trino's rules say.
        for attempt in 0..<2 {
            let planned = open.sorted { $0.key < $1.key }
            open = [:]
            let trials = planned.compactMap { index, types in
                trial(of: &queries[index], types: types, design: design, planner: &planner).map { (index, $0) }
            }
            let total = trials.count
            let checked = try await verification.sideBySide(
                Array(trials.indices), progress: { await reportComparison($0, of: total, from: 0.3) }
            ) { place in
                var query = trials[place].1.query
                let others = try await verification.verifyResult(
                    &query, design: trials[place].1.design, rowLimit: ResultPlanner.rowLimit)
                return (query: query, others: others)
            }
            for ((index, trial), outcome) in zip(trials, checked) {
                queries[index] = outcome.query
                if outcome.query.rewritten != nil {
                    queries[index].reasons.append("reads its result, which is kept as a table")
                    design.add(trial.design.tables)
                } else if attempt == 0, !outcome.others.isEmpty, !outcome.query.isSettled {
                    let reason = queries[index].reasons.popLast() ?? ""
                    queries[index].reasons.append(
                        "the engine's own types are kept where Trino's rules say others: " + reason)
                    open[index] = outcome.others
                }
            }
        }
    }

    /// A query over its kept result, and the design of that one table: ready to be checked.
    private struct ResultTrial: Sendable {
        var query: PlannedQuery
        var design: Design
    }

    /// Plans to keep one query's result; nil where that can't be, which the query then says.
    private func trial(
        of query: inout PlannedQuery, types: [Int: SQLType], design: Design, planner: inout ResultPlanner
    ) -> ResultTrial? {
        let candidate: ResultCandidate
        do {
            candidate = try planner.plan(query.analysed, types: types)
        } catch {
            query.withdraw(error.reason)
            return nil
        }
        var trial = ResultTrial(query: query, design: design)
        trial.design.tables = [candidate.table]
        trial.query.rewritten = candidate.rewritten
        trial.query.tables = [design.name(of: candidate.table)]
        trial.query.engineTypes = types
        if let original = query.analysed.original,
            let defect = StaticVerifier(design: trial.design).defect(
                of: candidate.rewritten, original: original, types: types)
        {
            query.withdraw("the rewritten query failed the static check: \(defect)")
            return nil
        }
        return trial
    }

    private func reportComparison(_ done: Int, of count: Int, from start: Double) async {
        let room = input.options.verification == .rehearse ? 0.2 : (start < 0.5 ? 0.25 : 0.42)
        let share = Double(done) / Double(max(1, count))
        await report(.init(.verify, start + room * share, "compared rows of \(done) of \(count) queries"))
    }

    private func verifyStatically(_ built: inout DesignBuilder.Result) {
        let verifier = StaticVerifier(design: built.design)
        for index in built.queries.indices {
            guard let rewritten = built.queries[index].rewritten, let original = built.queries[index].analysed.original
            else { continue }
            if let defect = verifier.defect(
                of: rewritten, original: original, types: built.queries[index].engineTypes)
            {
                built.queries[index].keepOriginal("the rewritten query failed the static check: \(defect)")
            }
        }
    }

    private func labelByRule(_ queries: inout [PlannedQuery]) {
        for index in queries.indices where queries[index].rewritten != nil && queries[index].evidence.label == .original
        {
            queries[index].restOnRule(
                isConnected: engine != nil, allowsUnverified: input.options.allowsUnverified)
        }
    }
}
