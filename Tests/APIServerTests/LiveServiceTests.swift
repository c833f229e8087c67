import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Shared
import TestSupport
import Testing

@testable import APIServer

/// The API on a real socket, over the store and the queue that it runs with.
@Suite("the API over SQLite and Redis", .timeLimit(.minutes(5)))
struct LiveServiceTests {
    /// A folder for one test's database, removed with it.
    private final class Folder: Sendable {
        let url = FileManager.default.temporaryDirectory.appendingPathComponent("api-\(UUID().uuidString)")
        var database: String { url.appendingPathComponent("lakewright.sqlite").path }

        /// Every byte that is in the folder now.
        func bytes() throws -> Data {
            try FileManager.default.contentsOfDirectory(at: url, includingPropertiesForKeys: nil)
                .reduce(into: Data()) { $0.append(try Data(contentsOf: $1)) }
        }

        deinit { try? FileManager.default.removeItem(at: url) }
    }

    private func withService<Value: Sendable>(
        broker: String,
        _ body: @Sendable (any TestClientProtocol, SQLiteTaskStore, Folder, LogRecorder) async throws -> Value
    ) async throws -> Value {
        let folder = Folder()
        let log = LogRecorder()
        let configuration = try LakewrightConfiguration.read(
            arguments: ["lakewright-api", "--broker-url", broker, "--database", folder.database], environment: [:])
        let store = try SQLiteTaskStore(path: folder.database, logger: log.logger())
        let queue = configuration.broker.makeQueue(name: configuration.queueName, logger: log.logger())
        let application = try buildApplication(
            server: configuration.server, settings: try APISettings.read(environment: [:]),
            dependencies: APIDependencies(
                store: store, queue: queue, sealer: try configuration.sealingKey.sealer(),
                keys: KeyWatch(configured: try APIKeyRing(), store: store, logger: log.logger()),
                audit: try AuditLog(path: nil, logger: log.logger())),
            logger: log.logger())
        let value = try await application.test(.live) { client in
            try await body(client, store, folder, log)
        }
        await queue.shutdown()
        return value
    }

    private func submit(_ client: any TestClientProtocol) async throws -> TaskID {
        let response = try await client.post(SampleBody.json())
        #expect(response.status == .accepted)
        return try #require(try response.json()["taskid"]?.stringValue.flatMap { TaskID($0) })
    }

    @Test("a Redis that isn't there fails no task")
    func redisIsAway() async throws {
        let silent = try await SilentServer.start()
        let closedPort = silent.port
        try await silent.stop()
        try await withService(broker: "redis://127.0.0.1:\(closedPort)/0") { client, store, _, _ in
            for _ in 0..<5 {
                let id = try await submit(client)
                #expect(try await store.record(of: id)?.state == .queued)
            }
            #expect(try await client.get("/readyz").json()["queue"] == "unreachable")
        }
    }

    /// The broker never answers while this runs: were any answer waiting for it, the test would not come to its end.
    @Test("a Redis that takes connections and then hangs delays no task")
    func redisHangs() async throws {
        let silent = try await SilentServer.start()
        try await withService(broker: "redis://127.0.0.1:\(silent.port)/0") { client, store, _, _ in
            _ = try await submit(client)
            while silent.connectionCount == 0 { try await Task.sleep(for: .milliseconds(5)) }
            for _ in 0..<20 {
                let id = try await submit(client)
                #expect(try await client.get("/status?task_id=\(id)").status == .ok)
            }
            #expect(try await store.counts()[.queued] == 21)
        }
        try await silent.stop()
    }

    @Test("ids reach Redis, and nothing but ids", .enabled(if: RedisServer.executable != nil))
    func redisHasIDsOnly() async throws {
        let redis = try await RedisServer.start()
        defer { redis.stop() }
        try await withService(broker: redis.url) { client, _, _, _ in
            let id = try await submit(client)
            var list = ""
            while !list.contains(id.description) {
                list = try await RawTCP.exchange("LRANGE lakewright:tasks 0 -1\r\nQUIT\r\n", port: redis.port)
            }
            #expect(list == "*1\r\n$36\r\n\(id)\r\n+OK\r\n")
            let keys = try await RawTCP.exchange("KEYS *\r\nQUIT\r\n", port: redis.port)
            #expect(keys == "*1\r\n$16\r\nlakewright:tasks\r\n+OK\r\n")
        }
    }

    @Test("the JDBC URL is in none of the database's files and in no log line")
    func sealedAtRest() async throws {
        try await withService(broker: "memory://") { client, _, folder, log in
            let id = try await submit(client)
            let bytes = try folder.bytes()
            // What isn't secret is there in plain, so that looking for the rest means something.
            #expect(bytes.firstRange(of: Data("SELECT a FROM lake.s.t".utf8)) != nil)
            #expect(bytes.firstRange(of: Data("canary-jdbc-password".utf8)) == nil)
            #expect(bytes.firstRange(of: Data("trino.example.org".utf8)) == nil)
            #expect(log.text.contains(id.description))
            #expect(!log.text.contains("canary"))
            #expect(!log.text.contains("trino.example.org"))
        }
    }

    @Test("a client that asks before it sends is told to go on, or at once that its body is too large")
    func expectContinue() async throws {
        try await withService(broker: "memory://") { client, store, _, _ in
            let port = try #require(client.port)
            let body = SampleBody.json()
            let head =
                "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Expect: 100-continue\r\nConnection: close\r\n"
            let answer = try await RawTCP.exchange(
                head + "Content-Length: \(body.utf8.count)\r\n\r\n" + body, port: port)
            #expect(answer.hasPrefix("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 202 Accepted\r\n"))
            let refused = try await RawTCP.status(of: head + "Content-Length: 999999999\r\n\r\n", port: port)
            #expect(refused == 413)
            #expect(try await store.counts()[.queued] == 1)
        }
    }

    @Test("requests that are no HTTP harm nobody")
    func garbage() async throws {
        try await withService(broker: "memory://") { client, _, _, _ in
            let port = try #require(client.port)
            for garbage in [
                "\u{0}\u{1}\u{2}\r\n\r\n", "GET\r\n\r\n",
                "POST /new HTTP/1.1\r\nHost: localhost\r\n"
                    + "Content-Length: -1\r\n\r\n", "GET /healthz HTTP/9.9\r\n\r\n", "GET /\u{7F} HTTP/1.1\r\n\r\n",
                "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                    + "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
            ] {
                _ = try await RawTCP.exchange(garbage, port: port)
                #expect(try await client.get("/healthz").status == .ok)
            }
        }
    }
}
