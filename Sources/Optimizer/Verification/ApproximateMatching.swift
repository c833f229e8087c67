/// Decides whether two lists of floating-point rows can be paired so that each pair lies within tolerance.
///
/// Sorted lists are compared in order first, which settles nearly all. Where that fails, values that tie within tolerance may
/// have been sorted differently, and a maximum bipartite matching (augmenting paths) gives the exact answer.
struct ApproximateMatching {
    let isPerfect: Bool

    /// Above this many rows with equal exact parts, only the sorted order is tried: a mismatch is then reported as a difference,
    /// which can refuse a right rewrite but never accept a wrong one.
    static let matchingLimit = 2_000

    init(_ left: [[ApproximateValue]], _ right: [[ApproximateValue]]) {
        guard left.count == right.count else {
            isPerfect = false
            return
        }
        guard let width = left.first?.count, width > 0 else {
            isPerfect = true
            return
        }
        let a = left.sorted { $0.lexicographicallyPrecedes($1) }
        let b = right.sorted { $0.lexicographicallyPrecedes($1) }
        if zip(a, b).allSatisfy({ Self.areClose($0, $1) }) {
            isPerfect = true
        } else if a.count <= Self.matchingLimit {
            isPerfect = Self.matches(a, b)
        } else {
            isPerfect = false
        }
    }

    static func areClose(_ left: [ApproximateValue], _ right: [ApproximateValue]) -> Bool {
        left.count == right.count && zip(left, right).allSatisfy { $0.isClose(to: $1) }
    }

    private static func matches(_ left: [[ApproximateValue]], _ right: [[ApproximateValue]]) -> Bool {
        var partner = [Int?](repeating: nil, count: right.count)
        for start in left.indices {
            // Breadth-first search for an augmenting path, without recursion.
            var cameFrom = [Int?](repeating: nil, count: right.count)
            var seen = [Bool](repeating: false, count: right.count)
            var queue = [start]
            var end: Int?
            search: while !queue.isEmpty {
                let current = queue.removeFirst()
                for candidate in right.indices where !seen[candidate] && areClose(left[current], right[candidate]) {
                    seen[candidate] = true
                    cameFrom[candidate] = current
                    if let taken = partner[candidate] {
                        queue.append(taken)
                    } else {
                        end = candidate
                        break search
                    }
                }
            }
            guard var free = end else { return false }
            // Walk back, moving each left row on to the place just found for it.
            while let owner = cameFrom[free] {
                let previous = partner.firstIndex { $0 == owner }
                partner[free] = owner
                guard let previous else { break }
                free = previous
            }
        }
        return true
    }
}
