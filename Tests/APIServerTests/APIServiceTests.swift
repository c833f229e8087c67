import Foundation
import NIOCore
import NIOPosix
import ServiceLifecycle
import Shared
import Synchronization
import Testing

@testable import APIServer

/// The process as `lakewright-api serve` runs it, without the process.
@Suite("the whole service", .timeLimit(.minutes(2)))
struct APIServiceTests {
    @Test("with memory:// it takes a task and works on it itself, and stops when told to")
    func embeddedWorker() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (running, port) = try await start(in: folder)
        defer { running.cancel() }

        // Nothing listens there: the attempt fails, but an attempt it is.
        let closed = try await freePort()
        let body = SampleBody.json(url: #""jdbc:trino://127.0.0.1:\#(closed)/lake?user=a""#)
        let accepted = try await RawTCP.exchange(
            "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nConnection: close\r\n"
                + "Content-Length: \(body.utf8.count)\r\n\r\n\(body)", port: port)
        #expect(accepted.hasPrefix("HTTP/1.1 202"))
        let location = try #require(accepted.firstMatch(of: /Location: (\S+)/)?.1)
        var attempts: Int64 = 0
        while attempts == 0 {
            let answer = try await get(String(location), port: port)
            let json = try #require(answer.split(separator: "\r\n\r\n", maxSplits: 1).last)
            attempts = try JSONDecoder().decode(JSONValue.self, from: Data(json.utf8))["attempts"]?.integerValue ?? 0
            try await Task.sleep(for: .milliseconds(20))
        }

        running.cancel()
        _ = await running.result
        await #expect(throws: (any Error).self) { try await get("/healthz", port: port) }
    }

    /// Starts a service with a queue of its own. Another test may take a free port before the service does: then it tries another.
    private func start(
        in folder: URL, environment: [String: String] = [:]
    ) async throws -> (running: Task<Void, any Error>, port: Int) {
        while true {
            let port = try await freePort()
            let configuration = try LakewrightConfiguration.read(
                arguments: [
                    "lakewright-api", "--port", String(port), "--broker-url", "memory://",
                    "--database", folder.appendingPathComponent("db.sqlite").path,
                ],
                environment: [:])
            let service = APIService(
                configuration: configuration, settings: try APISettings.read(environment: environment))
            let isTaken = Mutex(false)
            let running = Task {
                do {
                    try await service.run()
                } catch is ListeningAddress.Taken {
                    isTaken.withLock { $0 = true }
                }
            }
            while !isTaken.withLock({ $0 }) {
                if (try? await get("/healthz", port: port))?.hasPrefix("HTTP/1.1 200") == true {
                    return (running, port)
                }
                try await Task.sleep(for: .milliseconds(20))
            }
        }
    }

    @Test("connections beyond the limit wait until others are closed")
    func connections() async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let (running, port) = try await start(in: folder, environment: ["LAKEWRIGHT_MAX_CONNECTIONS": "4"])
        defer { running.cancel() }
        // Some are accepted beyond the limit: as many as the socket gives in one go.
        var channels: [any Channel] = []
        for _ in 0..<100 {
            let bootstrap = ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            channels.append(try await bootstrap.connect(host: "127.0.0.1", port: port).get())
        }
        let isServed = Mutex(false)
        let waiting = Task {
            defer { isServed.withLock { $0 = true } }
            return try await get("/healthz", port: port)
        }
        try await Task.sleep(for: .milliseconds(500))
        let wasServed = isServed.withLock { $0 }
        #expect(!wasServed)
        for channel in channels { try? await channel.close() }
        #expect(try await waiting.value.hasPrefix("HTTP/1.1 200"))
    }

    @Test("a port that is taken is an error that says so")
    func portTaken() async throws {
        let taken = try await SilentServer.start()
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = try LakewrightConfiguration.read(
            arguments: [
                "lakewright-api", "--port", String(taken.port), "--broker-url", "memory://",
                "--database", folder.appendingPathComponent("db.sqlite").path,
            ],
            environment: [:])
        let service = APIService(configuration: configuration, settings: try APISettings.read(environment: [:]))
        let error = await #expect(throws: ListeningAddress.Taken.self) { try await service.run() }
        #expect(error?.description.contains("port \(taken.port) is in use") == true)
        try await taken.stop()
    }

    @Test("so is an address that is none of this machine's", arguments: ["192.0.2.1", "nowhere.invalid"])
    func strangeAddress(host: String) async throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }
        let configuration = try LakewrightConfiguration.read(
            arguments: [
                "lakewright-api", "--host", host, "--port", "0", "--broker-url", "memory://",
                "--database", folder.appendingPathComponent("db.sqlite").path,
            ],
            environment: [:])
        let settings = try APISettings.read(environment: ["LAKEWRIGHT_ALLOW_INSECURE_BIND": "true"])
        let error = await #expect(throws: ListeningAddress.Unusable.self) {
            try await APIService(configuration: configuration, settings: settings).run()
        }
        #expect(error?.description.contains("\(host) port 0 can't be listened on") == true)
    }

    @Test("a service that doesn't end by itself is cancelled when its time is over")
    func drainLimit() async throws {
        struct Stubborn: Service {
            func run() async throws {
                while !Task.isCancelled { try? await Task.sleep(for: .seconds(3600)) }
            }
        }
        let service = DrainLimit(limit: .milliseconds(10), service: Stubborn())
        let group = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: [.init(service: service, successTerminationBehavior: .gracefullyShutdownGroup)],
                logger: LogRecorder().logger()))
        async let running: Void = group.run()
        await group.triggerGracefulShutdown()
        try await running
    }

    private func freePort() async throws -> Int {
        let server = try await SilentServer.start()
        try await server.stop()
        return server.port
    }

    private func get(_ path: String, port: Int) async throws -> String {
        try await RawTCP.exchange("GET \(path) HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n", port: port)
    }
}
