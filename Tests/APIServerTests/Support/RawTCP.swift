import NIOCore
import NIOPosix

/// A client that sends bytes as they are: for HTTP that no proper client would send, and for asking Redis.
enum RawTCP {
    /// Sends a text on a connection of its own to loopback, and reads until the other side closes it.
    ///
    /// - Parameter closingOwnHalf: Whether the server is told at once that nothing more will come.
    static func exchange(_ text: String, port: Int, closingOwnHalf: Bool = false) async throws -> String {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .channelOption(.allowRemoteHalfClosure, value: true)
            .connect(host: "127.0.0.1", port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(
                        wrappingChannelSynchronously: channel, configuration: .init(isOutboundHalfClosureEnabled: true))
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: text))
            if closingOwnHalf { outbound.finish() }
            var answer = ""
            for try await buffer in inbound {
                answer += String(buffer: buffer)
            }
            return answer
        }
    }

    /// The status of the answer to one HTTP request, which must ask for `Connection: close`.
    static func status(of request: String, port: Int) async throws -> Int? {
        try await exchange(request, port: port).split(separator: " ").dropFirst().first.flatMap { Int($0) }
    }
}
