/// Who could read what: looked up again and again by the search.
struct SelectionIndex {
    /// The sets of structures that options need, each once.
    let bundles: [[Int]]
    private let queriesByStructure: [[Int]]
    private let besideStructure: [[[Int]]]

    init(_ problem: SelectionProblem) {
        var bundles: [[Int]] = []
        var seen: Set<[Int]> = []
        var queries: [[Int]] = Array(repeating: [], count: problem.structures.count)
        var beside: [[[Int]]] = Array(repeating: [], count: problem.structures.count)
        for (index, query) in problem.queries.enumerated() {
            let open = query.options.filter { $0.refusal == nil }
            for option in open {
                if seen.insert(option.structures).inserted { bundles.append(option.structures) }
                for structure in option.structures {
                    if queries[structure].last != index { queries[structure].append(index) }
                    beside[structure] += open.map(\.structures).filter { !$0.contains(structure) }
                }
            }
        }
        self.bundles = bundles
        queriesByStructure = queries
        besideStructure = beside.map { sets in
            var seen: Set<[Int]> = []
            return sets.filter { seen.insert($0).inserted }
        }
    }

    /// Queries with an option that needs the structure.
    func queries(touching structure: Int) -> [Int] { queriesByStructure[structure] }

    /// Queries with an option that needs any of them, ascending.
    func queries(touching structures: [Int]) -> [Int] {
        if structures.count == 1 { return queriesByStructure[structures[0]] }
        return Set(structures.flatMap { queriesByStructure[$0] }).sorted()
    }

    /// What the other options of those queries need that could read the structure.
    func bundlesBeside(_ structure: Int) -> [[Int]] { besideStructure[structure] }
}
