#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A free port of 127.0.0.1 for a server that can't be asked to choose one itself.
///
/// For as long as this lives the system gives the port to nobody who asks for any free one, also while the server is down. A
/// server that sets SO_REUSEADDR, as most do, can listen there all the same.
public final class ReservedPort: Sendable {
    public let number: UInt16
    private let holder: Int32

    /// - Throws: `LoopbackSocket.Failure`.
    public init() throws {
        (holder, number) = try LoopbackSocket.bind(isShared: true)
    }

    deinit {
        close(holder)
    }

    /// Whether somebody listens there.
    public var answers: Bool {
        guard let connection = try? LoopbackSocket.connect(to: number) else { return false }
        close(connection)
        return true
    }
}
