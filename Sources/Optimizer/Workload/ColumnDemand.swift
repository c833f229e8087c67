/// What the workload asks of one column of a base table.
public struct ColumnDemand: Sendable {
    /// Weight of queries that compare it with single values, each by how much of the table it leaves out.
    public var pointBenefit = 0.0
    /// Weight of queries that cut a range out of it, each by how much of the table it leaves out.
    public var rangeBenefit = 0.0
    /// Weight of queries that group or join by it.
    public var groupingWeight = 0.0
    /// Weight of queries that filter on it, whatever the filter leaves out.
    public var filteringWeight = 0.0
    /// Queries that filter on it.
    public var filteringQueries: Set<Int> = []

    public init() {}

    /// Weight of all filters on it.
    public var filterBenefit: Double { pointBenefit + rangeBenefit }
}
