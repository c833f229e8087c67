import TrinoSQL

/// Rewrites a workload over a design that is there already: the same queries with other literals, or new ones. Nothing is built;
/// what the design can't answer keeps its text.
struct DesignReuse {
    let input: OptimizationInput
    let model: WorkloadModel
    let existing: ExistingDesign
    let verification: VerificationRound?
    let isConnected: Bool
    /// Called with the number of queries done, and of all.
    let progress: @Sendable (Int, Int) async -> Void

    func run(advice: SummaryAdvice, joins: JoinAdvice) async throws -> DesignBuilder.Result {
        let places = model.queries.map(\.index)
        let queries: [PlannedQuery]
        if let verification {
            let total = places.count
            queries = try await verification.sideBySide(places, progress: { await progress($0, total) }) { index in
                try await moved(model.queries[index], advice, joins)
            }
        } else {
            var moving: [PlannedQuery] = []
            for index in places { moving.append(try await moved(model.queries[index], advice, joins)) }
            queries = moving
        }
        return DesignBuilder.Result(design: existing.design, candidates: [], queries: queries)
    }

    /// A query over the first of its ways that holds: its kept result, summaries, joined rows, copies.
    private func moved(
        _ query: AnalysedQuery, _ advice: SummaryAdvice, _ joins: JoinAdvice
    ) async throws -> PlannedQuery {
        var failed: [String] = []
        guard !PlannedQuery(query).isSettled else { return PlannedQuery(query) }
        for way in ways(of: query, advice, joins) {
            try Task.checkCancellation()
            var planned = PlannedQuery(query)
            planned.rewritten = way.query
            planned.tables = way.tables
            planned.assumptions = way.assumptions
            planned.reasons.append(way.reason)
            if let original = query.original,
                let defect = StaticVerifier(design: existing.design).defect(of: way.query, original: original)
            {
                failed.append("the rewritten query failed the static check: \(defect)")
                continue
            }
            planned.restOnRule(
                way.rule, isConnected: isConnected, allowsUnverified: input.options.allowsUnverified)
            try await verification?.verifyLayout(&planned, design: existing.design)
            if planned.rewritten != nil { return planned }
            failed.append(planned.evidence.detail)
        }
        var original = PlannedQuery(query)
        original.keepOriginal(
            failed.isEmpty ? "the design has no tables that could answer it" : failed.listedOnce())
        return original
    }

    private struct Way {
        var query: Query
        var tables: Set<TableName>
        var assumptions: [Assumption] = []
        var reason: String
        var rule = MoveRule.sameRows
    }

    private func ways(of query: AnalysedQuery, _ advice: SummaryAdvice, _ joins: JoinAdvice) -> [Way] {
        var ways: [Way] = []
        var planner = ResultPlanner(design: existing.design)
        if verification != nil, let candidate = try? planner.plan(query),
            let (table, same) = existing.result(like: candidate, of: query)
        {
            ways.append(
                Way(
                    query: same.rewritten, tables: [existing.design.name(of: table)],
                    reason: "reads its result, which is kept as a table"))
        }
        let options = advice.options[query.index, default: []].sorted { a, b in
            // The fewer base tables are left to read, the better.
            bases(a.resolved).count < bases(b.resolved).count
        }
        for option in options {
            guard let way = move(option.resolved, rule: .groups) else { continue }
            ways.append(
                Way(
                    query: way.query, tables: way.tables, assumptions: option.assumptions,
                    reason: "puts its aggregates together from summaries", rule: .groups))
        }
        for option in joins.options[query.index, default: []].sorted(by: { a, b in
            a.resolved.tables.count < b.resolved.tables.count
        }) {
            guard let way = move(option.resolved, rule: .lookups) else { continue }
            ways.append(
                Way(
                    query: way.query, tables: way.tables, assumptions: option.assumptions,
                    reason: "reads rows that were joined beforehand", rule: .lookups))
        }
        if let resolved = query.resolved, let way = move(resolved, rule: .sameRows) { ways.append(way) }
        return ways
    }

    private func bases(_ resolved: ResolvedQuery) -> Set<TableName> {
        Set(resolved.tables.map(\.schema.name)).filter { !existing.design.holds($0) }
    }

    /// Moves what is left of base tables to copies; nil where a column, a row or a table has none.
    private func move(_ resolved: ResolvedQuery, rule: MoveRule) -> Way? {
        let read = RowDemand.conditions(of: resolved)
        let uses = resolved.tables.filter { !existing.design.holds($0.schema.name) }
        var targets: [TableName: TableMove.Target] = [:]
        for (name, own) in Dictionary(grouping: uses, by: \.schema.name) {
            let copy = existing.copies[name, default: []].first { copy in
                own.allSatisfy { use in
                    !use.isWholeRow && use.columns.isSubset(of: copy.target.columns.map(\.name))
                        // check: copy-has-the-rows
                        && copy.rows.map { RowDemand.covers($0, readingWith: read[use.node, default: [:]]) } ?? true
                }
            }
            guard let copy else { return nil }
            targets[name] = copy.target
        }
        let move = TableMove(resolved: resolved, targets: targets)
        let tables = Set(resolved.tables.map { use in targets[use.schema.name]?.name ?? use.schema.name })
        return Way(query: move.apply(), tables: tables, reason: "reads tables of the design", rule: rule)
    }
}
