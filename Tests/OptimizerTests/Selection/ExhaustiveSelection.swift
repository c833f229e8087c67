@testable import Optimizer

/// The true optimum, by looking at every set of structures: within a set, each query takes its fastest option, since all is paid for.
/// Time doubles with each structure.
struct ExhaustiveSelection {
    let problem: SelectionProblem

    /// The highest z; nil where the storage limit can't be held.
    func bestZ() -> Double? {
        let total = problem.queries.reduce(0) { $0 + $1.weight }
        let options: [[(mask: Int, gain: Double)]] = problem.queries.map { query in
            query.options.filter { $0.refusal == nil }
                .map { option in
                    (
                        option.structures.reduce(0) { $0 | 1 << $1 },
                        query.weight * query.secondsBefore / option.seconds / total
                    )
                }
                .sorted { $0.gain > $1.gain }
        }
        let bytes = problem.structures.map(\.bytes)
        let isNew = problem.structures.map(\.isNew)
        let required = problem.required.reduce(0) { $0 | 1 << $1 }
        let limit = problem.storageLimit ?? .infinity
        var best: Double?
        for set in 0..<(1 << problem.structures.count) where set & required == required {
            var gain = 0.0
            var fits = true
            for query in options {
                guard let option = query.first(where: { $0.mask & ~set == 0 }) else {
                    fits = false
                    break
                }
                gain += option.gain
            }
            guard fits else { continue }
            var after = 0.0
            var new = 0.0
            for structure in bytes.indices where set & 1 << structure != 0 {
                after += bytes[structure]
                if isNew[structure] { new += bytes[structure] }
            }
            guard new <= limit else { continue }
            let z = problem.objective.z(x: gain, y: problem.bytesBefore / max(1, after))
            if z > best ?? -1 { best = z }
        }
        return best
    }
}
