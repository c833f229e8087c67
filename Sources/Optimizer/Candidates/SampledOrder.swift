import TrinoSQL

/// The order of rows that a sample of a table shows to be best for the whole workload. Found once a table, since looking for it takes
/// about a second.
public struct SampledOrder: Sendable, Hashable {
    /// Column names, each ascending; none where the order as it is serves best.
    public var keys: [String]
    /// The columns that are read, as rows lie now and in this order.
    public var columns: [String: Size]
    /// Rows that were drawn.
    public var drawnRows: Int
    /// Whether this is the order that the table has by itself, or roughly, since no other is much better.
    public var isOwn: Bool

    /// Bytes of a column before general compression.
    public struct Size: Sendable, Hashable {
        public var now: Double
        public var then: Double
    }

    /// The size of the columns that are read in this order, over their size as rows lie now.
    public var share: Double {
        let sizes = columns.sorted { $0.key < $1.key }.map(\.value)
        let now = sizes.reduce(0) { $0 + $1.now }
        return now > 0 ? sizes.reduce(0) { $0 + $1.then } / now : 1
    }

    /// - Parameter copiesAlone: whether no other tables than copies may be made.
    init(
        _ sample: TableSample, profile: TableProfile, demand: TableDemand, of table: TableName, copiesAlone: Bool
    ) {
        let allowed = sample.drawn.keys.filter { Identifier.isPlainColumn($0) }
        let size = SortedSize(sample)
        let search = SortOrderSearch(
            size: size, allowed: Set(allowed), demand: demand.columns(of: table), queryWeight: demand.weight(of: table),
            bytes: profile.bytes.map(Double.init), readers: demand.readers(of: table),
            mostGrowth: copiesAlone
                ? SortOrderSearch.mostGrowthOfCopies : SortOrderSearch.mostGrowthBesideOthers)
        let order = search.best(keys: LayoutAdvisor.sortColumns)
        keys = order.keys
        columns = size.columnBits(in: order).mapValues { Size(now: $0.now / 8, then: $0.then / 8) }
        drawnRows = sample.drawnRows
        isOwn = order.keys.count == 1 && order.keys.first == size.growthDate(among: Set(allowed))
    }
}
