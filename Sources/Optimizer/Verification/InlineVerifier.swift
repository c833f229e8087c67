import TrinoSQL

/// Runs an original and its rewritten query on the same live data and compares the rows, without a single write.
///
/// Both read one snapshot where the connector can travel in time. Where it can't, the tables' snapshots are looked up before and
/// after, and where there are none the original runs before and after: a difference then means that nothing was shown.
struct InlineVerifier: Sendable {
    let engine: any QueryEngine
    let profile: LakehouseProfile
    let deadline: Deadline
    /// Rows of a result that are fetched and compared here; larger ones are compared by the engine where types are exact.
    var maxRows = 100_000
    /// Seconds for one run of a query.
    var timeLimit = 120.0

    /// Checks one pair.
    /// - Parameters:
    ///   - original: the query as the client sent it, names unchanged.
    ///   - rewritten: the query over the new tables, already substituted by their definitions.
    ///   - pins: the snapshots that both read; empty without time travel.
    ///   - sources: the base tables that the original reads.
    func check(
        original: Query, rewritten: Query, pins: SnapshotPins, sources: Set<TableName>
    ) async throws -> CheckedRuns {
        let pinned = pins.pin(original, sources: sources)
        let first: EngineResult
        switch try await run(pinned) {
        case .success(let result): first = result
        case .failure(let error):
            // An original that is only slow says nothing against its rewrite; one that fails is broken as it came.
            var failure: String?
            if case .failed = error { failure = error.description }
            return CheckedRuns(check: .incomparable("the original does not run: \(error)"), originalFailure: failure)
        }
        var runs = CheckedRuns(check: .incomparable("not compared"), original: first.statistics)
        switch try await run(rewritten) {
        case .success(let result):
            runs.rewritten = result.statistics
            runs.check = try await compare(first, result, original: pinned, rewritten: rewritten)
        case .failure(let error):
            runs.check = .failed("\(error)")
            return runs
        }
        switch runs.check {
        case .equal where pins.snapshots.isEmpty:
            if try await !isStill(sources, original: pinned, first: first) {
                runs.check = .incomparable("the data changed while both queries ran")
            }
        case .different:
            // A control run tells noise from difference: an original that disagrees with itself shows nothing.
            if case .success(let second) = try await run(pinned),
                RowComparison().compare(first.rows, second.rows) != .equal
            {
                runs.check = .incomparable("two runs of the original give different rows")
            }
        case .equal, .otherTypes, .incomparable, .failed:
            break
        }
        return runs
    }

    // MARK: - Comparing

    private func compare(
        _ first: EngineResult, _ second: EngineResult, original: Query, rewritten: Query
    ) async throws -> DataCheck {
        guard first.columns.count == second.columns.count else {
            return .different(
                "\(first.columns.count) columns in the original, \(second.columns.count) in the rewritten query")
        }
        for (a, b) in zip(first.columns, second.columns) {
            guard a.name.lowercased() == b.name.lowercased() else {
                return .different("column \(a.name) of the original is called \(b.name) in the rewritten query")
            }
        }
        if let others = try otherTypes(first.columns, second.columns) { return others }
        if first.isCut || second.isCut {
            return try await compareInEngine(first, original: original, rewritten: rewritten)
        }
        let order = RowOrder(of: original, outputs: first.columns.map(\.name))
        switch RowComparison().compare(first.rows, second.rows) {
        case .equal:
            guard order.agrees(first.rows, second.rows) else {
                return .different("the same rows in another order than ORDER BY asks for")
            }
            return .equal(rows: first.rows.count, note: nil)
        case .different(let what):
            if original.limit != nil, try await differOnlyInTies(first, second, original: original, order: order) {
                return .equal(rows: first.rows.count, note: "other rows among those that tie at the LIMIT")
            }
            return .different(what)
        }
    }

    /// The columns whose types differ by more than a varchar's length or a decimal's precision, which hold the same values.
    private func otherTypes(
        _ first: [EngineResult.Column], _ second: [EngineResult.Column]
    ) throws -> DataCheck? {
        var types: [Int: SQLType] = [:]
        var words: [String] = []
        for (index, (a, b)) in zip(first, second).enumerated() where a.type != b.type {
            guard let own = try? SQLType(parsing: a.type), let other = try? SQLType(parsing: b.type) else {
                return .different("column \(a.name) is \(a.type) in the original, \(b.type) in the rewritten query")
            }
            switch (own, other) {
            case (.varchar, .varchar): continue
            case (.decimal(_, let left), .decimal(_, let right)) where left == right: continue
            default: break
            }
            types[index] = own
            words.append("column \(a.name) is \(a.type) in the original, \(b.type) in the rewritten query")
        }
        return types.isEmpty ? nil : .otherTypes(types, words.joined(separator: "; "))
    }

