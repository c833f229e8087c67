import TrinoSQL

/// Chooses a design and verifies it. A way that fails is taken away, and what is left is chosen from again, until all that is
/// chosen holds.
struct DesignChoice {
    let input: OptimizationInput
    /// Compares rows on live data; nil where nothing is run.
    let verification: VerificationRound?
    /// Texts that a language model proposed and that were seen to give the same rows, by the query's place.
    let proposals: [Int: ProposalRound.Accepted]
    let isConnected: Bool
    /// Called with the number of queries compared, and of all to compare.
    let progress: @Sendable (Int, Int) async -> Void

    /// Layouts for all queries, from the DDL alone.
    func layouts(_ builder: DesignBuilder, _ design: Design, _ queries: [PlannedQuery]) -> DesignBuilder.Result {
        var built = builder.build(on: design, queries)
        check(&built)
        built.dropUnusedTables()
        return built
    }

    func choose(with first: DesignPlanner) async throws -> DesignBuilder.Result {
        var planner = first
        var shown: [Int: Shown] = [:]
        var isCalibrated = false
        while true {
            try Task.checkCancellation()
            var (built, ways) = planner.plan()
            built.apply(proposals.filter { ways[$0.key] != .result })
            check(&built)
            let moved = built.queries.indices.filter { ways[$0] != .result && ways[$0] != .original }
            let filters = moved.reduce(into: [:]) { $0[$1] = built.filters(ofCopiesReadBy: built.queries[$1]) }
            func isShown(_ index: Int) -> Bool {
                shown[index]?.way == ways[index] && shown[index]?.filters == filters[index]
            }
            for index in moved where isShown(index) && built.queries[index].rewritten != nil {
                guard let known = shown[index]?.query else { continue }
                built.queries[index].evidence = known.evidence
                built.queries[index].before = known.before
            }
            let open = moved.filter { !isShown($0) && built.queries[$0].rewritten != nil }
            for (index, query) in zip(open, try await compared(open, in: built)) { built.queries[index] = query }
            // What a broken query asks for is among the conditions of the copies that it was to read: whoever reads one beside it failed
            // for that, and is tried again without it.
            let broken = moved.filter { built.queries[$0].isBroken }
            let failed = moved.filter { index in
                guard built.queries[index].rewritten == nil else { return false }
                let copies = Set(filters[index] ?? [])
                return broken.contains(index) || !broken.contains { !copies.isDisjoint(with: filters[$0] ?? []) }
            }
            for index in failed {
                planner.refuse(ways[index], of: index, because: built.queries[index].evidence.detail)
            }
            for index in open where built.queries[index].rewritten != nil {
                shown[index] = Shown(way: ways[index], filters: filters[index] ?? [], query: built.queries[index])
            }
            let measured = shown.mapValues(\.query.before).filter(\.value.measured)
            if !isCalibrated, !measured.isEmpty {
                // The originals ran: their own seconds on this engine say more than those of the request.
                planner = planner.calibrated(by: measured)
                isCalibrated = true
            } else if failed.isEmpty {
                built.dropUnusedTables()
                return built
            }
        }
    }

    /// What was seen to hold: a query on its way, over copies of these rows.
    private struct Shown {
        var way: DesignPlanner.Way
        var filters: [String]
        var query: PlannedQuery
    }

    /// Compares rows, several queries side by side.
    private func compared(_ places: [Int], in built: DesignBuilder.Result) async throws -> [PlannedQuery] {
        guard let verification else { return places.map { built.queries[$0] } }
        let total = places.count
        return try await verification.sideBySide(places, progress: { await progress($0, total) }) { index in
            var query = built.queries[index]
            try await verification.verifyLayout(&query, design: built.design)
            return query
        }
    }

    /// The static check of each rewritten query, and what speaks for it until rows are compared.
    func check(_ built: inout DesignBuilder.Result) {
        let verifier = StaticVerifier(design: built.design)
        let kinds = Dictionary(
            built.design.tables.map { (built.design.name(of: $0), $0.kind) }, uniquingKeysWith: { first, _ in first })
        for index in built.queries.indices {
            guard let rewritten = built.queries[index].rewritten, let original = built.queries[index].analysed.original
            else { continue }
            if let defect = verifier.defect(
                of: rewritten, original: original, types: built.queries[index].engineTypes)
            {
                built.queries[index].keepOriginal("the rewritten query failed the static check: \(defect)")
            } else if built.queries[index].evidence.label == .original {
                built.queries[index].restOnRule(
                    MoveRule(over: Set(built.queries[index].tables.compactMap { kinds[$0] })),
                    isConnected: isConnected, allowsUnverified: input.options.allowsUnverified)
            }
        }
    }
}
