/// Bytes that one refresh moves, estimated: what it reads of the sources and of the new table, and what it writes.
public struct RefreshCost: Sendable, Hashable {
    public var bytesRead: Double
    public var bytesWritten: Double

    /// A written byte costs as much as so many read ones: it is sorted, compressed, stored three times and committed.
    static let writeWeight = 8.0
    /// The share of slices that a load is taken to touch: the newest ones and a few that late rows fall into.
    static let touchedSlices = 0.05

    public init(bytesRead: Double, bytesWritten: Double) {
        self.bytesRead = bytesRead
        self.bytesWritten = bytesWritten
    }

    /// One number to compare ways by, in bytes read.
    var weight: Double { bytesRead + Self.writeWeight * bytesWritten }
}

extension RefreshCost {
    /// Everything read once and written once.
    static func full(source: Double, table: Double) -> RefreshCost {
        RefreshCost(bytesRead: source, bytesWritten: table)
    }

    /// Slices compared and exchanged. Comparing by digests reads every column of both sides, by counts the slicing column of both;
    /// then the touched slices are read and written, a slice of a day or a month at least.
    /// - Parameters:
    ///   - sliceColumn: the part of the columns' bytes that the slicing column takes, 0 to 1.
    static func slices(
        _ comparison: SliceExchange.Comparison, source: Double, table: Double, sliceColumn: Double, count: Double
    ) -> RefreshCost {
        let touched = max(touchedSlices, min(1, 2 / max(1, count)))
        let compared = comparison == .digests ? 1 : sliceColumn
        // The second statement looks through the source once more for the slices that are not there.
        return RefreshCost(
            bytesRead: compared * (source + table) + source * max(touched, sliceColumn),
            bytesWritten: table * touched)
    }
}