    /// Whether both results are right answers to a LIMIT whose last key ties: equal before the tie, and within it only rows
    /// that the whole tie holds.
    private func differOnlyInTies(
        _ first: EngineResult, _ second: EngineResult, original: Query, order: RowOrder
    ) async throws -> Bool {
        guard order.isComplete, !order.columns.isEmpty, first.rows.count == second.rows.count,
            let last = first.rows.last, order.agrees(first.rows, second.rows)
        else { return false }
        let before = first.rows.filter { !order.ties($0, with: last) }
        let beforeNew = second.rows.filter { !order.ties($0, with: last) }
        guard RowComparison().compare(before, beforeNew) == .equal else { return false }
        var whole = original
        whole.limit = nil
        whole.offset = nil
        guard case .success(let all) = try await run(whole), !all.isCut else { return false }
        var tie = all.rows.filter { order.ties($0, with: last) }
        for row in second.rows where order.ties(row, with: last) {
            guard let place = tie.firstIndex(where: { RowComparison().compare([$0], [row]) == .equal }) else {
                return false
            }
            tie.remove(at: place)
        }
        return true
    }

    /// Compares results that are too large to fetch: one statement counts the rows that only one side has.
    private func compareInEngine(
        _ first: EngineResult, original: Query, rewritten: Query
    ) async throws -> DataCheck {
        guard original.limit == nil, original.offset == nil else {
            return .incomparable("more than \(maxRows) rows behind a LIMIT")
        }
        let inexact = first.columns.filter { column in
            ["double", "real", "map", "json"].contains { column.type.contains($0) }
        }
        guard inexact.isEmpty else {
            return .incomparable(
                "more than \(maxRows) rows, and column \(inexact[0].name) of type \(inexact[0].type) can't be compared exactly"
            )
        }
        func unordered(_ query: Query) -> QueryBody {
            var copy = query
            copy.orderBy = []
            return .parenthesized(copy)
        }
        let a = unordered(original)
        let b = unordered(rewritten)
        let left = SetOperation(.except, .all, branches: [a, b])
        let right = SetOperation(.except, .all, branches: [b, a])
        let both = SetOperation(
            .union, .all,
            branches: [
                .parenthesized(Query(body: .setOperation(left))), .parenthesized(Query(body: .setOperation(right))),
            ])
        let counting = Query(
            body: .select(
                Select(
                    items: [SelectItem(.expression(.countStar, alias: nil))],
                    from: [
                        Relation(
                            .aliased(
                                Relation(.subquery(Query(body: .setOperation(both)))), alias: Identifier("differences"),
                                columns: []))
                    ])))
        switch try await run(counting) {
        case .success(let result):
            guard case .integer(let count)? = result.rows.first?.first else {
                return .incomparable("the engine gave no count of differing rows")
            }
            let note = "compared by the engine, as multisets; more than \(maxRows) rows"
            return count == 0 ? .equal(rows: maxRows, note: note) : .different("\(count) rows that only one side has")
        case .failure(let error):
            return .incomparable("too large to fetch, and the engine could not compare it: \(error)")
        }
    }

    // MARK: - Running

    private func run(_ query: Query) async throws -> Result<EngineResult, EngineError> {
        guard deadline.secondsLeft > 1 else { return .failure(.timedOut(seconds: 0)) }
        let statement = EngineStatement(query.sql(), maxRows: maxRows, timeLimit: deadline.limit(timeLimit))
        do {
            return .success(try await engine.run(statement))
        } catch let error as EngineError {
            return .failure(error)
        }
    }

    private func isStill(_ sources: Set<TableName>, original: Query, first: EngineResult) async throws -> Bool {
        let known = sources.allSatisfy { profile.tables[$0]?.snapshot != nil }
        if known {
            let collector = ProfileCollector(engine: engine, deadline: deadline)
            for table in sources {
                let now = await collector.currentSnapshot(of: table)
                if now != profile.tables[table]?.snapshot { return false }
            }
            return true
        }
        guard !first.isCut, case .success(let again) = try await run(original) else { return false }
        return RowComparison().compare(first.rows, again.rows) == .equal
    }
}
