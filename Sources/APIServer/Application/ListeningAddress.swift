import Foundation
import NIOCore
import Shared

/// The address that the server is to listen at, tried before anything else is started.
///
/// A server that fails to start is cancelled together with all that was started beside it. In the HTTP library that can end in a
/// deadlock: its date cache merges two sequences (`MergeStorage` of swift-async-algorithms), whose cancellation handler takes a lock
/// under which it resumes the very task that is being cancelled. So what can be known to fail fails beforehand.
struct ListeningAddress {
    let server: LakewrightConfiguration.Server

    /// Another process listens there.
    struct Taken: Error, CustomStringConvertible {
        let server: LakewrightConfiguration.Server

        var description: String {
            "\(server.host) port \(server.port) is in use already. Stop what listens there, or choose another port with "
                + "\(Setting.port.option) or \(Setting.port.environmentVariable)."
        }
    }

    /// It is none of this machine's, or this user may not listen there.
    struct Unusable: Error, CustomStringConvertible {
        let server: LakewrightConfiguration.Server
        let reason: String

        var description: String {
            "\(server.host) port \(server.port) can't be listened on: \(reason). "
                + "\(Setting.host.environmentVariable) must be an address or a name of this machine, and ports below 1024 need rights."
        }
    }

    /// Takes the address for a moment, without listening: whoever connects meanwhile is refused, as before the server is there. Blocks
    /// while the name is looked up, as at the start of a process it may.
    ///
    /// - Throws: ``Taken``, ``Unusable``, and what else binding an address throws.
    func check() throws {
        do {
            let address = try SocketAddress.makeAddressResolvingHost(server.host, port: server.port)
            let descriptor = socket(address.protocol.rawValue, Self.stream, 0)
            guard descriptor >= 0 else { throw IOError(errnoCode: errno, reason: "socket") }
            defer { close(descriptor) }
            // As the server will: who listens there is in the way, what a server before left behind is not.
            var isReused: CInt = 1
            setsockopt(descriptor, SOL_SOCKET, SO_REUSEADDR, &isReused, socklen_t(MemoryLayout<CInt>.size))
            let outcome = address.withSockAddr { bind(descriptor, $0, socklen_t($1)) }
            guard outcome == 0 else { throw IOError(errnoCode: errno, reason: "bind") }
        } catch {
            throw explained(error)
        }
    }

    #if canImport(Darwin)
    private static let stream = SOCK_STREAM
    #else
    private static let stream = CInt(SOCK_STREAM.rawValue)
    #endif

    /// The error of a bind in this address's words; others as they are.
    func explained(_ error: any Error) -> any Error {
        switch error {
        case let error as IOError where error.errnoCode == EADDRINUSE: Taken(server: server)
        case let error as IOError where [EADDRNOTAVAIL, EACCES, EPERM].contains(error.errnoCode):
            Unusable(server: server, reason: String(cString: strerror(error.errnoCode)))
        case is SocketAddressError.UnknownHost: Unusable(server: server, reason: "no such host is known")
        default: error
        }
    }
}
