import Foundation

/// How a statement waits for another process's write: asking again after a pause.
///
/// SQLite's own waiting begins with pauses of 1, 2, 5 and 10 ms, though a write here takes a fraction of one: whoever meets
/// a busy writer sleeps through many chances.
enum WriteLockWait {
    /// How long a statement waits in all, at least. A write takes less than a millisecond; a checkpoint on a slow disk may hold the
    /// lock for seconds.
    static let limit: Duration = .seconds(10)

    /// Pauses once. Blocks the thread.
    ///
    /// - Parameter tries: How often the lock was asked for.
    /// - Returns: Whether to ask again.
    static func pause(after tries: Int) -> Bool {
        guard let pause = pause(number: tries) else { return false }
        usleep(pause)
        return true
    }

    /// In microseconds; nil when it was waited long enough. The pauses add up to ``limit``.
    static func pause(number tries: Int) -> UInt32? {
        switch tries {
        case ..<20: 100
        case ..<1_000: 500
        case ..<2_902: 5_000
        default: nil
        }
    }
}
