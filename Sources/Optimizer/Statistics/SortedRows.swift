import TrinoSQL

/// The order in which a result's rows take the least room in a file, found by trying: at each step the columns that leave the fewest bytes
/// when rows are sorted by them behind the keys before.
///
/// Where rows are many, pieces of the sorted rows stand for all.
struct SortedRows: Sendable {
    /// Places of the columns to sort by, each ascending; none where no order is worth it.
    private(set) var keys: [Int] = []
    /// What each column takes in that order, over what it takes as rows came.
    private(set) var shares: [Int: Double] = [:]
    /// The share of all bytes that it leaves of those in no order.
    private(set) var share = 1.0

    /// Keys at most.
    private static let mostKeys = LayoutAdvisor.sortColumns
    /// Orders that are carried from one key to the next.
    private static let width = 3
    /// Columns that are tried behind the first key.
    private static let followers = 12
    /// An order that leaves more of all bytes than this is not taken.
    private static let mostLeft = 0.98
    /// A key that leaves more than this of what it is added to is not taken.
    private static let mostLeftByKey = 0.995
    /// Fewer rows are hardly worth it.
    private static let fewestRows = 200
    /// Values that are encoded to see what an order is worth: rows times columns, in so many pieces.
    private static let mostValues = 200_000
    private static let pieces = 2

    /// Places of the rows in that order; as they came where there is none.
    private(set) var rows: [Int32] = []

    /// Not kept once the order is found, nor is what follows.
    private var columns: [(place: Int, encoded: EncodedColumn)] = []
    /// Places of rows as they would be stored without an order.
    private var unsorted: [Int32] = []

    /// - Parameters:
    ///   - places: the columns that are stored.
    ///   - allowed: those of them that can be sorted by.
    ///   - own: the columns by which rows came sorted, which is an order to try too.
    ///   - isOrdered: whether rows came in an order in which they are not going to be stored.
    init(_ result: EngineResult, storing places: Set<Int>, by allowed: Set<Int>, own: [Int] = [], isOrdered: Bool) {
        rows = (0..<Int32(result.rows.count)).map { $0 }
        guard result.rows.count >= Self.fewestRows else { return }
        defer { (columns, unsorted) = ([], []) }
        columns = places.sorted().filter { result.columns.indices.contains($0) }.map { place in
            let type = (try? SQLType(parsing: result.columns[place].type)) ?? .unknown
            return (place, EncodedColumn(result.rows.lazy.map { $0[place] }, type: type))
        }
        unsorted = rows
        let came = bytes(in: unsorted)
        if isOrdered {
            // The same in every run, so that a layout is too.
            var generator = SplitMix(seed: 0x9E37_79B9_7F4A_7C15)
            unsorted.shuffle(using: &generator)
        }
        search(among: allowed, own: Array(own.prefix { allowed.contains($0) }.prefix(Self.mostKeys)))
        guard !keys.isEmpty else { return }
        rows = order(by: keys)
        let sorted = bytes(in: rows)
        for (index, column) in columns.enumerated() where came[index] > 0 {
            shares[column.place] = Double(sorted[index]) / Double(came[index])
        }
    }

    /// Lets go of the rows' places, once nobody asks for them any more.
    mutating func forgetRows() { rows = [] }

    private mutating func search(among allowed: Set<Int>, own: [Int]) {
        let scattered = bytes(in: unsorted).reduce(0, +)
        var best = (keys: [Int](), bytes: scattered)
        var beam = [best]
        var candidates = columns.filter { allowed.contains($0.place) && $0.encoded.kinds > 2 }.map(\.place)
        for step in 0..<Self.mostKeys {
            var tried: [(keys: [Int], bytes: Int, gain: Double)] = []
            for shorter in beam {
                for place in candidates where !shorter.keys.contains(place) {
                    let keys = shorter.keys + [place]
                    let left = bytes(in: order(by: keys)).reduce(0, +)
                    tried.append((keys, left, Double(left) / Double(max(1, shorter.bytes))))
                }
            }
            tried.sort { ($0.bytes, $0.keys.description) < ($1.bytes, $1.keys.description) }
            // What is no good first key may be a good second one.
            if step == 0 { candidates = tried.prefix(Self.followers + 1).map { $0.keys[0] } }
            beam = tried.lazy.filter { $0.gain < Self.mostLeftByKey }.prefix(Self.width).map { ($0.keys, $0.bytes) }
            guard let first = beam.first else { break }
            if first.bytes < best.bytes { best = first }
        }
        if !own.isEmpty {
            let left = bytes(in: order(by: own)).reduce(0, +)
            if left < best.bytes { best = (own, left) }
        }
        guard Double(best.bytes) <= Double(scattered) * Self.mostLeft else { return }
        keys = best.keys
        share = Double(best.bytes) / Double(scattered)
    }

    /// Places of rows, sorted by columns in turn.
    private func order(by keys: [Int]) -> [Int32] {
        var order = unsorted
        for key in keys.reversed() {
            guard let column = columns.first(where: { $0.place == key })?.encoded else { continue }
            order = column.sorted(order)
        }
        return order
    }

    /// Bytes of each column, of pieces of the rows.
    private func bytes(in order: [Int32]) -> [Int] {
        let piece = max(1, Self.mostValues / max(1, columns.count) / Self.pieces)
        let rows = order.count
        guard rows > piece * Self.pieces else { return columns.map { $0.encoded.bytes(of: order[...], level: 1) } }
        let starts = (0..<Self.pieces).map { ($0 * 2 + 1) * rows / (2 * Self.pieces) - piece / 2 }
        return columns.map { column in
            starts.reduce(0) { $0 + column.encoded.bytes(of: order[$1..<($1 + piece)], level: 1) }
        }
    }
}
