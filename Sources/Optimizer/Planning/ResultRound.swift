import TrinoSQL

/// Tries whether each query's whole result may be kept as a table, and sees on live data that reading it back gives the same rows.
struct ResultRound {
    let verification: VerificationRound
    /// Called with the number of queries compared, and of all to compare.
    let progress: @Sendable (Int, Int) async -> Void

    /// What may be kept.
    struct Outcome {
        /// The queries as they came in, with what was tried and why it failed.
        var queries: [PlannedQuery]
        /// By place: the query over its kept result, verified, and the table.
        var kept: [Int: (query: PlannedQuery, table: NewTable)] = [:]
    }

    func run(_ queries: [PlannedQuery], design: Design) async throws -> Outcome {
        var outcome = Outcome(queries: queries)
        var planner = ResultPlanner(design: design)
        var open = Dictionary(
            uniqueKeysWithValues: queries.indices.filter { !queries[$0].isSettled }.map { ($0, ResultForm()) })
        // Again for those to which the engine gives other types than Trino's rules say, and for those that take less room in another form.
        for _ in 0..<3 {
            let planned = open.sorted { $0.key < $1.key }
            open = [:]
            let trials = planned.compactMap { index, form in
                trial(of: &outcome.queries[index], in: form, design: design, planner: &planner).map { (index, $0) }
            }
            let total = trials.count
            let checked = try await verification.sideBySide(
                Array(trials.indices), progress: { await progress($0, total) }
            ) { place in
                let trial = trials[place].1
                var query = trial.query
                var check = try await verification.verifyResult(
                    &query, design: trial.design, rowLimit: ResultPlanner.rowLimit)
                let rows = check.rows.take()
                var next: ResultForm?
                if query.rewritten != nil, !trial.form.isFound, let rows { next = form(for: rows, of: trial, query) }
                return (query: query, check: check, next: next)
            }
            for ((index, trial), result) in zip(trials, checked) {
                var query = result.query
                if query.rewritten != nil, var table = trial.design.tables.first {
                    for (output, bytes) in result.check.columnBytes.enumerated() {
                        if let column = trial.columnOfOutput[output] { table.columnBytes[column] = bytes }
                    }
                    (result.next ?? trial.form).apply(
                        to: &table, trial.columnOfOutput, isCoded: trial.form.isCoded)
                    query.reasons.append("reads its result, which is kept as a table")
                    outcome.kept[index] = (query, table)
                    outcome.queries[index].before = query.before
                    if let next = result.next, next.isCoded { open[index] = next }
                    continue
                }
                // What was kept without codings stays.
                if trial.form.isCoded { continue }
                if trial.form.types.isEmpty, !result.check.otherTypes.isEmpty, !query.isSettled {
                    // In place of why it failed: it is tried again.
                    query.reasons.removeLast()
                    query.reasons.append(
                        "the engine's own types are kept where Trino's rules say others: \(result.check.typesReason)")
                    open[index] = ResultForm(types: result.check.otherTypes)
                }
                outcome.queries[index] = query
            }
        }
        return outcome
    }

    /// A query over its kept result, and the design of that one table: ready to be checked.
    private struct ResultTrial: Sendable {
        var query: PlannedQuery
        var design: Design
        var form: ResultForm
        /// See ``ResultCandidate/columnOfOutput``.
        var columnOfOutput: [Int: String]
    }

    /// The form that suits the rows best; nil where it is as good as any.
    private func form(for rows: EngineResult, of trial: ResultTrial, _ query: PlannedQuery) -> ResultForm? {
        let offered = verification.profile.tableProperties[trial.design.catalog]
        // Source: Trino documentation, Iceberg connector, "Table properties". Hive sorts within buckets only.
        guard trial.design.connector == .iceberg, let table = trial.design.tables.first,
            let original = trial.query.analysed.original, verification.deadline.secondsLeft > verification.reserve
        else { return nil }
        let types = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.storedType) })
        var form = trial.form
        form.find(
            for: rows, storing: trial.columnOfOutput.compactMapValues { types[$0] },
            order: RowOrder(of: original).columns,
            isOrdered: !original.query.orderBy.isEmpty, canSort: offered?.contains("sorted_by") ?? true,
            // Codings are checked once more.
            canCode: query.before.seconds.map { $0 <= Self.longestRun } ?? true)
        return form
    }

    /// Seconds: a query that runs longer isn't run again for a smaller table.
    private static let longestRun = 20.0

    /// Plans to keep one query's result; nil where that can't be, which the query then says.
    private func trial(
        of query: inout PlannedQuery, in form: ResultForm, design: Design, planner: inout ResultPlanner
    ) -> ResultTrial? {
        let candidate: ResultCandidate
        do {
            candidate = try planner.plan(query.analysed, types: form.types, codings: form.codings)
        } catch {
            if !form.isCoded { query.withdraw(error.reason) }
            return nil
        }
        var trial = ResultTrial(query: query, design: design, form: form, columnOfOutput: candidate.columnOfOutput)
        trial.design.tables = [candidate.table]
        trial.query.rewritten = candidate.rewritten
        trial.query.tables = [design.name(of: candidate.table)]
        trial.query.engineTypes = form.types
        if let original = query.analysed.original,
            let defect = StaticVerifier(design: trial.design).defect(
                of: candidate.rewritten, original: original, types: form.types)
        {
            if !form.isCoded { query.withdraw("the rewritten query failed the static check: \(defect)") }
            return nil
        }
        return trial
    }
}
