import TrinoSQL

/// Asks a model once, and lets through of its answer only what the live data show to be equal and faster.
struct ProposalRound: Sendable {
    let proposer: any DesignProposer
    let engine: GuardedEngine
    let input: OptimizationInput
    let model: WorkloadModel
    let profile: LakehouseProfile
    let deadline: Deadline
    /// What the checks of proposals may read together.
    let budget: ByteBudget

    /// A proposal takes over only when it takes at most this share of the original's time.
    static let speedUp = 0.9
    /// Seconds to wait for the model's answer.
    static let timeLimit = 120.0

    /// What came of it.
    struct Outcome: Sendable {
        /// Accepted texts by the query's place in the request.
        var accepted: [Int: Accepted] = [:]
        var report: OptimizationReport.ProposalReport
        var tokensUsed = 0
    }

    /// A proposal that passed.
    struct Accepted: Sendable {
        var text: String
        var why: String
        var rowsCompared: Int
    }

    /// - Throws: `CancellationError` only; a model that fails or answers nonsense is a line in the report.
    func run() async throws -> Outcome {
        var outcome = Outcome(report: .init(asked: true, accepted: 0, refused: [], error: nil))
        let reply: ProposerReply
        do {
            let brief = ProposalBrief(
                tables: summaries, queries: model.queries.filter { $0.original != nil }.map(\.input))
            reply = try await proposer.propose(
                instructions: brief.instructions, material: brief.material,
                timeLimit: deadline.limit(Self.timeLimit))
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            outcome.report.error = "the language model gave no answer: \(error)"
            return outcome
        }
        outcome.tokensUsed = reply.tokensUsed
        let proposals = Proposals(reading: reply.text)
        outcome.report.refused = proposals.defects
        for proposal in proposals.rewrites {
            try Task.checkCancellation()
            switch try await examine(proposal) {
            case .success(let (index, accepted)): outcome.accepted[index] = accepted
            case .failure(let refusal):
                outcome.report.refused.append("\(proposal.queryID.prefix(80)): \(refusal.reason)")
            }
        }
        outcome.report.accepted = outcome.accepted.count
        return outcome
    }

    private struct Refusal: Error {
        let reason: String
    }

    private func examine(_ proposal: Proposals.Rewrite) async throws -> Result<(Int, Accepted), Refusal> {
        guard let query = model.queries.first(where: { $0.input.id == proposal.queryID }) else {
            return .failure(Refusal(reason: "no query of that id"))
        }
        guard let original = query.original else { return .failure(Refusal(reason: "the original can't be read")) }
        if let instability = original.instabilities.first {
            return .failure(Refusal(reason: "the original depends on \(instability.what), so nothing could be shown"))
        }
        guard deadline.secondsLeft > 30 else {
            return .failure(Refusal(reason: "the deadline left no time to check it"))
        }
        let resolved: ResolvedQuery
        do {
            let resolver = Resolver(
                catalog: model.catalog, defaultCatalog: input.defaultCatalog, defaultSchema: input.defaultSchema)
            resolved = try resolver.resolve(try Parser.parseQuery(proposal.text).writingOutTables())
        } catch {
            return .failure(Refusal(reason: "it can't be read: \(error)"))
        }
        guard
            resolved.outputs.count == original.outputs.count,
            zip(resolved.outputs, original.outputs).enumerated().allSatisfy({ index, pair in
                pair.0.type == pair.1.type
                    && pair.0.shownName(at: index).lowercased() == pair.1.shownName(at: index).lowercased()
            })
        else { return .failure(Refusal(reason: "its columns have other names or types than the original's")) }
        guard resolved.isDeterministic else { return .failure(Refusal(reason: "it is not deterministic")) }
        guard RowOrder(of: resolved).promises(RowOrder(of: original)) else {
            return .failure(Refusal(reason: "it does not ask for the original's order"))
        }
        return try await compare(proposal, resolved, with: original, of: query)
    }

    private func compare(
        _ proposal: Proposals.Rewrite, _ resolved: ResolvedQuery, with original: ResolvedQuery, of query: AnalysedQuery
    ) async throws -> Result<(Int, Accepted), Refusal> {
        let pins = profile.travelsInTime ? SnapshotPins(profile.tables.compactMapValues(\.snapshot)) : SnapshotPins()
        let sources = query.tables.union(resolved.tables.map(\.schema.name))
        var columns = ReadEstimate.columnsNamed(in: original.query)
        if let others = ReadEstimate.columnsNamed(in: resolved.query) {
            columns?.formUnion(others)
        } else {
            columns = nil
        }
        let pair = QueryPair(
            original: original, rewritten: pins.pin(resolved.withFullNames(), sources: sources), pins: pins,
            sources: sources, columns: columns)
        let verifier = InlineVerifier(
            engine: engine, profile: profile, deadline: deadline, limits: input.options.verificationLimits,
            budget: budget)
        // The first pair warms caches up and compares; the second is the one whose times count.
        let first = try await verifier.check(pair)
        guard case .equal(let rows, _) = first.check else {
            return .failure(Refusal(reason: "not equal on the live data: \(first.check.words)"))
        }
        let second = try await verifier.check(pair)
        guard case .equal = second.check else {
            return .failure(Refusal(reason: "not equal on the live data: \(second.check.words)"))
        }
        guard let old = second.original?.wallSeconds, let new = second.rewritten?.wallSeconds, new <= old * Self.speedUp
        else { return .failure(Refusal(reason: "equal on the live data, but not faster")) }
        return .success((query.index, Accepted(text: proposal.text, why: proposal.why, rowsCompared: rows)))
    }

    private var summaries: [ProposalBrief.TableSummary] {
        let used = Set(model.queries.flatMap(\.tables))
        return model.catalog.tables.values.filter { used.contains($0.name) }.map { table in
            ProposalBrief.TableSummary(
                name: table.name.description,
                columns: Dictionary(
                    table.visibleColumns.map { ($0.name, String(describing: $0.type)) }, uniquingKeysWith: { a, _ in a }
                ),
                rows: profile.tables[table.name]?.rowCount)
        }
    }
}
