import Crypto
import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import Logging
import NIOCore
import Shared

@testable import APIServer

/// The API over a stub store and a stub queue.
struct TestService {
    let store = StubTaskStore()
    let queue: StubTaskQueue
    let log = LogRecorder()
    let issued = StubIssuedKeys()
    let keys: KeyWatch
    let sealer = SecretSealer(key: SymmetricKey(size: .bits256))
    var server: LakewrightConfiguration.Server
    var settings: APISettings
    /// Nil: among the log's lines.
    var audit: AuditLog?
    var allowedNetworks = NetworkAllowList.nothing

    init(keys: [String] = [], limits: SubmissionLimits = SubmissionLimits(), queueUnreachable: Bool = false) throws {
        server = try LakewrightConfiguration.read(arguments: ["lakewright-api"], environment: [:]).server
        queue = StubTaskQueue(store: store, unreachable: queueUnreachable)
        let ring = try APIKeyRing(hexDigests: keys.map(Self.digest))
        settings = APISettings(keys: ring, limits: limits)
        // A connection of a test may wait long for its turn on a busy machine.
        settings.idleTimeout = .hours(1)
        self.keys = KeyWatch(configured: ring, store: issued, logger: log.logger())
    }

    static func digest(_ key: String) -> String {
        SHA256.hash(data: Data(key.utf8)).map { String(format: "%02x", $0) }.joined()
    }

    func application(queue other: (any TaskQueue)? = nil) throws -> some ApplicationProtocol {
        try buildApplication(
            server: server, settings: settings,
            dependencies: APIDependencies(
                store: store, queue: other ?? queue, sealer: sealer, keys: keys,
                audit: try audit ?? AuditLog(path: nil, logger: log.logger()), allowedNetworks: allowedNetworks),
            logger: log.logger())
    }

    /// Runs a test against the router, or against a real socket with `.live`.
    func test<Value>(
        _ setup: TestingSetup = .router, _ body: @Sendable (any TestClientProtocol) async throws -> Value
    ) async throws -> Value {
        try await application().test(setup, body)
    }
}

extension TestClientProtocol {
    func post(_ body: String, headers: HTTPFields = [.contentType: "application/json"]) async throws -> TestResponse {
        try await execute(uri: "/new", method: .post, headers: headers, body: ByteBuffer(string: body))
    }

    func get(_ uri: String, headers: HTTPFields = [:]) async throws -> TestResponse {
        try await execute(uri: uri, method: .get, headers: headers)
    }
}

extension TestResponse {
    var text: String { String(buffer: body) }

    func json() throws -> JSONValue {
        try JSONDecoder().decode(JSONValue.self, from: Data(body.readableBytesView))
    }

    func problem() throws -> ProblemDocument {
        try JSONDecoder().decode(ProblemDocument.self, from: Data(body.readableBytesView))
    }
}

/// A body that is accepted, for tests to spoil in one place.
enum SampleBody {
    static let url = "jdbc:trino://trino.example.org:443/lake?SSL=true&user=ann&password=canary-jdbc-password"

    static func json(
        url: String = #""\#(url)""#, ddl: String = #"[{"statement":"CREATE TABLE lake.s.t (a bigint)"}]"#,
        queries: String = #"[{"queryid":"q1","query":"SELECT a FROM lake.s.t"}]"#, more: String = ""
    ) -> String {
        #"{"url":\#(url),"ddl":\#(ddl),"queries":\#(queries)\#(more)}"#
    }
}
