import Foundation
import HTTPTransport
import LLMClient
import TestSupport
import Testing

@Suite struct ChatCompletionsClientTests {
    private static let answer = """
        {"id":"x","object":"chat.completion","model":"m-1","choices":[{"index":0,"finish_reason":"stop",
        "message":{"role":"assistant","content":"Hello \\"you\\""}}],"usage":{"prompt_tokens":11,"completion_tokens":7}}
        """

    private static func client(
        _ server: ScriptedHTTPServer, key: String? = "sk-s3cret",
        configure: (inout ChatCompletionsConfiguration) -> Void = { _ in }
    ) throws -> ChatCompletionsClient {
        var configuration = ChatCompletionsConfiguration(
            baseURL: server.baseURL + "/v1/", model: "m", apiKey: key.map { Credential($0) })
        configuration.pause = .milliseconds(1)
        configure(&configuration)
        return try ChatCompletionsClient(configuration)
    }

    private static func failure(_ client: ChatCompletionsClient, _ options: ChatCompletionOptions = .init()) async
        -> ChatCompletionsError?
    {
        do {
            _ = try await client.complete(messages: [ChatMessage(.user, "Hi")], options: options)
            return nil
        } catch {
            return error as? ChatCompletionsError
        }
    }

    @Test func asksAndReadsTheAnswer() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: Self.answer) }
        defer { server.stop() }
        let completion = try await Self.client(server).complete(
            messages: [ChatMessage(.system, "Be brief."), ChatMessage(.user, "Größe/\"x\"?")],
            options: ChatCompletionOptions(temperature: 0, maximumTokens: 100, responseFormat: .jsonObject))
        #expect(completion.text == "Hello \"you\"")
        #expect(completion.promptTokens == 11)
        #expect(completion.completionTokens == 7)
        #expect(completion.totalTokens == 18)
        #expect(completion.model == "m-1")
        #expect(completion.finishReason == "stop")

        let request = try #require(server.requests.first)
        #expect(request.target == "/v1/chat/completions")
        #expect(request["Authorization"] == "Bearer sk-s3cret")
        let body = try #require(try JSONSerialization.jsonObject(with: Data(request.body)) as? [String: Any])
        #expect(body["model"] as? String == "m")
        #expect(body["max_tokens"] as? Int == 100)
        #expect(body["temperature"] as? Double == 0)
        #expect((body["response_format"] as? [String: String]) == ["type": "json_object"])
        #expect(
            (body["messages"] as? [[String: String]])
                == [["role": "system", "content": "Be brief."], ["role": "user", "content": "Größe/\"x\"?"]])
    }

    @Test func anAnswerThatIsTooLargeIsGivenUp() async throws {
        let server = try ScriptedHTTPServer { _ in
            .respond(200, body: Self.answer + String(repeating: " ", count: 2000))
        }
        defer { server.stop() }
        let client = try Self.client(server) {
            $0.maximumResponseBytes = 1000
            $0.maximumAttempts = 1
        }
        let error = await Self.failure(client)
        guard case .transport(.responseTooLarge(limit: 1000)) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func theTokenLimitIsCalledAsTheServerWants() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: Self.answer) }
        defer { server.stop() }
        let client = try Self.client(server) { $0.tokenLimitName = .maxCompletionTokens }
        _ = try await client.complete(messages: [], options: ChatCompletionOptions(maximumTokens: 5))
        #expect(server.requests[0].text.contains(#""max_completion_tokens":5"#))
        #expect(!server.requests[0].text.contains(#""max_tokens""#))
    }

    @Test func withoutKeyAndOptionsNoneAreSent() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: Self.answer) }
        defer { server.stop() }
        _ = try await Self.client(server, key: nil).complete(messages: [ChatMessage(.user, "Hi")])
        let request = try #require(server.requests.first)
        #expect(request["Authorization"] == nil)
        for member in ["temperature", "max_tokens", "response_format"] { #expect(!request.text.contains(member)) }
    }

    @Test(arguments: [408, 429, 500, 502, 503, 504])
    func transientStatusesAreTriedAgain(_ status: Int) async throws {
        let server = try ScriptedHTTPServer { $0.index < 2 ? .respond(status) : .respond(200, body: Self.answer) }
        defer { server.stop() }
        let completion = try await Self.client(server).complete(messages: [ChatMessage(.user, "Hi")])
        #expect(completion.promptTokens == 11)
        #expect(server.requests.count == 3)
    }

    @Test func lostConnectionsAreTriedAgain() async throws {
        let server = try ScriptedHTTPServer { $0.index < 2 ? .drop : .respond(200, body: Self.answer) }
        defer { server.stop() }
        _ = try await Self.client(server).complete(messages: [ChatMessage(.user, "Hi")])
        #expect(server.requests.count == 3)
    }

    @Test func theServersPauseIsKept() async throws {
        let server = try ScriptedHTTPServer {
            $0.index == 0 ? .respond(429, headers: [("Retry-After", "1")]) : .respond(200, body: Self.answer)
        }
        defer { server.stop() }
        let start = ContinuousClock.now
        _ = try await Self.client(server).complete(messages: [ChatMessage(.user, "Hi")])
        #expect(.now - start >= .seconds(1))
    }

    @Test func aPauseThatIsTooLongEndsIt() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(429, headers: [("Retry-After", "3600")]) }
        defer { server.stop() }
        guard case .status(429, _) = try await Self.failure(Self.client(server)) else {
            Issue.record("another error")
            return
        }
        #expect(server.requests.count == 1)
    }

    @Test func attemptsAreCounted() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(503) }
        defer { server.stop() }
        #expect(try await Self.failure(Self.client(server) { $0.maximumAttempts = 3 }) != nil)
        #expect(server.requests.count == 3)
    }

    @Test(arguments: [400, 401, 403, 404, 422])
    func otherStatusesEndItWithTheServersWords(_ status: Int) async throws {
        let server = try ScriptedHTTPServer { request in
            .respond(status, body: #"{"error":{"message":"no: \#(request["Authorization"] ?? "")"}}"#)
        }
        defer { server.stop() }
        let error = try await Self.failure(Self.client(server))
        guard case .status(status, let message) = error else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(message == "no: Bearer ***")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [
        "", "<html></html>", "{}", #"{"choices":[]}"#, #"{"choices":[{"message":{"content":null}}]}"#,
        #"{"choices":[{"message":{"content":null,"refusal":"no"}}]}"#,
    ])
    func whatIsNoCompletionIsSaidSo(_ body: String) async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: body) }
        defer { server.stop() }
        guard case .malformedAnswer = try await Self.failure(Self.client(server)) else {
            Issue.record("another error")
            return
        }
    }

    @Test func missingCountsAreZero() async throws {
        let server = try ScriptedHTTPServer { _ in .respond(200, body: #"{"choices":[{"message":{"content":"x"}}]}"#) }
        defer { server.stop() }
        let completion = try await Self.client(server).complete(messages: [])
        #expect(completion.totalTokens == 0)
        #expect(completion.model == "m")
    }

    @Test func timeLimitsEndIt() async throws {
        let server = try ScriptedHTTPServer { _ in .hang }
        defer { server.stop() }
        let error = try await Self.failure(
            Self.client(server), ChatCompletionOptions(timeLimit: .milliseconds(200)))
        guard case .timeLimitExceeded = error else {
            Issue.record("\(String(describing: error))")
            return
        }
    }

    @Test func cancellingTheTaskAbortsTheRequest() async throws {
        let server = try ScriptedHTTPServer { _ in .hang }
        defer { server.stop() }
        let client = try Self.client(server)
        let task = Task { try await client.complete(messages: [ChatMessage(.user, "Hi")]) }
        #expect(await server.reaches { $0.requests.count == 1 })
        task.cancel()
        await #expect(throws: CancellationError.self) { try await task.value }
        #expect(await server.reaches { $0.clientsGone == 1 })
    }

    @Test func theKeyShowsNowhere() throws {
        let configuration = ChatCompletionsConfiguration(
            baseURL: "http://127.0.0.1:1", model: "m", apiKey: Credential("sk-s3cret"))
        var dumped = ""
        dump(configuration, to: &dumped)
        #expect(!dumped.contains("s3cret"))
        #expect(!"\(configuration)".contains("s3cret"))
        #expect(throws: HTTPTransportError.self) {
            try ChatCompletionsClient(ChatCompletionsConfiguration(baseURL: "ftp://x", model: "m"))
        }
    }
}
