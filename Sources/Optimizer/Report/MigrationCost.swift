/// What filling the new tables costs, and when it is earned back.
public struct MigrationCost: Codable, Sendable {
    /// Bytes of the sources' columns that the filling statements name.
    public var bytesToRead: Int64
    public var bytesToWrite: Int64
    public var seconds: Double
    /// Whether the seconds were measured in a rehearsal; else estimated.
    public var isMeasured: Bool
    /// Seconds that one round of the workload saves: sum of Q * (A - T).
    public var secondsSavedPerRound: Double
    /// Runs of queries, in the workload's own mix, after which the migration is earned back; nil where nothing is saved.
    public var breakEvenRuns: Double?

    /// - Parameter runs: of all queries in one round.
    public init(
        bytesToRead: Int64, bytesToWrite: Int64, seconds: Double, isMeasured: Bool, secondsSavedPerRound: Double,
        runs: Double
    ) {
        self.bytesToRead = bytesToRead
        self.bytesToWrite = bytesToWrite
        self.seconds = seconds
        self.isMeasured = isMeasured
        self.secondsSavedPerRound = secondsSavedPerRound
        breakEvenRuns = secondsSavedPerRound > 0 ? (seconds / secondsSavedPerRound * runs).rounded(.up) : nil
    }
}
