import TrinoSQL

/// Verifies one query after the other on live data, and takes rewrites away that fail.
struct VerificationRound: Sendable {
    let engine: GuardedEngine
    let profile: LakehouseProfile
    let deadline: Deadline
    /// Seconds before the deadline at which no further check begins.
    let reserve: Double

    /// Checks one query; afterwards its evidence says what was shown, and a rewrite that failed is gone.
    func verify(_ query: inout PlannedQuery, design: Design) async throws {
        guard let rewritten = query.rewritten, let resolved = query.analysed.original else { return }
        let original = resolved.withFullNames()
        if let instability = resolved.instabilities.first(where: { $0.cause != .approximation && $0.cause != .rowOrder }
        ) {
            query.evidence.detail += "; rows can't be compared, since the result depends on \(instability.what)"
            return
        }
        guard deadline.secondsLeft > reserve + 1 else {
            query.evidence.detail += "; the deadline left no time to compare rows"
            return
        }
        let pins = profile.travelsInTime ? SnapshotPins(profile.tables.compactMapValues(\.snapshot)) : SnapshotPins()
        let definitions = design.tables.filter { query.tables.contains(design.name(of: $0)) }.map { table in
            (name: design.name(of: table), filling: table.filling(casts: true, reading: pins))
        }
        let substituted = InlineSubstitution(definitions: definitions).apply(to: rewritten)
        let verifier = InlineVerifier(engine: engine, profile: profile, deadline: deadline)
        let runs = try await verifier.check(
            original: original, rewritten: substituted, pins: pins, sources: query.analysed.tables)
        if let first = runs.original {
            query.before = QueryReport.Cost(
                seconds: first.wallSeconds, bytesRead: first.bytesRead, measured: true)
        }
        switch runs.check {
        case .equal(let rows, let note):
            let detail = note ?? "the original and the rewritten query gave the same rows on the same live data"
            query.evidence = Evidence(.equalOnData, detail, rowsCompared: rows)
        case .incomparable(let reason) where runs.originalFailure != nil:
            query.keepOriginal(reason)
        case .incomparable(let reason):
            if query.evidence.label == .provenByRule {
                query.evidence.detail += "; rows could not be compared: \(reason)"
            } else {
                query.keepOriginal("nothing shows that the rewritten query is right: \(reason)")
            }
        case .different(let what):
            query.keepOriginal("the rewritten query gave other rows: \(what)")
        case .failed(let reason):
            query.keepOriginal("the rewritten query did not run: \(reason)")
        }
    }
}
