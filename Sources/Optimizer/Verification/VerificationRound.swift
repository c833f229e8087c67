import TrinoSQL

/// Verifies queries on live data, a few at a time, and takes rewrites away that fail.
struct VerificationRound: Sendable {
    let engine: GuardedEngine
    let profile: LakehouseProfile
    let deadline: Deadline
    /// Seconds before the deadline at which no further check begins.
    let reserve: Double
    /// Whether a rewrite that nothing shows to be right may stand all the same, labelled so.
    let allowsUnverified: Bool
    let limits: VerificationLimits
    /// What the checks of the run may read together.
    let budget: ByteBudget

    init(
        engine: GuardedEngine, profile: LakehouseProfile, deadline: Deadline, reserve: Double, allowsUnverified: Bool,
        limits: VerificationLimits
    ) {
        self.engine = engine
        self.profile = profile
        self.deadline = deadline
        self.reserve = reserve
        self.allowsUnverified = allowsUnverified
        self.limits = limits
        budget = ByteBudget(limits.bytes)
    }

    /// Calls the closure with each index, `limits.width` at a time, and gives the results in the order of the indices.
    ///
    /// - Parameter progress: called at the beginning and each time one is done, with the number of those done.
    func sideBySide<T: Sendable>(
        _ indices: [Int], progress: @Sendable (Int) async -> Void = { _ in },
        _ check: @escaping @Sendable (Int) async throws -> T
    ) async throws -> [T] {
        if !indices.isEmpty { await progress(0) }
        var results: [Int: T] = [:]
        try await withThrowingTaskGroup(of: (Int, T).self) { group in
            var waiting = indices.indices.makeIterator()
            for _ in 0..<max(1, limits.width) {
                guard let place = waiting.next() else { break }
                group.addTask { (place, try await check(indices[place])) }
            }
            while let (place, result) = try await group.next() {
                results[place] = result
                await progress(results.count)
                if let next = waiting.next() { group.addTask { (next, try await check(indices[next])) } }
            }
        }
        return indices.indices.compactMap { results[$0] }
    }

    /// Checks a query that was moved to layouts. Afterwards its evidence says what was shown; a rewrite that failed is gone. One
    /// that could not be compared rests on its rule.
    func verifyLayout(_ query: inout PlannedQuery, design: Design) async throws {
        guard let rewritten = query.rewritten, let resolved = query.analysed.original else { return }
        // What depends on chance was labelled before: rows that differ, or don't, would show nothing.
        guard !resolved.instabilities.contains(where: { $0.cause == .random }) else { return }
        guard deadline.secondsLeft > reserve + 1 else {
            leave(&query, "the deadline left no time to compare rows")
            return
        }
        let runs = try await check(rewritten, of: query, resolved, design: design)
        record(runs, in: &query)
        switch runs.check {
        case .equal(let rows, let note):
            query.evidence = Evidence(.equalOnData, note ?? Self.sameRows, rowsCompared: rows)
        case .equalBut:
            leave(&query, "compared on live data: \(runs.check.words)", trusting: [.provenByRule])
        case .incomparable(let reason) where runs.originalFailure != nil:
            query.isBroken = true
            query.keepOriginal(reason)
        case .incomparable(let reason):
            leave(&query, "rows could not be compared: \(reason)", trusting: [.provenByRule])
        case .otherTypes(_, let what):
            query.keepOriginal("the rewritten query gave other types: \(what)")
        case .different(let what):
            // The original gave the same rows twice, so that neither the clock nor anything else explains the difference.
            query.keepOriginal("the rewritten query gave other rows: \(what)")
        case .failed(let reason):
            query.keepOriginal("the rewritten query did not run: \(reason)")
        }
    }

    /// A rewrite whose rows were not compared stands where what speaks for it already is enough, or the request takes it as it is.
    private func leave(
        _ query: inout PlannedQuery, _ reason: String,
        trusting labels: Set<Evidence.Label> = [.provenByRule, .equalOnData]
    ) {
        if labels.contains(query.evidence.label) {
            query.evidence.detail += "; \(reason)"
        } else if allowsUnverified {
            query.evidence = Evidence(.unverified, reason)
        } else {
            query.keepOriginal("nothing shows that the rewritten query is right: \(reason)")
        }
    }

