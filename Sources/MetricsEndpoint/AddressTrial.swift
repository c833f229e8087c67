import Foundation
import NIOCore

/// Tries an address that a server is to listen at, before anything is started.
///
/// A server that fails to start is cancelled together with all that was started beside it. In the HTTP library that can end in a
/// deadlock: its date cache merges two sequences (`MergeStorage` of swift-async-algorithms), whose cancellation handler takes a lock
/// under which it resumes the very task that is being cancelled. So what can be known to fail fails beforehand.
public enum AddressTrial {
    /// Takes the address for a moment, without listening: whoever connects meanwhile is refused, as before the server is there. Blocks
    /// while the name is looked up, as at the start of a process it may.
    ///
    /// - Throws: `IOError` where it can't be bound, `SocketAddressError`.
    public static func bind(host: String, port: Int) throws {
        let address = try SocketAddress.makeAddressResolvingHost(host, port: port)
        let descriptor = socket(address.protocol.rawValue, stream, 0)
        guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
        defer { close(descriptor) }
        // As the server will: who listens there is in the way, what a server before left behind is not.
        var isReused: CInt = 1
        setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<CInt>.size))
        let outcome = address.withSockAddr { socketAddress, length in
            #if canImport(Darwin)
            Darwin.bind(descriptor, socketAddress, socklen_t(length))
            #else
            Glibc.bind(descriptor, socketAddress, socklen_t(length))
            #endif
        }
        guard outcome == 0 else { throw IOError(errnoCode: errno, reason: "bind") }
    }

    #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    #else
    private static let stream = CInt(SOCK_STREAM.rawValue)
    #endif
}
