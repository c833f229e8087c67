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
            await collectDetails(guarded, model: model, into: &profile, deadline: deadline)
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
        if let earlier = input.earlier {
            return try await reuse(earlier, model, profile: profile, engine: guarded, deadline: deadline)
        }

        var built = try await design(model, profile: profile, engine: guarded, proposals: proposals, deadline: deadline)
        var rehearsal: Rehearsal.Result?
        if let engine, input.options.verification == .rehearse {
            await report(.init(.rehearse, 0.75, "building the design under a scratch name"))
            let builder = DesignBuilder(input: input, model: model, profile: profile)
            let round = VerificationRound(
                engine: GuardedEngine(engine), profile: profile, deadline: deadline, reserve: 20,
                allowsUnverified: input.options.allowsUnverified, limits: input.options.verificationLimits)
            rehearsal = try await Rehearsal(engine: engine, input: input, deadline: deadline, report: report)
                .run(&built) { built, slower in
                    try await nextBest(&built, slower, builder: builder, verification: round)
                }
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

    /// What is asked once it is known which columns matter and what the queries mean.
    private func collectDetails(
        _ engine: GuardedEngine, model: WorkloadModel, into profile: inout LakehouseProfile, deadline: Deadline
    ) async {
        await report(.init(.profile, 0.25, "asking what queries read, and for statistics that are missing"))
        let columns = model.sortableColumns
        await StatisticsGaps(engine: engine, deadline: deadline).fill(columns, into: &profile)
        await StatisticsGaps(engine: engine, deadline: deadline, budget: StatisticsGaps.budgetOfOthers)
            .fill(model.unreadSortableColumns, into: &profile)
        await ScanCollector(engine: engine, deadline: deadline).collect(model.queries, into: &profile)
        if input.options.candidates.contains(.layout) {
            await report(.init(.profile, 0.255, "drawing rows to see how they lie together"))
            let collector = SampleCollector(engine: engine, deadline: deadline, catalog: model.catalog)
            let samples = await collector.collect(columns, profile)
            let others = await collector.ofOthers().collect(model.otherColumns(than: columns, profile), profile)
            let demand = TableDemand(model.queries, profile: profile)
            for (table, var known) in profile.tables {
                for size in [samples[table], others[table]].compactMap({ $0?.sizes }) {
                    known.columnBytes.merge(size.mapValues(\.natural)) { measured, _ in measured }
                    known.scatteredBytes.merge(size.mapValues(\.scattered)) { first, _ in first }
                }
                if let sample = samples[table] {
                    known.order = SampledOrder(
                        sample, profile: known, demand: demand, of: table,
                        copiesAlone: input.options.candidates == [.layout])
                }
                profile.tables[table] = known
            }
        }
    }

    // MARK: - Design and verification

    /// Finds the ways that each query could take, chooses among them, and verifies what was chosen. A way that fails is taken
    /// away, and what is left is chosen from again, until all that is chosen holds.
    private func design(
        _ model: WorkloadModel, profile: LakehouseProfile, engine: GuardedEngine?, proposals: ProposalRound.Outcome?,
        deadline: Deadline
    ) async throws -> DesignBuilder.Result {
        await report(.init(.candidates, 0.3, "designing tables"))
        let builder = DesignBuilder(input: input, model: model, profile: profile)
        let design = builder.emptyDesign()
        if let engine { try await requireNew(design, engine: engine) }
        var queries = model.queries.map { PlannedQuery($0) }
        for (index, reason) in profile.refused where !queries[index].isSettled {
            queries[index].keepOriginal("the original does not run: \(reason)")
        }
        var verification: VerificationRound?
        if let engine, input.options.verification != .static {
            // Some seconds stay for the report, and more for a rehearsal where one was asked for.
            let reserve = input.options.verification == .rehearse ? deadline.secondsLeft * 0.5 : 3
            verification = VerificationRound(
                engine: engine, profile: profile, deadline: deadline, reserve: reserve,
                allowsUnverified: input.options.allowsUnverified, limits: input.options.verificationLimits)
        }
        var kept: [Int: (query: PlannedQuery, table: NewTable)] = [:]
        if let verification, input.options.candidates.contains(.result), design.connector.canWriteTables {
            let round = ResultRound(verification: verification) { done, total in
                await reportComparison(done, of: total, from: 0.3)
            }
            let outcome = try await round.run(queries, design: design)
            queries = outcome.queries
            kept = outcome.kept
        }
        let choice = DesignChoice(
            input: input, verification: verification, proposals: proposals?.accepted ?? [:], isConnected: engine != nil
        ) { done, total in
            await reportComparison(done, of: total, from: 0.55)
        }
        guard let engine else { return choice.layouts(builder, design, queries) }
        var advice = SummaryAdvice()
        if input.options.candidates.contains(.summary), design.connector.canWriteTables {
            let advisor = SummaryAdvisor(
                engine: engine, deadline: deadline, model: model, profile: profile, design: design)
            let open = queries.filter { kept[$0.analysed.index] == nil && !$0.isSettled }.map(\.analysed)
            advice = try await advisor.advise(open) { await report(.init(.candidates, 0.5, $0)) }
        }
        let cost = WorkloadCost(model, profile: profile)
        var joins = JoinAdvice()
        if input.options.candidates.contains(.join), design.connector.canWriteTables {
            let taken = Set(model.catalog.tables.keys.map(\.table))
                .union(advice.summaries.map(\.candidate.table.name)).union(kept.values.map(\.table.name))
            let advisor = JoinAdvisor(
                engine: engine, deadline: deadline, model: model, profile: profile, design: design, taken: taken)
            let open = queries.filter { kept[$0.analysed.index] == nil && !$0.isSettled }.map(\.analysed)
            joins = try await advisor.advise(open) { await report(.init(.candidates, 0.53, $0)) }
        }
        var subqueries = SubqueryAdvice()
        if input.options.candidates.contains(.subquery), design.connector.canWriteTables {
            let advisor = SubqueryAdvisor(
                engine: engine, deadline: deadline, model: model, profile: profile, cost: cost, design: design)
            let open = queries.filter { kept[$0.analysed.index] == nil && !$0.isSettled }.map(\.analysed)
            subqueries = try await advisor.advise(open) { await report(.init(.candidates, 0.53, $0)) }
        }
        await report(.init(.match, 0.55, "choosing tables, and moving queries to them"))
        let planner = DesignPlanner(
            input: input, builder: builder, cost: cost, target: design, attempts: queries, results: kept,
            advice: advice, joins: joins, subqueries: subqueries)
        return try await choice.choose(with: planner)
    }

    /// Matches the workload against a design that is there already.
    private func reuse(
        _ earlier: EarlierResult, _ model: WorkloadModel, profile: LakehouseProfile, engine: GuardedEngine?,
        deadline: Deadline
    ) async throws -> OptimizationOutcome {
        await report(.init(.match, 0.3, "reading the design that is there"))
        let existing = ExistingDesign(earlier, base: model.catalog) { profile.connectors[$0] ?? .iceberg }
        var advice = SummaryAdvice()
        var joins = JoinAdvice()
        var verification: VerificationRound?
        if let engine {
            let advisor = SummaryAdvisor(
                engine: engine, deadline: deadline, model: model, profile: profile, design: existing.design)
            advice = try await advisor.advise(model.queries, over: existing.summaries)
            joins = try await JoinAdvisor(
                engine: engine, deadline: deadline, model: model, profile: profile, design: existing.design, taken: []
            ).advise(model.queries, over: existing.joins)
            if input.options.verification != .static {
                verification = VerificationRound(
                    engine: engine, profile: profile, deadline: deadline, reserve: 3,
                    allowsUnverified: input.options.allowsUnverified, limits: input.options.verificationLimits)
            }
        }
        let reuse = DesignReuse(
            input: input, model: model, existing: existing, verification: verification, isConnected: engine != nil
        ) { done, total in
            await reportComparison(done, of: total, from: 0.3)
        }
        var outcome = OutcomeWriter(
            input: input, model: model, profile: profile, built: try await reuse.run(advice: advice, joins: joins),
            rehearsal: nil,
            proposals: nil, tokensUsed: 0, deadlinePassed: deadline.hasPassed
        ).write()
        outcome.ddl = earlier.ddl
        outcome.migrations = earlier.migrations
        outcome.report.notes += existing.notes
        return outcome
    }

    /// Gives queries that were too slow in the rehearsal their next-best form: after a kept result or summaries tables laid out for them,
    /// checked like any other, where layouts are allowed; after those the original.
    private func nextBest(
        _ built: inout DesignBuilder.Result, _ slower: [Int: String], builder: DesignBuilder,
        verification: VerificationRound
    ) async throws {
        let derived = Set(built.design.tables.filter { $0.kind != .layout }.map { built.design.name(of: $0) })
        var again: [Int] = []
        for (index, reason) in slower.sorted(by: { $0.key < $1.key }) {
            let readsDerived = !built.queries[index].tables.isDisjoint(with: derived)
            if readsDerived, input.options.candidates.contains(.layout) {
                built.queries[index].withdraw(reason, loss: "its first form is given up")
                built.queries[index].form = built.queries[index].analysed.resolved
                again.append(index)
            } else {
                built.queries[index].keepOriginal(reason)
            }
        }
        guard !again.isEmpty else { return }
        let laidOut = builder.build(on: built.design, again.map { built.queries[$0] })
        built.design = laidOut.design
        built.candidates += laidOut.candidates
        for (index, query) in zip(again, laidOut.queries) { built.queries[index] = query }
        let choice = DesignChoice(
            input: input, verification: verification, proposals: [:], isConnected: true, progress: { _, _ in })
        choice.check(&built)
        for index in again { try await verification.verifyLayout(&built.queries[index], design: built.design) }
    }

    /// A schema that is there already can't be created: better said now than when the DDL is run.
    private func requireNew(_ design: Design, engine: GuardedEngine) async throws {
        let statement = "SHOW SCHEMAS FROM \(Identifier(design.catalog).sql())"
        guard let rows = try? await engine.run(EngineStatement(statement, timeLimit: 20)).rows else { return }
        if rows.contains(where: { $0.first?.text?.lowercased() == design.schema }) {
            throw AdvisorError.schemaExists(catalog: design.catalog, schema: design.schema)
        }
    }

    private func reportComparison(_ done: Int, of count: Int, from start: Double) async {
        let room = input.options.verification == .rehearse ? 0.2 : (start < 0.5 ? 0.25 : 0.42)
        let share = Double(done) / Double(max(1, count))
        await report(.init(.verify, start + room * share, "compared rows of \(done) of \(count) queries"))
    }
}
