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
    /// - Throws: `CancellationError` when the task is cancelled; `EngineError` when the engine can't be reached or refuses the
    ///   first question, since then the client's connection is wrong and no answer would be the one asked for.
    public func run() async throws -> OptimizationOutcome {
        let deadline = Deadline(seconds: input.options.deadlineSeconds)
        await report(
            .init(.resolve, 0.02, "reading \(input.ddl.count) DDL statements and \(input.queries.count) queries"))
        var model = WorkloadModel(input)
        try Task.checkCancellation()

        let guarded = engine.map { GuardedEngine($0) }
        var profile = LakehouseProfile.none
        if let guarded {
            profile = try await collectProfile(guarded, model: model, deadline: deadline)
            model = model.withLiveTypes(profile, input: input)
        }
        try Task.checkCancellation()

        await report(.init(.candidates, 0.25, "designing tables"))
        var built = DesignBuilder(input: input, model: model, profile: profile).build()
        var proposals: OptimizationReport.ProposalReport?
        var tokens = 0
        if let proposer, let guarded, input.options.verification != .static {
            await report(.init(.propose, 0.28, "asking the language model for proposals"))
            let round = ProposalRound(
                proposer: proposer, engine: guarded, input: input, model: model, profile: profile, deadline: deadline)
            let outcome = try await round.run()
            tokens = outcome.tokensUsed
            proposals = outcome.report
            if !outcome.accepted.isEmpty {
                model = model.replacing(outcome.accepted, input: input)
                built = DesignBuilder(input: input, model: model, profile: profile).build()
                built.apply(outcome.accepted)
            }
        }

        await report(.init(.match, 0.35, "moving queries to the new tables"))
        verifyStatically(&built)
        labelByRule(&built.queries)
        try Task.checkCancellation()

        if let guarded, input.options.verification != .static {
            try await verifyInline(&built, engine: guarded, profile: profile, deadline: deadline)
        }
        built.dropUnusedTables()
        var rehearsal: Rehearsal.Result?
        if let engine, input.options.verification == .rehearse {
            await report(.init(.rehearse, 0.75, "building the design under a scratch name"))
            rehearsal = try await Rehearsal(engine: engine, input: input, deadline: deadline, report: report)
                .run(&built)
            built.dropUnusedTables()
        }
        await report(.init(.report, 0.98, "writing the report"))
        return OutcomeWriter(
            input: input, model: model, profile: profile, built: built, rehearsal: rehearsal, proposals: proposals,
            tokensUsed: tokens, deadlinePassed: deadline.hasPassed
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

    private func verifyStatically(_ built: inout DesignBuilder.Result) {
        let verifier = StaticVerifier(design: built.design)
        for index in built.queries.indices {
            guard let rewritten = built.queries[index].rewritten, let original = built.queries[index].analysed.original
            else { continue }
            if let defect = verifier.defect(of: rewritten, original: original) {
                built.queries[index].keepOriginal("the rewritten query failed the static check: \(defect)")
            }
        }
    }

    private func labelByRule(_ queries: inout [PlannedQuery]) {
        for index in queries.indices where queries[index].rewritten != nil && queries[index].evidence.label == .original
        {
            queries[index].evidence =
                engine == nil
                ? Evidence(
                    .unverified, "moved by an exact rule, from the DDL alone: there was no connection to check it on")
                : Evidence(
                    .provenByRule, "the new tables hold the same rows, and every column keeps its values and type")
        }
    }

    private func verifyInline(
        _ built: inout DesignBuilder.Result, engine: GuardedEngine, profile: LakehouseProfile, deadline: Deadline
    ) async throws {
        let end = input.options.verification == .rehearse ? 0.75 : 0.97
        // Some seconds stay for the report, and more for a rehearsal where one was asked for.
        let reserve = input.options.verification == .rehearse ? deadline.secondsLeft * 0.5 : 3
        let round = VerificationRound(engine: engine, profile: profile, deadline: deadline, reserve: reserve)
        let count = built.queries.count
        for index in built.queries.indices {
            try Task.checkCancellation()
            let share = Double(index) / Double(max(1, count))
            await report(
                .init(.verify, 0.4 + (end - 0.4) * share, "comparing rows: query \(index + 1) of \(count)"))
            try await round.verify(&built.queries[index], design: built.design)
        }
    }
}
