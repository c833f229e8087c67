import NIOCore
import NIOPosix

/// A client that sends bytes as they are, for what no proper client would send.
enum RawHTTP {
    struct Answer {
        var status: Int
        var text: String
    }

    /// Sends one request on a connection of its own, and reads until the server closes it: ask for
    /// `Connection: close`.
    static func send(_ request: String, port: Int, host: String = "127.0.0.1") async throws -> Answer {
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connect(host: host, port: port) { channel in
                channel.eventLoop.makeCompletedFuture {
                    try NIOAsyncChannel<ByteBuffer, ByteBuffer>(wrappingChannelSynchronously: channel)
                }
            }
        return try await channel.executeThenClose { inbound, outbound in
            try await outbound.write(ByteBuffer(string: request))
            var text = ""
            for try await buffer in inbound {
                text += String(buffer: buffer)
            }
            let status = text.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
            return Answer(status: status, text: text)
        }
    }
}
