import Foundation

#if canImport(Glibc)
import Glibc
#elseif canImport(Darwin)
import Darwin
#endif

/// A real redis-server for one test: on loopback, on a free port, in a folder of its own, keeping nothing on disk.
///
/// ```swift
/// let redis = try await RedisServer.start()
/// defer { redis.stop() }
/// ```
public final class RedisServer: @unchecked Sendable {
    // Safe to share: `process` is the one mutable member, and is touched under the lock alone.
    private let reservation: ReservedPort
    private let password: String?
    private let folder: URL
    private let lock = NSLock()
    private var process: Process?

    /// Why no server could be had.
    public struct Failure: Error, CustomStringConvertible {
        public let description: String
    }

    /// Whether this machine has one at all.
    public static var executable: String? {
        ["/usr/bin/redis-server", "/usr/local/bin/redis-server", "/opt/homebrew/bin/redis-server"]
            .first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    private init(password: String?) throws {
        reservation = try ReservedPort()
        self.password = password
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("redis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Starts one and returns once it answers.
    public static func start(password: String? = nil) async throws -> RedisServer {
        let server = try RedisServer(password: password)
        try await server.restart()
        return server
    }

    /// Its own for good, also while it is stopped.
    public var port: Int { Int(reservation.number) }

    /// `redis://` with the password, if it has one.
    public var url: String { "redis://\(password.map { ":\($0)@" } ?? "")127.0.0.1:\(port)/0" }

    /// Starts it again after `stop`, on the same port and empty.
    public func restart() async throws {
        guard let executable = Self.executable else {
            throw Failure(description: "redis-server is not installed; apt-get install redis-server")
        }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: executable)
        process.arguments =
            [
                "--port", String(port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no",
                "--dir", folder.path, "--daemonize", "no",
            ] + (password.map { ["--requirepass", $0] } ?? [])
        process.standardOutput = FileHandle.nullDevice
        process.standardError = FileHandle.nullDevice
        try process.run()
        lock.withLock { self.process = process }
        for _ in 0..<1000 {
            if reservation.answers { return }
            guard process.isRunning else { throw Failure(description: "redis-server ended at its start") }
            try await Task.sleep(for: .milliseconds(20))
        }
        throw Failure(description: "redis-server doesn't listen on port \(port)")
    }

    /// Kills it, by its process id, and waits until it is gone.
    public func stop() {
        let process = lock.withLock { () -> Process? in
            defer { self.process = nil }
            return self.process
        }
        guard let process, process.isRunning else { return }
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit {
        stop()
        try? FileManager.default.removeItem(at: folder)
    }
}
