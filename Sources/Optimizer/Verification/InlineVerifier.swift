import TrinoSQL

/// Runs an original and its rewritten query on the same live data and compares the rows, without a single write.
///
/// Both read one snapshot where the connector can travel in time. Where it can't, equal rows count once the tables' snapshots are
/// seen to have stayed, or one statement that holds both queries gives the same rows, or the original gives the same rows again
/// afterwards. A difference counts unless the original disagrees with itself.
struct InlineVerifier: Sendable {
    let engine: any QueryEngine
    let profile: LakehouseProfile
    let deadline: Deadline
    let limits: VerificationLimits
    /// What this and other checks of the run may read together.
    let budget: ByteBudget

    func check(_ pair: QueryPair) async throws -> CheckedRuns {
        let reading = ReadEstimate(profile: profile)
        let costs = Costs(
            original: reading.bytes(of: pair.original, naming: pair.columns) ?? 0,
            rewritten: reading.bytes(of: pair.rewritten, naming: pair.columns) ?? 0)
        let left = await budget.left
        guard costs.both <= left else {
            return CheckedRuns(
                check: .incomparable(
                    "comparing would read about \(ByteCount.text(Double(costs.both))), and \(ByteCount.text(Double(max(0, left)))) are left for checks"
                ))
        }
        // An unusable text is found without reading a byte.
        if let error = try await refusal(of: pair.rewritten) {
            // The fault may be the original's own.
            guard case .failed? = try await refusal(of: pair.original) else {
                return CheckedRuns(check: .failed("\(error)"))
            }
            return CheckedRuns(
                check: .incomparable("the original does not run: \(error)"), originalFailure: error.description)
        }

        var shown = ShownPair(pair)
        var runs = try await run(shown, costs)
        if shown.showsKeys, runs.first == nil || runs.second == nil {
            // Perhaps only the keys beside the outputs were too much.
            shown = ShownPair(pair, showingKeys: false)
            runs = try await run(shown, costs)
        }
        guard let first = runs.first else {
            // An original that is only slow says nothing against its rewrite; one that fails is broken as it came.
            let error = runs.error ?? .timedOut(seconds: 0)
            var failure: String?
            if case .failed = error { failure = error.description }
            return CheckedRuns(check: .incomparable("the original does not run: \(error)"), originalFailure: failure)
        }
        // A run that was broken off tells neither the time nor the bytes of a whole one.
        var checked = CheckedRuns(
            check: .incomparable("not compared"), original: first.isCut ? nil : first.statistics)
        guard let second = runs.second else {
            checked.check = .failed("\(runs.error ?? .timedOut(seconds: 0))")
            return checked
        }
        if !second.isCut { checked.rewritten = second.statistics }
        checked.originalRows = first
        checked.check = try await compare(first, second, shown, costs)
        return checked
    }

    /// The original's result, and where there is one, the rewritten query's; what stopped the first that is missing.
    private func run(
        _ shown: ShownPair, _ costs: Costs
    ) async throws -> (first: EngineResult?, second: EngineResult?, error: EngineError?) {
        switch try await run(shown.original, reading: costs.original) {
        case .failure(let error): return (nil, nil, error)
        case .success(let first):
            switch try await run(shown.rewritten, reading: costs.rewritten) {
            case .failure(let error): return (first, nil, error)
            case .success(let second): return (first, second, nil)
            }
        }
    }

    /// Bytes that one run of each query reads.
    private struct Costs {
        var original: Int64
        var rewritten: Int64
        var both: Int64 { original &+ rewritten < 0 ? .max : original + rewritten }
    }

    // MARK: - Comparing

    private func compare(
        _ first: EngineResult, _ second: EngineResult, _ shown: ShownPair, _ costs: Costs
    ) async throws -> DataCheck {
        let outputs = shown.pair.outputs.count
        if let defect = shown.defect(first.columns, second.columns) { return defect }
        let left = KeyedRows(first.rows, outputs: outputs, order: shown.originalOrder)
        let right = KeyedRows(second.rows, outputs: outputs, order: shown.rewrittenOrder)
        let types = first.columns.prefix(outputs).compactMap { try? SQLType(parsing: $0.type) }
        let sides = BothSides(original: shown.pair.original, rewritten: shown.pair.rewritten, types: types)
        let canJoin = types.count == outputs
        if first.isCut || second.isCut {
            // check: large-results-in-order
            guard left.isOrderedLike(right) else { return .different("rows in another order than ORDER BY asks for") }
            guard canJoin else { return .incomparable("more than \(limits.rows) rows of a type that is not known") }
            let check = try await compareInEngine(sides, costs)
            guard case .different = check, let columns = shown.unsettledColumns,
                case .equal = try await compareInEngine(sides.hiding(shown.pair.unsettled), costs)
            else { return check }
            return .equalBut(columns)
        }
        switch RowComparison().compare(left.rows, right.rows) {
        case .equal:
            // check: rows-in-order
            guard left.isOrderedLike(right) else {
                return .different("the same rows in another order than ORDER BY asks for")
            }
            if shown.pair.isPinned { return .equal(rows: left.count, note: shown.note) }
            return try await confirm(left, canJoin ? sides : nil, shown, costs)
        case .different(let what):
            if let columns = shown.unsettledColumns {
                let (first, second) = (left.hiding(shown.pair.unsettled), right.hiding(shown.pair.unsettled))
                if RowComparison().compare(first.rows, second.rows) == .equal, first.isOrderedLike(second) {
                    return .equalBut(columns)
                }
            }
            let ties = LimitTies(query: shown.original, outputs: outputs, order: shown.originalOrder) { query in
                try await complete(query, reading: costs.original)
            }
            switch try await ties.judge(left, right) {
            case .bothRight: return .equal(rows: left.count, note: "other rows among those that tie at the LIMIT")
            case .unknown(let reason): return .incomparable("rows differ, and \(reason)")
            case .determined: return try await control(what, left, canJoin ? sides : nil, shown, costs)
            }
        }
    }

