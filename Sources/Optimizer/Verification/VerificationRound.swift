import TrinoSQL

/// Verifies one query after the other on live data, and takes rewrites away that fail.
struct VerificationRound: Sendable {
    let engine: GuardedEngine
    let profile: LakehouseProfile
    let deadline: Deadline
    /// Seconds before the deadline at which no further check begins.
    let reserve: Double
    /// Whether a rewrite that nothing shows to be right may stand all the same, labelled so.
    var allowsUnverified = false

    /// Checks a query that was moved to layouts. Afterwards its evidence says what was shown; a rewrite that failed is gone. One
    /// that could not be compared rests on its rule.
    func verifyLayout(_ query: inout PlannedQuery, design: Design) async throws {
        guard let rewritten = query.rewritten, let resolved = query.analysed.original else { return }
        if let chance = resolved.instabilities.first(where: { $0.cause == .random }) {
            query.evidence.detail += "; rows can't be compared, since the result depends on \(chance.what)"
            return
        }
        guard deadline.secondsLeft > reserve + 1 else {
            query.evidence.detail += "; the deadline left no time to compare rows"
            return
        }
        let runs = try await check(rewritten, of: query, resolved, design: design)
        record(runs, in: &query)
        switch runs.check {
        case .equal(let rows, let note):
            query.evidence = Evidence(.equalOnData, note ?? Self.sameRows, rowsCompared: rows)
        case .incomparable(let reason) where runs.originalFailure != nil:
            query.keepOriginal(reason)
        case .incomparable(let reason):
            if query.evidence.label == .provenByRule {
                query.evidence.detail += "; rows could not be compared: \(reason)"
            } else if allowsUnverified {
                query.evidence = Evidence(.unverified, "rows could not be compared: \(reason)")
            } else {
                query.keepOriginal("nothing shows that the rewritten query is right: \(reason)")
            }
        case .different(let what), .otherTypes(_, let what):
            if query.evidence.label == .provenByRule,
                let clock = resolved.instabilities.first(where: { $0.cause == .clock })
            {
                query.evidence.detail += "; rows can't be compared, since the result depends on \(clock.what)"
            } else {
                query.keepOriginal("the rewritten query gave other rows: \(what)")
            }
        case .failed(let reason):
            query.keepOriginal("the rewritten query did not run: \(reason)")
        }
    }

    /// Checks a query that is to read its kept result. It must be seen to be equal, and to have at most `rowLimit` rows; else the
    /// way is taken back, and a layout may still serve the query.
    ///
    /// - Returns: the types that the engine gives the original's columns, by place, where they are others than Trino's rules say
    ///   and a candidate with those types may pass.
    func verifyResult(_ query: inout PlannedQuery, design: Design, rowLimit: Int) async throws -> [Int: SQLType] {
        guard let rewritten = query.rewritten, let resolved = query.analysed.original else { return [:] }
        guard deadline.secondsLeft > reserve + 1 else {
            query.withdraw("the deadline left no time to compare rows")
            return [:]
        }
        let runs = try await check(rewritten, of: query, resolved, design: design)
        record(runs, in: &query)
        switch runs.check {
        case .equal(let rows, _) where rows > rowLimit:
            query.withdraw("\(rows) rows are more than \(rowLimit)")
        case .equal(let rows, let note):
            query.evidence = Evidence(.equalOnData, note ?? Self.sameRows, rowsCompared: rows)
        case .incomparable(let reason) where runs.originalFailure != nil:
            query.keepOriginal(reason)
        case .otherTypes(let types, let reason):
            query.withdraw(reason)
            return types
        case .incomparable(let reason), .failed(let reason), .different(let reason):
            query.withdraw(reason)
        }
        return [:]
    }

    private static let sameRows = "the original and the rewritten query gave the same rows on the same live data"

    private func check(
        _ rewritten: Query, of query: PlannedQuery, _ resolved: ResolvedQuery, design: Design
    ) async throws -> CheckedRuns {
        let pins = profile.travelsInTime ? SnapshotPins(profile.tables.compactMapValues(\.snapshot)) : SnapshotPins()
        let definitions = design.tables.filter { query.tables.contains(design.name(of: $0)) }.map { table in
            (name: design.name(of: table), filling: table.filling(casts: true, reading: pins))
        }
        let substituted = InlineSubstitution(definitions: definitions).apply(to: rewritten)
        let verifier = InlineVerifier(engine: engine, profile: profile, deadline: deadline)
        return try await verifier.check(
            original: resolved.withFullNames(), rewritten: substituted, pins: pins, sources: query.analysed.tables)
    }

    private func record(_ runs: CheckedRuns, in query: inout PlannedQuery) {
        guard let first = runs.original else { return }
        query.before = QueryReport.Cost(seconds: first.wallSeconds, bytesRead: first.bytesRead, measured: true)
    }
}
