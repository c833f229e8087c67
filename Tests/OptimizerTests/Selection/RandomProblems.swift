@testable import Optimizer

/// Problems of all kinds that a seed gives: a few original tables, candidates that serve one query or many, copies whose columns
/// are paid for one by one.
struct RandomProblems {
    var random: SplitMix

    init(seed: UInt64) { random = SplitMix(seed: seed) }

    /// - Parameters:
    ///   - candidates: new structures.
    ///   - originals: original tables.
    ///   - queries: how many; each reads one or two of the originals.
    mutating func problem(candidates: Int, originals: Int, queries: Int) -> SelectionProblem {
        var structures = (0..<originals).map {
            SelectionStructure("original \($0)", bytes: number(100, 10_000), isNew: false)
        }
        // Each candidate stands for work on one original, and is smaller than it, some by much.
        var sources: [Int] = []
        for candidate in 0..<candidates {
            let source = random.next(below: originals)
            sources.append(source)
            let share = random.next(below: 2) == 0 ? number(0.0005, 0.05) : number(0.05, 0.9)
            structures.append(.init("candidate \(candidate)", bytes: structures[source].bytes * share))
        }
        let selected = (0..<queries).map { query -> SelectionQuery in
            var tables = [random.next(below: originals)]
            if random.next(below: 3) == 0 { tables.append(random.next(below: originals)) }
            let before = number(0.2, 30)
            var options = [SelectionOption("original", seconds: before, structures: tables)]
            for _ in 0..<(1 + random.next(below: 5)) {
                let fitting = sources.indices.filter { tables.contains(sources[$0]) }
                guard !fitting.isEmpty else { break }
                var needed = Set(
                    (0..<(1 + random.next(below: 3))).map { _ in originals + fitting[random.next(below: fitting.count)]
                    })
                // Now and then one side stays on its original.
                let served = Set(needed.map { sources[$0 - originals] })
                needed.formUnion(tables.filter { !served.contains($0) })
                let speedUp = random.next(below: 3) == 0 ? number(5, 100) : number(0.7, 5)
                options.append(.init("new", seconds: before / speedUp, structures: needed))
            }
            return SelectionQuery(
                "q\(query)", weight: Double(1 + random.next(below: 200)), secondsBefore: before, options: options)
        }
        return SelectionProblem(
            structures: structures, queries: selected,
            bytesBefore: structures.prefix(originals).reduce(0) { $0 + $1.bytes })
    }

    private mutating func number(_ low: Double, _ high: Double) -> Double {
        low + (high - low) * Double(random.next(below: 1_000_000)) / 1_000_000
    }
}
