import TrinoSQL

/// Whether two results that differ are both right answers to a LIMIT or OFFSET that cuts through rows with equal keys.
///
/// First the test by one row more: where the row beyond the cut has another key than the last one within, nothing ties there and
/// the rows are determined. Where it ties, rows outside of the tie must be the same on both sides, and those within it must be
/// found in the whole tie, each as often as it came.
struct LimitTies {
    /// The original with its keys shown.
    let query: Query
    let outputs: Int
    let order: RowOrder
    /// Runs a query; nil where it gave no result, or not all of it.
    let run: (Query) async throws -> EngineResult?

    enum Verdict: Sendable, Hashable {
        /// The rows are determined: a difference is one.
        case determined
        /// Both results are right answers.
        case bothRight
        case unknown(String)
    }

    func judge(_ first: KeyedRows, _ second: KeyedRows) async throws -> Verdict {
        guard cutsRows, order.isComplete, !order.columns.isEmpty, first.count == second.count,
            let top = first.keys.first, let bottom = first.keys.last, first.isOrderedLike(second)
        else { return .determined }
        var edges: [[EngineValue]] = []
        switch try await neighbours(of: first.count) {
        case nil: return .unknown("the rows around the LIMIT could not be looked up")
        case let (before, after)?:
            if let before, KeyedRows.areSame(before, top) { edges.append(top) }
            if let after, KeyedRows.areSame(after, bottom) { edges.append(bottom) }
        }
        guard !edges.isEmpty else { return .determined }
        let comparison = RowComparison()
        let inside = first.rows(tying: false, with: edges)
        // check: rows-outside-the-tie-agree
        guard comparison.compare(inside, second.rows(tying: false, with: edges)) == .equal else { return .determined }
        var whole = query
        whole.limit = nil
        whole.offset = nil
        guard let all = try await run(whole) else { return .unknown("the rows that tie at the LIMIT are too many") }
        var tie = KeyedRows(all.rows, outputs: outputs, order: order).rows(tying: true, with: edges)
        for row in second.rows(tying: true, with: edges) {
            let place = tie.firstIndex { comparison.compare([$0], [row]) == .equal }
            // check: rows-of-the-tie-are-in-it
            if place == nil { return .determined }
            if let place { tie.remove(at: place) }
        }
        return .bothRight
    }

    /// Whether the query leaves rows out that could tie with those that it gives.
    private var cutsRows: Bool {
        switch query.limit {
        case .rows, .fetchFirst(_, withTies: false): true
        case .fetchFirst(_, withTies: true), .all, nil: query.offset != nil
        }
    }

    /// The keys of the row before the first and of the one after the last, nil where there is no such row.
    private func neighbours(of count: Int) async throws -> (before: [EngineValue]?, after: [EngineValue]?)? {
        var skipped = 0
        if let offset = query.offset {
            guard case .integer(let digits) = offset.kind, let number = Int(digits) else { return nil }
            skipped = number
        }
        let hasBefore = skipped > 0
        var wider = query
        wider.offset = skipped > 1 ? .integer(skipped - 1) : nil
        wider.limit = .rows(.integer(count + (hasBefore ? 2 : 1)))
        guard let result = try await run(wider) else { return nil }
        var keys = KeyedRows(result.rows, outputs: outputs, order: order).keys
        let before = hasBefore && !keys.isEmpty ? keys.removeFirst() : nil
        return (before, keys.count > count ? keys[count] : nil)
    }
}
