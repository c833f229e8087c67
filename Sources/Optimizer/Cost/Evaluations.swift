import TrinoSQL

/// How often each relation of a query is evaluated: once, but in a common table as often as that is referred to, and not at all where
/// it isn't.
///
/// Source: Trino documentation, SELECT, "WITH clause": the named queries are inlined where they are used.
struct Evaluations {
    /// The common table around each reference to a base table, as its query's node.
    private var places: [Int: Int] = [:]
    private var timesOfCommonTables: [Int: Double] = [:]

    init(_ resolved: ResolvedQuery) {
        var finder = Finder(resolved: resolved)
        finder.visit(resolved.query)
        places = finder.places
        // Backwards, whoever refers to a common table is counted before it: later ones, and those around it. A reference of a recursive
        // one to itself is of another kind.
        for node in finder.commonTables.reversed() {
            timesOfCommonTables[node] = finder.references.filter { $0.to == node }.reduce(0) { sum, reference in
                sum + (reference.from.map { timesOfCommonTables[$0] ?? 0 } ?? 1)
            }
        }
    }

    /// - Parameter node: of a `.table` relation.
    func times(of node: Int) -> Double {
        places[node].map { timesOfCommonTables[$0] ?? 1 } ?? 1
    }

    /// - Parameter node: of a common table's query.
    func times(ofCommonTable node: Int) -> Double { timesOfCommonTables[node] ?? 1 }

    private struct Finder: SyntaxVisitor {
        let resolved: ResolvedQuery
        /// Those inside another come before it, and earlier ones before later ones.
        var commonTables: [Int] = []
        var places: [Int: Int] = [:]
        var references: [(to: Int, from: Int?)] = []
        private var around: Int?
        private var definitions: Set<Int> = []

        init(resolved: ResolvedQuery) { self.resolved = resolved }

        mutating func visit(_ query: Query) {
            let outer = around
            let node = query.position.node
            let isCommonTable = definitions.contains(node)
            if isCommonTable { around = node }
            for table in query.with?.tables ?? [] { definitions.insert(table.query.position.node) }
            visitChildren(of: query)
            if isCommonTable { commonTables.append(node) }
            around = outer
        }

        mutating func visit(_ relation: Relation) {
            switch resolved.relation(relation)?.kind {
            case .commonTable(_, let query): references.append((query, around))
            case .baseTable: places[relation.position.node] = around
            default: break
            }
            visitChildren(of: relation)
        }
    }
}
