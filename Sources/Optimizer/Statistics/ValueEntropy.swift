import Foundation

/// How a column's values are spread over rows that were drawn.
struct ValueEntropy: Sendable {
    /// Bits that tell a row's value from the others: -sum(p * log2(p)) over the values that were drawn.
    let bits: Double
    /// How many values were drawn.
    let kinds: Int
    /// How many of them were drawn once.
    let singles: Int
    /// How many of them were drawn twice.
    private let pairs: Int
    private let rows: Int

    /// - Parameter values: one a row.
    init<Value: Hashable>(_ values: [Value]) {
        var counts: [Value: Int] = [:]
        for value in values { counts[value, default: 0] += 1 }
        let total = Double(values.count)
        // Sorted, so that every run rounds the same way.
        bits = counts.values.sorted().reduce(0) { sum, count in
            let share = Double(count) / total
            return sum - share * log2(share)
        }
        kinds = counts.count
        singles = counts.values.count { $0 == 1 }
        pairs = counts.values.count { $0 == 2 }
        rows = values.count
    }

    /// Distinct values of a table of so many rows, the more of
    /// - sqrt(n / drawn) times those drawn once, plus the others, which is too few where nearly all rows have values of their own;
    /// - those drawn, and f1^2 / (2 * f2 * w + f1 * r) more, f1 and f2 being those drawn once and twice, w = drawn / (drawn - 1) and
    ///   r = drawn / (n - drawn): as many as rows where no value was drawn twice.
    ///
    /// Sources: M. Charikar et al., "Towards Estimation Error Guarantees for Distinct Values" (2000), estimator GEE; A. Chao and C.-W. Lin,
    /// "Nonparametric lower bounds for species richness and shared species richness under sampling without replacement" (2012).
    func distinctValues(rows all: Double) -> Double {
        let (drawn, once) = (Double(rows), Double(singles))
        guard all > drawn, drawn > 1, once > 0 else { return min(all, Double(kinds)) }
        let scaled = (all / drawn).squareRoot() * once + Double(kinds - singles)
        let unseen = once * once / (2 * Double(pairs) * drawn / (drawn - 1) + once * drawn / (all - drawn))
        return min(all, max(scaled, Double(kinds) + unseen))
    }

    /// The bits of a row's value in a table of so many distinct values: those that were drawn once stand for all that weren't drawn,
    /// each as likely as the other, which a small sample by itself can't show.
    func bits(distinctValues: Double) -> Double {
        guard singles > 0, rows > 0 else { return bits }
        let share = Double(singles) / Double(rows)
        let unseen = max(Double(singles), distinctValues - Double(kinds - singles))
        // What the single ones count for in `bits` is share * log2(rows).
        return bits + share * (log2(unseen / share) - log2(Double(rows)))
    }
}
