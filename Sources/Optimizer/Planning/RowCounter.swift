import TrinoSQL

/// Counts the rows that summaries and kept sub-queries would have on the live engine, within a number of statements and a time, and estimates the rest.
struct RowCounter {
    let engine: any QueryEngine
    let deadline: Deadline
    let profile: LakehouseProfile
    private var left: Int
    private var counts: [String: Double] = [:]
    private let end: Deadline

    /// Of the time that is left, the part that counting may take.
    static let share = 0.15

    init(engine: any QueryEngine, deadline: Deadline, profile: LakehouseProfile, most: Int) {
        self.engine = engine
        self.deadline = deadline
        self.profile = profile
        left = most
        end = Deadline(seconds: deadline.secondsLeft * Self.share)
    }

    /// Whether another one can be counted.
    var hasRoom: Bool { left > 0 && !end.hasPassed }

    mutating func rows(of proposal: SummaryProposal) async -> (rows: Double, isCounted: Bool) {
        if proposal.keys.isEmpty { return (1, true) }
        if let known = counts[proposal.key] { return (known, true) }
        guard hasRoom else { return (estimate(proposal), false) }
        left -= 1
        let statement = EngineStatement(proposal.counting.sql(), timeLimit: end.limit(30))
        guard let rows = try? await engine.run(statement).rows.first?.first?.number else {
            return (estimate(proposal), false)
        }
        counts[proposal.key] = rows
        return (rows, true)
    }

    /// Rows that a query gives.
    /// - Parameter estimate: what stands in where they can't be counted.
    mutating func rows(of query: Query, estimate: Double) async -> (rows: Double, isCounted: Bool) {
        guard hasRoom else { return (estimate, false) }
        left -= 1
        let rows = Relation(.aliased(Relation(.subquery(query)), alias: Identifier("r"), columns: []))
        let counting = Query(
            body: .select(Select(items: [SelectItem(.expression(.countStar, alias: Identifier("n")))], from: [rows])))
        let statement = EngineStatement(counting.sql(), timeLimit: end.limit(30))
        guard let count = try? await engine.run(statement).rows.first?.first?.number else { return (estimate, false) }
        return (count, true)
    }

    /// Rows that were counted before.
    func known(_ proposal: SummaryProposal) -> Double? { counts[proposal.key] }

    func estimate(_ proposal: SummaryProposal) -> Double {
        let tables = proposal.source.tables
        let groups = GroupCount(rows: sourceRows(proposal.source)) { expression in
            guard case .column(let name) = expression.kind, name.parts.count == 2,
                let place = Int(name.parts[0].text.dropFirst()), tables.indices.contains(place)
            else { return nil }
            return profile.tables[tables[place]]?.columns[name.last.canonical]
        }
        return groups.groups(by: proposal.keys.values.map(\.expression))
    }

    /// Rows of a source: joins over keys keep the rows of the largest table.
    func sourceRows(_ source: BlockSource) -> Double {
        source.tables.map { profile.tables[$0]?.rowCount.map(Double.init) ?? TableEstimate.unknownRows }.max() ?? 0
    }
}
