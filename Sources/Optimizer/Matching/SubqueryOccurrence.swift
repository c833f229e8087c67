import TrinoSQL

/// A place of a query where a sub-query stands.
struct SubqueryOccurrence: Sendable {
    /// The node of its query; of its SELECT where it is a branch of a set operation.
    let node: Int
    let role: Role
    let query: Query
    /// Nodes of the occurrences that it stands in, the outermost first.
    let inside: [Int]
    /// The common table around it, as its query's node.
    let commonTable: Int?
    let outputs: [Output]

    /// What a sub-query is there for.
    enum Role: Sendable, Hashable {
        /// A derived table.
        case relation(renamesColumns: Bool)
        case commonTable(renamesColumns: Bool)
        /// A branch of UNION, INTERSECT or EXCEPT; the first one names the columns.
        case branch(isFirst: Bool)
        /// IN, EXISTS, a comparison, or a value.
        case expression
    }

    /// One column of it.
    struct Output: Sendable {
        let name: String?
        let type: SQLType?
    }

    /// The sub-query in the form that equal ones share, and why this one can't be read from a table.
    func form(in resolved: ResolvedQuery, commonTables: [Int: CommonTable]) -> SubqueryForm {
        var normaliser = QueryNormaliser(resolved, commonTables: commonTables)
        let normal = normaliser.normal(query, keepsPlaces: false)
        var defects = normaliser.defects
        let items = normal.isExtendable ? normal.items : nil
        var columns: [SubqueryForm.Column] = []
        if let items {
            for item in items where !columns.contains(where: { $0.text == item.sql() }) {
                columns.append(.init(text: item.sql(), expression: item))
            }
        } else {
            let width = Set(normal.names).count
            columns = (0..<width).map { .init(text: QueryNormaliser.column($0), expression: nil) }
        }
        var inexact: Set<Int> = []
        if !normaliser.roundings.isEmpty {
            let sums = InexactOutputs(resolved: resolved)
            if let found = sums.outputs(of: query, adding: normaliser.roundings), normal.isExtendable {
                inexact = found
            }
            // check: last-digits-stay-last
            if inexact.isEmpty || sums.areExposed(inexact, of: self) {
                defects.append("the last digits of a floating-point sum in it could show in a comparison or a rounding")
            }
        }
        // check: nothing-fails-that-is-kept
        if normaliser.canFail {
            defects.append("something in it can fail on rows that the query around it may keep away")
        }
        if normaliser.sources.isEmpty { defects.append("it reads no table") }
        // A column without a name would get one, which could hide another relation's.
        if needsNames, outputs.contains(where: { $0.name == nil }) { defects.append("a column of it has no name") }
        return SubqueryForm(
            normal, columns: columns, outputs: items.map { $0.map { $0.sql() } } ?? normal.names,
            sources: normaliser.sources, inexactOutputs: inexact, defect: defects.first)
    }

    /// Whether the names of its outputs can be seen from outside.
    private var needsNames: Bool {
        switch role {
        case .relation(let renames), .commonTable(let renames): !renames
        case .branch(let isFirst): isFirst
        case .expression: false
        }
    }
}
