import TrinoSQL

/// Gives each query whose rows may be kept a table of its own; equal queries share one.
struct ResultPlanner {
    /// Rows of a result that is kept at most. Beyond what a check fetches the engine compares them, and their bytes are those of the first
    /// rows, as often as these go into all.
    static let rowLimit = 1_000_000

    let design: Design
    /// New tables by the text of the query that fills them.
    private var tables: [String: NewTable] = [:]
    private var names: Set<String> = []

    init(design: Design) {
        self.design = design
    }

    /// What a query becomes when its result is kept.
    /// - Throws: `ResultCandidate.Refusal`.
    mutating func plan(
        _ query: AnalysedQuery, types: [Int: SQLType] = [:], codings: [Int: PatchedColumn] = [:]
    ) throws(ResultCandidate.Refusal) -> ResultCandidate {
        guard let original = query.flat else { throw .init(reason: "it can't be read") }
        if let obstacle = query.obstacle { throw .init(reason: obstacle) }
        let candidate = try ResultCandidate(
            original, name: freeName(query.input.id), design: design, types: types, codings: codings)
        let text = candidate.table.filling(casts: true).sql()
        if let same = tables[text] {
            return try ResultCandidate(original, name: same.name, design: design, types: types, codings: codings)
        }
        tables[text] = candidate.table
        names.insert(candidate.table.name)
        return candidate
    }

    /// A name from the query's id, of what may stand in a plain name.
    private func freeName(_ id: String) -> String {
        let plain = id.lowercased().map { $0.isASCII && ($0.isLetter || $0.isNumber) ? $0 : "_" }
        // Taken for good once there is a table of that name.
        var names = names
        return names.takeFree("result_" + String(plain.prefix(40)))
    }
}
