import TrinoSQL

/// Measures whether columns of a table are a key: whether no two rows share their values, NULLs apart.
struct KeyProbe {
    let engine: any QueryEngine
    let profile: LakehouseProfile
    private let end: Deadline
    private var left: Int
    private var answers: [Key: Bool] = [:]

    private struct Key: Hashable {
        let table: TableName
        let columns: [String]
    }

    /// Of the time that is left, the part that measuring may take.
    static let share = 0.1
    /// With fewer distinct values than this part of its rows a column is taken not to be unique without asking: statistics count
    /// by sketches, which err by a few percent.
    static let surelyDouble = 0.75

    /// - Parameter most: statements that are run at most.
    init(engine: any QueryEngine, deadline: Deadline, profile: LakehouseProfile, most: Int) {
        self.engine = engine
        self.profile = profile
        end = Deadline(seconds: deadline.secondsLeft * Self.share)
        left = most
    }

    /// What was measured; nil where it was not.
    func known(_ columns: [String], of table: TableName) -> Bool? { answers[Key(table: table, columns: columns)] }

    /// Looks at the live data, where statistics don't tell already. What could not be measured counts as no key.
    mutating func measure(_ columns: [String], of table: TableName) async {
        let key = Key(table: table, columns: columns)
        guard answers[key] == nil else { return }
        answers[key] = false
        guard mayBeKey(key), left > 0, !end.hasPassed else { return }
        left -= 1
        let statement = EngineStatement(
            MeasuredFact.unique(columns, of: table).counterexamples.sql(), maxRows: 1, timeLimit: end.limit(30))
        if let rows = try? await engine.run(statement).rows { answers[key] = rows.isEmpty }
    }

    private func mayBeKey(_ key: Key) -> Bool {
        guard let table = profile.tables[key.table], let rows = table.rowCount, rows > 0 else { return true }
        var values = 1.0
        var filled = Double(rows)
        for column in key.columns {
            guard let statistics = table.columns[column], let distinct = statistics.distinctValues else { return true }
            values = min(1e18, values * max(1, distinct))
            filled = min(filled, Double(rows) * (1 - min(1, max(0, statistics.nullsFraction ?? 0))))
        }
        return values >= Self.surelyDouble * filled
    }
}
