import TrinoSQL

/// The order of rows that a sample of a table shows to be best for the whole workload. Found once a table, since looking for it takes
/// about a second.
public struct SampledOrder: Sendable, Hashable {
    /// Column names, each ascending; none where the order as it is serves best.
    public var keys: [String]
    /// The size of the columns that are read in this order, over their size as rows lie now.
    public var share: Double
    /// Rows that were drawn.
    public var drawnRows: Int

    init(keys: [String], share: Double, drawnRows: Int) {
        self.keys = keys
        self.share = share
        self.drawnRows = drawnRows
    }

    init(_ sample: TableSample, profile: TableProfile, demand: [String: ColumnDemand], queryWeight: Double) {
        let allowed = sample.drawn.keys.filter { Identifier.isPlainColumn($0) }
        let search = SortOrderSearch(
            size: SortedSize(sample, rows: Double(profile.rowCount ?? 0)), allowed: Set(allowed), demand: demand,
            queryWeight: queryWeight, bytes: profile.bytes.map(Double.init))
        let found = search.best(keys: LayoutAdvisor.sortColumns)
        self.init(keys: found.keys, share: found.share, drawnRows: sample.drawnRows)
    }
}
