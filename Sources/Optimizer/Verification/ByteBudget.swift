/// The bytes that a run's checks may still read. Checks run side by side, so each statement takes its estimate before it runs and
/// settles afterwards with what the engine says it read.
actor ByteBudget {
    private(set) var left: Int64

    init(_ bytes: Int64) {
        left = bytes
    }

    /// Takes bytes out, where so many are left.
    func take(_ bytes: Int64) -> Bool {
        guard bytes <= left else { return false }
        left -= bytes
        return true
    }

    /// Puts in what was taken too much, or takes out what was read beyond.
    /// - Parameter read: nil where the engine does not say; then the estimate counts.
    func settle(taken: Int64, read: Int64?) {
        guard let read else { return }
        left += taken - read
    }
}
