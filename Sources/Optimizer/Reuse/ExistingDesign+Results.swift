extension ExistingDesign {
    /// The table that holds a query's result, and the query over it; nil where there is none. It may hold columns as whole numbers
    /// (``PatchedColumn``), which their names tell.
    ///
    /// - Parameter plain: the query's result as it would be kept with its columns as they are.
    func result(like plain: ResultCandidate, of query: AnalysedQuery) -> (table: NewTable, candidate: ResultCandidate)?
    {
        guard let original = query.flat else { return nil }
        func candidate(_ table: NewTable, _ codings: [Int: PatchedColumn]) -> ResultCandidate? {
            try? ResultCandidate(original, name: table.name, design: design, codings: codings)
        }
        if let table = results[plain.table.filling(casts: false).sql()], let same = candidate(table, [:]) {
            return (table, same)
        }
        for (text, table) in results.sorted(by: { $0.key < $1.key }) where table.sources == plain.table.sources {
            let types = Dictionary(table.columns.map { ($0.name, $0.storedType) }, uniquingKeysWith: { a, _ in a })
            let codings = plain.columnOfOutput.compactMapValues { name in
                PatchedColumn.units.lazy.compactMap { unit in
                    types[name + PatchedColumn(unit: unit, isShort: true).suffix].map {
                        PatchedColumn(unit: unit, isShort: $0 == .integer)
                    }
                }.first
            }
            guard !codings.isEmpty, let same = candidate(table, codings) else { continue }
            if same.table.filling(casts: false).sql() == text { return (table, same) }
        }
        return nil
    }
}
