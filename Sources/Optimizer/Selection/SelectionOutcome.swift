/// What was chosen, and why.
public struct SelectionOutcome: Sendable {
    /// The chosen option of each query; nil where it has none that may be chosen.
    public var options: [Int?]
    /// The structures in use or required, ascending.
    public var structures: [Int]
    /// C: their bytes.
    public var bytesAfter: Double
    /// x = sum(Q*A/T) / sum(Q); 1 where no query has runs.
    public var x: Double
    /// y = S/C, with C at least one byte.
    public var y: Double
    public var z: Double
    /// Whether the storage limit is held. False only where queries have no options that would hold it.
    public var isWithinLimit: Bool
    /// By query.
    public var queryReasons: [QueryReason]
    /// By structure that is in use.
    public var structureReasons: [StructureReason]

    /// What speaks for a query's option.
    public struct QueryReason: Sendable {
        /// z under each option of this query, everything else as chosen; nil for options that are refused or exceed the storage limit.
        public var z: [Double?]
        /// The best option beside the chosen one; nil where there is none.
        public var nextBest: Int?
    }

    /// What a structure costs, and what for.
    public struct StructureReason: Sendable {
        public var structure: Int
        /// Places of the queries that read it.
        public var queries: [Int]
        /// z without it, its readers moved to their next-best options; nil where one of them has no other, or it is required.
        public var zWithout: Double?
    }
}
