import TrinoSQL

/// What is known of a table's data.
public struct TableProfile: Sendable {
    public var rowCount: Int64?
    /// Bytes of its data files.
    public var bytes: Int64?
    public var fileCount: Int64?
    /// Its partitions, where the connector tells; one for a table that has none.
    public var partitions: PartitionProfile?
    /// Statistics by canonical column name.
    public var columns: [String: ColumnStatistics]
    /// Column names and type texts as the engine has them, in order; empty where it was not asked.
    public var liveColumns: [LiveColumn]
    /// The current snapshot, where the connector keeps them.
    public var snapshot: Int64?
    /// What the snapshots say of how the table changed, where the connector keeps them.
    public var history: SnapshotHistory?
    /// Bytes of columns in the data files, by canonical name: from the files' own statistics, else as rows that were drawn show them.
    public var columnBytes: [String: Double] = [:]
    /// The same if rows lay in no order at all, of columns of which some were drawn.
    public var scatteredBytes: [String: Double] = [:]
    /// The order of rows that a sample showed to be best; nil where none was drawn.
    public var order: SampledOrder?

    public init(
        rowCount: Int64? = nil, bytes: Int64? = nil, fileCount: Int64? = nil,
        columns: [String: ColumnStatistics] = [:], liveColumns: [LiveColumn] = [], snapshot: Int64? = nil,
        history: SnapshotHistory? = nil
    ) {
        self.rowCount = rowCount
        self.bytes = bytes
        self.fileCount = fileCount
        self.columns = columns
        self.liveColumns = liveColumns
        self.snapshot = snapshot
        self.history = history
    }

    /// A column as the engine describes it.
    public struct LiveColumn: Sendable, Hashable {
        public var name: String
        public var type: String

        public init(name: String, type: String) {
            self.name = name
            self.type = type
        }
    }
}

/// The partitions of a table.
public struct PartitionProfile: Sendable, Hashable {
    public var count: Int64
    /// Bytes of the largest one, where the connector tells.
    public var largestBytes: Int64?

    public init(count: Int64, largestBytes: Int64? = nil) {
        self.count = count
        self.largestBytes = largestBytes
    }
}

/// How a table changed so far, as its snapshots tell.
public struct SnapshotHistory: Sendable, Hashable {
    /// Whether each snapshot that is kept added rows, or rewrote files without changing a row.
    public var onlyAppends: Bool
    /// When the newest one was committed, in the engine's text of a `timestamp(3) with time zone`.
    public var newest: String

    public init(onlyAppends: Bool, newest: String) {
        self.onlyAppends = onlyAppends
        self.newest = newest
    }
}

/// One row of SHOW STATS.
public struct ColumnStatistics: Sendable, Hashable {
    /// Bytes of the column's data, before compression; Trino gives it for types of variable width.
    public var dataSize: Double?
    public var distinctValues: Double?
    /// 0 to 1.
    public var nullsFraction: Double?
    /// The engine's text of the lowest and the highest value.
    public var low: String?
    public var high: String?

    public init(
        dataSize: Double? = nil, distinctValues: Double? = nil, nullsFraction: Double? = nil, low: String? = nil,
        high: String? = nil
    ) {
        self.dataSize = dataSize
        self.distinctValues = distinctValues
        self.nullsFraction = nullsFraction
        self.low = low
        self.high = high
    }
}
