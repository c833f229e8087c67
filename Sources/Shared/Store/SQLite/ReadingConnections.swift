import Dispatch
import GRDB
import Synchronization

/// Connections that only read, opened when they are first needed and kept.
///
/// In place of `DatabasePool`'s: those put every read in a transaction, and find a free connection by ways that cost more than a
/// small read itself. The one that was used last is used next, since its cache is the warmest.
final class ReadingConnections: Sendable {
    private let path: String
    private let configuration: Configuration
    private let idle = Mutex<[DatabaseQueue]>([])
    private let permits: DispatchSemaphore

    /// - Parameter limit: How many reads there are at the same time; more wait.
    init(path: String, configuration: Configuration, limit: Int) {
        self.path = path
        self.configuration = configuration
        permits = DispatchSemaphore(value: limit)
    }

    /// Runs statements in one of them, each against the state that the file has then. Blocks.
    ///
    /// - Throws: What `body` throws, or `DatabaseError`.
    func read<Value>(_ body: (Database) throws -> Value) throws -> Value {
        permits.wait()
        defer { permits.signal() }
        let connection = try idle.withLock { $0.popLast() } ?? DatabaseQueue(path: path, configuration: configuration)
        defer { idle.withLock { $0.append(connection) } }
        return try connection.unsafeRead(body)
    }
}
