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
    public let port: Int
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

    private init(port: Int, password: String?) throws {
        self.port = port
        self.password = password
        folder = FileManager.default.temporaryDirectory.appendingPathComponent("redis-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    /// Starts one and returns once it answers.
    public static func start(password: String? = nil) async throws -> RedisServer {
        let server = try RedisServer(port: try freePort(), password: password)
        try await server.restart()
        return server
    }

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
            if Self.connects(to: port) { return }
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

    private static func withLoopbackSocket<Answer>(
        port: Int, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) throws -> Answer
    ) throws -> Answer {
        #if canImport(Glibc)
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        #else
        let descriptor = socket(AF_INET, SOCK_STREAM, 0)
        #endif
        guard descriptor >= 0 else { throw Failure(description: "no socket can be had") }
        defer { close(descriptor) }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = in_port_t(UInt16(port).bigEndian)
        address.sin_addr.s_addr = inet_addr("127.0.0.1")
        let length = socklen_t(MemoryLayout<sockaddr_in>.size)
        return try withUnsafePointer(to: &address) { pointer in
            try pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { try body(descriptor, $0, length) }
        }
    }

    private static func connects(to port: Int) -> Bool {
        (try? withLoopbackSocket(port: port) { descriptor, address, length in
            connect(descriptor, address, length) == 0
        }) ?? false
    }

    private static func freePort() throws -> Int {
        try withLoopbackSocket(port: 0) { descriptor, address, length in
            var bound = sockaddr_in()
            var boundLength = length
            guard bind(descriptor, address, length) == 0 else { throw Failure(description: "no port can be had") }
            let known = withUnsafeMutablePointer(to: &bound) { pointer in
                pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &boundLength) }
            }
            guard known == 0 else { throw Failure(description: "the port can't be read") }
            return Int(UInt16(bigEndian: bound.sin_port))
        }
    }
}
