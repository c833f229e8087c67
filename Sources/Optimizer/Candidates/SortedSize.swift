import Foundation

/// Estimates how many bits a table's columns take when its rows are sorted, from a sample of rows.
///
/// A column costs, in bits, the least of
/// - n * H: as much as in no order, where n is the number of rows and H the bits of a row then (``SampledColumnSize``);
/// - n * (1 - d) * H + g * (H + 4): sorted by the first keys, where d says how far these keys determine the column, and g is the number of
///   runs, one for each combination of the keys' values and the column's that occurs, each of which names its value and its length.
///
/// d = 1 - (p - k + a) / (q - k + a), with k the combinations of the keys in the sample, p those of the keys and the column, and q those
/// of the keys and the column's values dealt out at random: 1 where the keys determine the value, 0 where they say nothing. a, a
/// tenth of q, keeps d small where nearly every row has keys of its own, so that nothing could be seen. g
/// is scaled from the sample to the table: sqrt(n / sample) times the combinations seen once, plus the others; and no less than a
/// column's distinct values.
///
/// Source of the scaling: M. Charikar et al., "Towards Estimation Error Guarantees for Distinct Values" (2000), estimator GEE.
struct SortedSize {
    /// Rows of the table.
    let rows: Double
    private let sample: TableSample
    /// Bits of a row where rows lie in no order.
    private let own: [String: Double]
    private let dealt: [String: [Int32]]
    /// Bits of a column where rows lie as they do now.
    private let natural: [String: Double]

    init(_ sample: TableSample) {
        self.sample = sample
        let rows = max(sample.rows, Double(sample.drawnRows))
        self.rows = rows
        // The same in every run, so that a layout is too.
        var generator = SplitMix(seed: 0x9E37_79B9_7F4A_7C15)
        var dealt: [String: [Int32]] = [:]
        for (name, values) in sample.drawn.sorted(by: { $0.key < $1.key }) {
            dealt[name] = values.shuffled(using: &generator)
        }
        self.dealt = dealt
        let varied = sample.sizes.filter { name, _ in sample.drawn[name]?.contains { $0 != 0 } == true }
        own = varied.mapValues { 8 * $0.scattered / rows }
        natural = varied.mapValues { 8 * $0.natural }
    }

    /// The columns that an order can be made of: those with more than one value.
    var columns: [String] { own.filter { $0.value > 0 }.map(\.key).sorted() }

    /// Bits of all columns where rows lie as they do now.
    var unsorted: Double { start.size }

    /// How many times as many bits of these columns are read in an order as now, at most: over all sets of columns that are read
    /// together. What is small beside the table takes little time however much it grows: a fiftieth of the table is added to both.
    func growth(of readers: [Set<String>], in order: Order) -> Double {
        let least = unsorted / 50
        return readers.map { columns in
            let pairs = columns.compactMap { name in natural[name].map { (now: $0, then: order.bits[name] ?? $0) } }
            return (pairs.reduce(least) { $0 + $1.then }) / max(1, pairs.reduce(least) { $0 + $1.now })
        }.max() ?? 1
    }

    /// Bits of each column now, and in an order.
    func columnBits(in order: Order) -> [String: (now: Double, then: Double)] {
        natural.reduce(into: [:]) { $0[$1.key] = (now: $1.value, then: order.bits[$1.key] ?? $1.value) }
    }

    /// Whether the table grew by this column, so that its rows lie in that order already.
    func isRising(_ column: String) -> Bool { sample.rising.contains(column) }

    /// The date that the table grew by, row by row or else roughly; nil where none is to be seen.
    func growthDate(among allowed: Set<String>) -> String? {
        columns.first { allowed.contains($0) && isRising($0) }
            ?? columns.filter { allowed.contains($0) && sample.spans[$0] != nil }
            .min { (sample.spans[$0] ?? 1, $0) < (sample.spans[$1] ?? 1, $1) }
    }

    /// An order of rows, as far as it was looked at: the keys, and what each column costs at best.
    struct Order {
        fileprivate(set) var keys: [String] = []
        fileprivate var group: GroupedRows
        fileprivate var bits: [String: Double]
        /// Combinations of the first keys' values in the whole table, for no key, one, two...
        fileprivate(set) var combinations: [Double] = [1]

        /// Bits of all columns, added up in one order in every run.
        var size: Double { bits.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value } }
    }

    /// Rows in no order of ours.
    var start: Order {
        Order(group: GroupedRows(rows: sample.drawnRows), bits: natural)
    }

    /// The order with one more key.
    func order(_ order: Order, then key: String) -> Order {
        var next = order
        // Another first key tears apart what lay together; a date that the table grew by keeps it.
        if order.keys.isEmpty, !sample.rising.contains(key) { next.bits = own.mapValues { $0 * rows } }
        next.keys.append(key)
        next.group = order.group.split(by: sample.drawn[key] ?? [])
        next.combinations.append(runs(next.group, of: next.keys))
        let keys = Double(next.group.count)
        for (name, values) in sample.drawn {
            guard let own = own[name], own > 0 else { continue }
            let together = next.group.split(by: values)
            let random = next.group.split(by: dealt[name] ?? [])
            let doubt = 0.1 * Double(random.count)
            let left = (Double(together.count) - keys + doubt) / max(doubt, Double(random.count) - keys + doubt)
            let bits = rows * min(1, left) * own + runs(together, of: next.keys + [name]) * (own + 4)
            next.bits[name] = min(next.bits[name] ?? .infinity, bits)
        }
        return next
    }

    /// Combinations of columns in the whole table: at least as many as each has values, which a sample of values that hardly
    /// repeat can't show.
    private func runs(_ group: GroupedRows, of names: [String]) -> Double {
        let once = Double(group.singles)
        let scaled = (rows / Double(max(1, sample.drawnRows))).squareRoot() * once + Double(group.count) - once
        let kinds = names.compactMap { sample.sizes[$0]?.distinctValues }.max() ?? 0
        return min(rows, max(scaled, kinds))
    }
}

/// Rows by the group that each is in.
private struct GroupedRows {
    private var groups: [Int32]
    private(set) var count: Int
    /// Groups of a single row.
    private(set) var singles: Int

    init(rows: Int) {
        groups = Array(repeating: 0, count: rows)
        count = rows == 0 ? 0 : 1
        singles = rows == 1 ? 1 : 0
    }

    /// The groups that rows fall into when they must agree in one more column.
    func split(by values: [Int32]) -> GroupedRows {
        var next = self
        // Open addressing over a power of two: this is where all the time goes.
        let mask = (1 << (Int.bitWidth - max(64, 2 * values.count).leadingZeroBitCount)) - 1
        var keys = [UInt64](repeating: .max, count: mask + 1)
        var numbers = [Int32](repeating: 0, count: mask + 1)
        var sizes: [Int32] = []
        for row in values.indices {
            let key = UInt64(UInt32(bitPattern: groups[row])) << 32 | UInt64(UInt32(bitPattern: values[row]))
            var slot = Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 20) & mask
            while keys[slot] != key, keys[slot] != .max { slot = (slot + 1) & mask }
            if keys[slot] == .max {
                keys[slot] = key
                numbers[slot] = Int32(sizes.count)
                sizes.append(0)
            }
            sizes[Int(numbers[slot])] += 1
            next.groups[row] = numbers[slot]
        }
        next.count = sizes.count
        next.singles = sizes.count { $0 == 1 }
        return next
    }
}
