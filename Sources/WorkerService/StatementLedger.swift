import Synchronization

/// The statements that an attempt has running in the engine, by the engine's ids. Each heartbeat writes them down, so that
/// whoever takes the task up after a crash can cancel them.
public final class StatementLedger: Sendable {
    private let ids: Mutex<Set<String>>

    /// - Parameter left: What the attempt before may have left running; it stays until it is ``ended(_:)`` too.
    public init(left: [String] = []) {
        ids = Mutex(Set(left))
    }

    public func started(_ id: String) { ids.withLock { _ = $0.insert(id) } }
    public func ended(_ id: String) { ids.withLock { _ = $0.remove(id) } }

    /// What runs now, in a fixed order.
    public var running: [String] { ids.withLock { $0.sorted() } }
}