    /// Equal rows without a common snapshot: whether both queries saw the same data.
    private func confirm(
        _ left: KeyedRows, _ sides: BothSides?, _ shown: ShownPair, _ costs: Costs
    ) async throws -> DataCheck {
        if try await snapshotsStayed(shown.pair.sources) { return .equal(rows: left.count, note: shown.note) }
        if let sides, let joint = try await together(sides, shown, costs) {
            switch joint {
            case .equal: return .equal(rows: left.count, note: "compared in one statement that holds both queries")
            case .different where shown.pair.original.limit == nil: return joint
            case .equalBut: return joint
            default: break
            }
        }
        guard let again = try await complete(shown.original, reading: costs.original),
            RowComparison().compare(left.rows, shown.rows(again)) == .equal
        else { return .incomparable("the data changed while both queries ran") }
        return .equal(rows: left.count, note: "the original gave the same rows before and after")
    }

    /// Different rows: an original that disagrees with itself, or data that moved, show nothing.
    private func control(
        _ what: String, _ left: KeyedRows, _ sides: BothSides?, _ shown: ShownPair, _ costs: Costs
    ) async throws -> DataCheck {
        guard let again = try await complete(shown.original, reading: costs.original) else { return .different(what) }
        guard RowComparison().compare(left.rows, shown.rows(again)) != .equal else { return .different(what) }
        if !shown.pair.isPinned, let sides, case .equal(let rows, _)? = try await together(sides, shown, costs) {
            return .equal(rows: rows, note: "compared in one statement that holds both queries")
        }
        return .incomparable("two runs of the original give different rows")
    }

    /// Both sides from one statement, compared here; nil where that can't be had.
    private func together(_ sides: BothSides, _ shown: ShownPair, _ costs: Costs) async throws -> DataCheck? {
        guard case .success(let result) = try await run(sides.rows, reading: costs.both), !result.isCut else {
            return nil
        }
        let halves = [0, 1].map { number in
            result.rows.filter { $0.first == .integer(Int64(number)) }.map { Array($0.dropFirst()) }
        }
        switch RowComparison().compare(halves[0], halves[1]) {
        case .equal: return .equal(rows: halves[0].count, note: nil)
        case .different(let what):
            guard let columns = shown.unsettledColumns else { return .different(what) }
            let exact = halves.map { KeyedRows.hiding(shown.pair.unsettled, in: $0) }
            return RowComparison().compare(exact[0], exact[1]) == .equal ? .equalBut(columns) : .different(what)
        }
    }

    /// Compares results that are too large to fetch, in one statement.
    private func compareInEngine(_ sides: BothSides, _ costs: Costs) async throws -> DataCheck {
        let result: EngineResult
        switch try await run(sides.comparison, reading: costs.both) {
        case .success(let answer): result = answer
        case .failure(let error):
            return .incomparable("too large to fetch, and the engine could not compare it: \(error)")
        }
        guard let row = result.rows.first, row.count == 2, case .integer(let differing) = row[0],
            case .integer(let rows) = row[1]
        else { return .incomparable("the engine gave no count of differing rows") }
        if differing == 0 { return .equal(rows: Int(rows), note: "compared by the engine, whole rows as a multiset") }
        if sides.hasInexactParts {
            return .incomparable("\(differing) groups of rows differ, perhaps by rounding inside a nested value")
        }
        if sides.original.limit != nil || sides.original.offset != nil {
            return .incomparable("\(differing) groups of rows differ, perhaps among rows that tie at the LIMIT")
        }
        return .different("\(differing) groups of rows differ")
    }

    // MARK: - Running

    private func refusal(of query: Query) async throws -> EngineError? {
        let statement = EngineStatement(
            "EXPLAIN (TYPE VALIDATE) " + query.sql(), timeLimit: deadline.limit(limits.seconds))
        do {
            _ = try await engine.run(statement)
            return nil
        } catch let error as EngineError {
            return error
        }
    }

    private func run(_ query: Query, reading bytes: Int64) async throws -> Result<EngineResult, EngineError> {
        try await run(query.sql(), reading: bytes)
    }

    private func run(_ sql: String, reading bytes: Int64) async throws -> Result<EngineResult, EngineError> {
        guard deadline.secondsLeft > 1 else { return .failure(.timedOut(seconds: 0)) }
        guard await budget.take(bytes) else {
            return .failure(
                .refused("it would read about \(ByteCount.text(Double(bytes))), more than is left for checks"))
        }
        let statement = EngineStatement(sql, maxRows: limits.rows, timeLimit: deadline.limit(limits.seconds))
        do {
            let result = try await engine.run(statement)
            await budget.settle(taken: bytes, read: result.statistics.bytesRead)
            return .success(result)
        } catch let error as EngineError {
            return .failure(error)
        }
    }

    /// A whole result; nil where it failed or is too large.
    private func complete(_ query: Query, reading bytes: Int64) async throws -> EngineResult? {
        guard case .success(let result) = try await run(query, reading: bytes), !result.isCut else { return nil }
        return result
    }

    private func snapshotsStayed(_ sources: Set<TableName>) async throws -> Bool {
        guard sources.allSatisfy({ profile.tables[$0]?.snapshot != nil }) else { return false }
        let collector = ProfileCollector(engine: engine, deadline: deadline)
        for table in sources {
            let now = await collector.currentSnapshot(of: table)
            if now != profile.tables[table]?.snapshot { return false }
        }
        return true
    }
}
