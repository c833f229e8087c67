import TrinoSQL

extension DesignBuilder.Result {
    /// Says of the queries whose text a model proposed what that text rests on.
    mutating func apply(_ accepted: [Int: ProposalRound.Accepted]) {
        for (index, proposal) in accepted where queries.indices.contains(index) && !queries[index].keepsOriginal {
            queries[index].evidence = Evidence(
                .equalOnData, "a proposed text that gave the same rows twice on the live data",
                rowsCompared: proposal.rowsCompared)
            queries[index].reasons.append("rewritten as a language model proposed: \(proposal.why)")
        }
    }

    /// Which rows the copies and the joined rows hold that a query reads, in words that are equal where the rows are.
    func filters(ofCopiesReadBy query: PlannedQuery) -> [String] {
        design.tables.filter { [.layout, .join].contains($0.kind) && query.tables.contains(design.name(of: $0)) }
            .map { "\($0.name) \($0.definition.filter?.sql() ?? "")" }.sorted()
    }

    /// Leaves out tables that no query reads any more.
    mutating func dropUnusedTables() {
        let used = queries.reduce(into: Set<TableName>()) { $0.formUnion($1.tables) }
        let design = design
        self.design.tables.removeAll { !used.contains(design.name(of: $0)) }
    }
}
