import Foundation
import HTTPTypes
import Hummingbird
import HummingbirdTesting
import NIOCore
import NIOPosix
import Shared
import Testing

@testable import APIServer

@Suite("clients that do nothing, or little", .serialized)
struct CrowdTests {
    /// Connections that have said something, or nothing, and stay open.
    private func connect(_ count: Int, saying text: String, port: Int) async throws -> [any Channel] {
        var channels: [any Channel] = []
        for _ in 0..<count {
            let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .connect(host: "127.0.0.1", port: port).get()
            if !text.isEmpty { try await channel.writeAndFlush(ByteBuffer(string: text)) }
            channels.append(channel)
        }
        return channels
    }

    private func serves(_ client: any TestClientProtocol) async throws {
        for _ in 0..<20 {
            let posted = try await client.post(SampleBody.json())
            #expect(posted.status == .accepted)
            let id = try #require(try posted.json()["taskid"]?.stringValue)
            #expect(try await client.get("/status?task_id=\(id)").status == .ok)
        }
    }

    @Test("a thousand idle connections leave others served")
    func idle() async throws {
        FileDescriptors.raiseLimit()
        try await TestService().test(.live) { client in
            let channels = try await connect(1000, saying: "", port: try #require(client.port))
            try await serves(client)
            for channel in channels { try? await channel.close() }
        }
    }

    @Test(
        "clients that stop halfway through their head or body leave others served",
        arguments: [
            "POST /new HTTP/1.1\r\nHost: loc",
            "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 5000\r\n\r\n{",
            "POST /new HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n",
        ])
    func slow(beginning: String) async throws {
        FileDescriptors.raiseLimit()
        try await TestService().test(.live) { client in
            let channels = try await connect(200, saying: beginning, port: try #require(client.port))
            try await serves(client)
            for channel in channels { try? await channel.close() }
        }
    }

    @Test(
        "a connection on which nothing moves is closed",
        .timeLimit(.minutes(5)),
        arguments: ["", "POST /new HTTP/1.1\r\nHost: loc"])
    func idleTime(beginning: String) async throws {
        var service = try TestService()
        service.settings.idleTimeout = .milliseconds(200)
        try await service.test(.live) { client in
            let port = try #require(client.port)
            // Ends when the server closes.
            #expect(try await RawTCP.exchange(beginning, port: port).isEmpty)
        }
    }

    @Test(
        "a head of too many fields, or too large ones together, is refused",
        .timeLimit(.minutes(5)), arguments: [(1, 10, true), (200, 10, false), (40, 2000, false)])
    func heads(fields: Int, length: Int, isTaken: Bool) async throws {
        try await TestService().test(.live) { client in
            let lines = (0..<fields).map { "X-Field-\($0): \(String(repeating: "a", count: length))\r\n" }.joined()
            let port = try #require(client.port)
            let answer = try? await RawTCP.status(
                of: "GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\(lines)\r\n", port: port)
            #expect((answer == 200) == isTaken)
        }
    }

    @Test("a body that doesn't arrive in time is given up with 408, and nothing is stored", .timeLimit(.minutes(5)))
    func bodyTimeLimit() async throws {
        let (stream, continuation) = AsyncStream<ByteBuffer>.makeStream()
        continuation.yield(ByteBuffer(string: "{"))
        let request = Request(
            head: HTTPRequest(
                method: .post, scheme: "http", authority: "localhost", path: "/new",
                headerFields: [.contentType: "application/json"]),
            body: RequestBody(asyncSequence: stream))
        let reader = SubmissionReader(bodyLimit: 1000, limits: SubmissionLimits(), timeLimit: .milliseconds(20))
        let problem = await #expect(throws: Problem.self) { try await reader.read(request) }
        #expect(problem?.type == .bodyTooSlow)
        continuation.finish()
    }
}
