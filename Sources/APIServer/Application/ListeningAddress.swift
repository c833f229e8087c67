import Foundation
import MetricsEndpoint
import NIOCore
import Shared

/// The address that the server is to listen at, tried before anything else is started (``AddressTrial``).
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

    /// Blocks while the name is looked up, as at the start of a process it may.
    ///
    /// - Throws: ``Taken``, ``Unusable``, and what else binding an address throws.
    func check() throws {
        do {
            try AddressTrial.bind(host: server.host, port: server.port)
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
