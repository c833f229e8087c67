/// Where the bytes are, table by table: S before, C after.
public struct StorageLedger: Codable, Sendable {
    public var entries: [Entry]
    /// S: bytes of all original tables that the workload reads.
    public var bytesBefore: Int64
    /// C: bytes of the new tables and of the originals that are still read.
    public var bytesAfter: Int64

    /// One table.
    public struct Entry: Codable, Sendable {
        public var table: String
        public var role: Role
        /// Nil where they aren't known.
        public var bytes: Int64?
        /// Whether they were measured; else estimated.
        public var isMeasured: Bool
    }

    /// What a table is to the design.
    public enum Role: String, Codable, Sendable {
        /// An original that no rewritten workload reads any more. It stays the source that new tables are refreshed from.
        case original
        /// An original that some query still reads: it counts in C.
        case keptOriginal = "kept original"
        case new
    }

    public init(_ entries: [Entry]) {
        self.entries = entries
        bytesBefore = entries.filter { $0.role != .new }.compactMap(\.bytes).reduce(0, +)
        bytesAfter = entries.filter { $0.role != .original }.compactMap(\.bytes).reduce(0, +)
    }

    /// y = S/C; nil where either is not known.
    public var ratio: Double? {
        bytesBefore > 0 && bytesAfter > 0 ? Double(bytesBefore) / Double(bytesAfter) : nil
    }
}
