import Foundation
import Synchronization

#if canImport(Glibc)
import Glibc
#endif

extension RedisServer {
    /// Sends commands in their inline form and returns what the server says to all of them, as it stands on the wire.
    public func say(_ commands: String...) async throws -> String {
        let text = (commands + ["QUIT"]).map { $0 + "\r\n" }.joined()
        return try await withCheckedThrowingContinuation { continuation in
            // Sockets block: not on the cooperative pool.
            let thread = Thread { [port] in
                continuation.resume(with: Result { try Self.exchange(text, port: port) })
            }
            thread.start()
        }
    }

    /// Begins to record every command that any client sends.
    public func monitor() throws -> RedisMonitor {
        try RedisMonitor(port: port)
    }

    private static func exchange(_ text: String, port: Int) throws -> String {
        let connection = try LoopbackSocket.connect(to: UInt16(port))
        defer { close(connection) }
        guard LoopbackSocket.send(Array(text.utf8), on: connection) else {
            throw Failure(description: "redis-server on port \(port) took no command")
        }
        var answer: [UInt8] = []
        while true {
            let bytes = LoopbackSocket.receive(from: connection)
            if bytes.isEmpty { return String(decoding: answer, as: UTF8.self) }
            answer += bytes
        }
    }
}

/// What Redis's MONITOR tells, gathered until the server ends or this is stopped.
public final class RedisMonitor: Sendable {
    private let connection: Int32
    private let received = Mutex<[UInt8]>([])
    private let isStopped = Atomic<Bool>(false)

    init(port: Int) throws {
        connection = try LoopbackSocket.connect(to: UInt16(port))
        _ = LoopbackSocket.send(Array("MONITOR\r\n".utf8), on: connection)
        let thread = Thread { [self] in
            while true {
                let bytes = LoopbackSocket.receive(from: connection)
                if bytes.isEmpty { break }
                received.withLock { $0 += bytes }
            }
            close(connection)
        }
        thread.start()
    }

    /// All commands so far, one a line.
    public var text: String { String(decoding: received.withLock { $0 }, as: UTF8.self) }

    public func stop() {
        guard !isStopped.exchange(true, ordering: .acquiringAndReleasing) else { return }
        shutdown(connection, Int32(SHUT_RDWR))
    }
}
