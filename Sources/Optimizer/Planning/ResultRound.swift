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
            uniqueKeysWithValues: queries.indices.filter { !queries[$0].isSettled }.map { ($0, [Int: SQLType]()) })
        // A second time for those to which the engine gives other types than Trino's rules say.
        for attempt in 0..<2 {
            let planned = open.sorted { $0.key < $1.key }
            open = [:]
            let trials = planned.compactMap { index, types in
                trial(of: &outcome.queries[index], types: types, design: design, planner: &planner).map { (index, $0) }
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
                var order: SortedRows?
                if let rows, query.rewritten != nil { order = sorting(rows, of: trial) }
                return (query: query, check: check, order: order)
            }
            for ((index, trial), result) in zip(trials, checked) {
                var query = result.query
                if query.rewritten != nil, var table = trial.design.tables.first {
                    for (output, bytes) in result.check.columnBytes.enumerated() {
                        if let column = trial.columnOfOutput[output] { table.columnBytes[column] = bytes }
                    }
                    result.order?.apply(to: &table, trial.columnOfOutput)
                    query.reasons.append("reads its result, which is kept as a table")
                    outcome.kept[index] = (query, table)
                    outcome.queries[index].before = query.before
                    continue
                }
                if attempt == 0, !result.check.otherTypes.isEmpty, !query.isSettled {
                    // In place of why it failed: it is tried again.
                    query.reasons.removeLast()
                    query.reasons.append(
                        "the engine's own types are kept where Trino's rules say others: \(result.check.typesReason)")
                    open[index] = result.check.otherTypes
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
        /// See ``ResultCandidate/columnOfOutput``.
        var columnOfOutput: [Int: String]
    }

    /// The order that suits the rows best; nil where the table can't be sorted.
    private func sorting(_ rows: EngineResult, of trial: ResultTrial) -> SortedRows? {
        let offered = verification.profile.tableProperties[trial.design.catalog]
        // Source: Trino documentation, Iceberg connector, "Table properties". Hive sorts within buckets only.
        guard trial.design.connector == .iceberg, offered?.contains("sorted_by") ?? true,
            let table = trial.design.tables.first, verification.deadline.secondsLeft > verification.reserve
        else { return nil }
        let types = Dictionary(uniqueKeysWithValues: table.columns.map { ($0.name, $0.storedType) })
        let sortable = trial.columnOfOutput.filter { types[$0.value]?.isSortable ?? false }
        let original = trial.query.analysed.original
        return SortedRows(
            rows, storing: Set(trial.columnOfOutput.keys), by: Set(sortable.keys),
            own: original.map { RowOrder(of: $0).columns } ?? [],
            isOrdered: original?.query.orderBy.isEmpty == false)
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
        var trial = ResultTrial(query: query, design: design, columnOfOutput: candidate.columnOfOutput)
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
}

extension SortedRows {
    /// Has a kept result lie in this order.
    ///
    /// - Parameter columns: its columns by the outputs' places.
    fileprivate func apply(to table: inout NewTable, _ columns: [Int: String]) {
        let names = keys.compactMap { columns[$0] }
        guard !names.isEmpty else { return }
        let percent = Int((share * 100).rounded())
        table.layout.sortedBy = names
        table.reasons.append(
            "sorted by \(names.joined(separator: ", ")): tried on its rows, which take about \(percent) % of their unsorted size so"
        )
        for (place, name) in columns { table.columnBytes[name]? *= shares[place] ?? 1 }
    }
}
