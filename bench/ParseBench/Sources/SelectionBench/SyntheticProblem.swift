import Optimizer

/// A choice such as a workload over star schemas gives: one original in ten tables; the others are copies' columns in bulk, summaries
/// that several queries share, and results that serve one.
struct SyntheticProblem {
    let problem: SelectionProblem

    init(queries count: Int, tables: Int) {
        var random = Random()
        let originals = max(1, tables / 10)
        var structures = (0..<originals).map {
            SelectionStructure("original \($0)", bytes: random.between(1e8, 1e11), isNew: false)
        }
        let sources = (originals..<tables).map { _ in Int(random.between(0, Double(originals))) }
        for (index, source) in sources.enumerated() {
            // Copies, summaries, results.
            let share = [random.between(0.1, 0.6), random.between(1e-4, 1e-2), random.between(1e-7, 1e-5)][index % 3]
            structures.append(SelectionStructure("table \(index)", bytes: structures[source].bytes * share))
        }
        let queries = (0..<count).map { index -> SelectionQuery in
            let source = Int(random.between(0, Double(originals)))
            let before = random.between(0.5, 60)
            var options = [SelectionOption("original", seconds: before, structures: [source])]
            let fitting = sources.indices.filter { sources[$0] == source }
            for table in fitting where random.between(0, 1) < min(1, 6 / Double(fitting.count)) {
                let gain = [random.between(0.9, 2), random.between(2, 30), random.between(20, 200)][table % 3]
                var needed = [originals + table]
                if random.between(0, 1) < 0.2 {
                    needed.append(originals + fitting[Int(random.between(0, Double(fitting.count)))])
                }
                options.append(SelectionOption("new", seconds: before / gain, structures: needed))
            }
            return SelectionQuery("q\(index)", weight: random.between(1, 500), secondsBefore: before, options: options)
        }
        problem = SelectionProblem(
            structures: structures, queries: queries,
            bytesBefore: structures.prefix(originals).reduce(0) { $0 + $1.bytes })
    }
}

/// The same numbers in every run.
struct Random {
    private var state: UInt64 = 7

    mutating func between(_ low: Double, _ high: Double) -> Double {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return low + (high - low) * Double(state >> 11) / Double(1 << 53)
    }
}
