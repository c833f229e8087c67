import NIOCore
import NIOPosix
import Synchronization

/// A server that takes connections and never says a word, as a broker does that hangs.
final class SilentServer: Sendable {
    let port: Int
    private let channel: any Channel
    private let connections: Connections

    private final class Connections: Sendable {
        let count = Mutex(0)
    }

    /// How many connections it has taken.
    var connectionCount: Int { connections.count.withLock { $0 } }

    private init(channel: any Channel, connections: Connections) {
        self.channel = channel
        self.connections = connections
        port = channel.localAddress?.port ?? 0
    }

    static func start() async throws -> SilentServer {
        let connections = Connections()
        let channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .childChannelInitializer { channel in
                connections.count.withLock { $0 += 1 }
                return channel.eventLoop.makeSucceededVoidFuture()
            }
            .bind(host: "127.0.0.1", port: 0).get()
        return SilentServer(channel: channel, connections: connections)
    }

    func stop() async throws {
        try await channel.close()
    }
}
