import Foundation
import NIOCore
import NIOPosix
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

    /// Listens for a moment.
    ///
    /// - Throws: ``Taken``, ``Unusable``, and what else binding an address throws.
    func check() async throws {
        do {
            // As the server will: what listens elsewhere is in the way, what a server before left behind is not.
            let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .bind(host: server.host, port: server.port).get()
            try await channel.close()
        } catch {
            throw explained(error)
        }
    }

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