    /// Checks a query that is to read its kept result. It must be seen to be equal, but for what both sides estimate, and to have at
    /// most `rowLimit` rows; else the way is taken back, and a layout may still serve the query.
    func verifyResult(_ query: inout PlannedQuery, design: Design, rowLimit: Int) async throws -> ResultCheck {
        guard let rewritten = query.rewritten, let resolved = query.analysed.original else { return ResultCheck() }
        guard deadline.secondsLeft > reserve + 1 else {
            query.withdraw("the deadline left no time to compare rows")
            return ResultCheck()
        }
        let runs = try await check(rewritten, of: query, resolved, design: design)
        record(runs, in: &query)
        switch runs.check {
        case .equal(let rows, _) where rows > rowLimit:
            query.withdraw("\(rows) rows are more than \(rowLimit)")
        case .equal(let rows, let note):
            query.evidence = Evidence(.equalOnData, note ?? Self.sameRows, rowsCompared: rows)
        case .incomparable(let reason) where runs.originalFailure != nil:
            query.isBroken = true
            query.keepOriginal(reason)
        case .otherTypes(let types, let reason):
            query.withdraw(reason)
            return ResultCheck(otherTypes: types, typesReason: reason)
        case .equalBut:
            guard let original = runs.originalRows, !original.isCut else {
                query.withdraw("its rows are more than a check fetches, and \(runs.check.words)")
                break
            }
            let rows = original.rows.count
            guard rows <= rowLimit else {
                query.withdraw("\(rows) rows are more than \(rowLimit)")
                break
            }
            query.evidence = Evidence(
                .provenByRule, "\(MoveRule.ownResult.rawValue); compared on live data: \(runs.check.words)",
                rowsCompared: rows)
        case .incomparable, .failed, .different:
            query.withdraw(runs.check.words)
        }
        let isWhole = runs.originalRows?.isCut == false
        return ResultCheck(columnBytes: runs.originalColumnBytes, rows: isWhole ? runs.originalRows : nil)
    }

    /// What the check of a kept result found beside equal rows.
    struct ResultCheck: Sendable {
        /// Types that the engine gives where Trino's rules say others, by place: with them the result may be tried again.
        var otherTypes: [Int: SQLType] = [:]
        /// Which those are, in words.
        var typesReason = ""
        /// What each output takes in a file.
        var columnBytes: [Double] = []
        /// What the original gave, where that was fetched as a whole.
        var rows: EngineResult?
    }

    private static let sameRows = "the original and the rewritten query gave the same rows on the same live data"

    private func check(
        _ rewritten: Query, of query: PlannedQuery, _ resolved: ResolvedQuery, design: Design
    ) async throws -> CheckedRuns {
        let pins = profile.travelsInTime ? SnapshotPins(profile.tables.compactMapValues(\.snapshot)) : SnapshotPins()
        let tables = design.tables.filter { query.tables.contains(design.name(of: $0)) }
        let definitions = tables.map { table in
            (name: design.name(of: table), filling: table.filling(casts: true, reading: pins))
        }
        let pair = QueryPair(
            original: resolved, rewritten: InlineSubstitution(definitions: definitions).apply(to: rewritten),
            pins: pins,
            sources: tables.reduce(query.analysed.tables) { $0.union($1.sources) },
            columns: Self.columnsRead(by: resolved.query, tables))
        let verifier = InlineVerifier(
            engine: engine, profile: profile, deadline: deadline, limits: limits, budget: budget)
        return try await verifier.check(pair)
    }

    /// The columns that a query names, and those that go into tables which compute; of a copy only the columns are read that
    /// the query names, and those of the copy's filter.
    private static func columnsRead(by query: Query, _ tables: [NewTable]) -> Set<String>? {
        let computing = tables.map { table in
            table.kind == .layout ? Query(body: .select(table.definition)) : table.filling(casts: false)
        }
        var names: Set<String> = []
        for query in [query] + computing {
            guard let own = ReadEstimate.columnsNamed(in: query) else { return nil }
            names.formUnion(own)
        }
        return names
    }

    private func record(_ runs: CheckedRuns, in query: inout PlannedQuery) {
        // An engine that tells no time has measured nothing.
        guard let first = runs.original, first.wallSeconds > 0 else { return }
        query.before = QueryReport.Cost(seconds: first.wallSeconds, bytesRead: first.bytesRead, measured: true)
    }
}
