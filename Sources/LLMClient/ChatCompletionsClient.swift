import Foundation
import HTTPTransport
import Logging

/// Asks a server with the OpenAI-compatible chat completions interface.
///
/// ```swift
/// let client = try ChatCompletionsClient(
///     ChatCompletionsConfiguration(baseURL: "http://127.0.0.1:11434/v1", model: "qwen3"))
/// let answer = try await client.complete(messages: [ChatMessage(.user, "Name a prime.")])
/// print(answer.text, answer.totalTokens)
/// await client.close()
/// ```
public final class ChatCompletionsClient: Sendable {
    public let configuration: ChatCompletionsConfiguration
    private let endpoint: HTTPURL
    private let http: HTTPClient
    private let logger: Logger

    /// Makes a client. Nothing is sent yet.
    ///
    /// - Throws: `HTTPTransportError` where the base URL isn't an http or https address, or a certificate can't be read.
    public init(
        _ configuration: ChatCompletionsConfiguration, logger: Logger = Logger(label: "lakewright.llm")
    ) throws {
        self.configuration = configuration
        self.logger = logger
        let base =
            configuration.baseURL.hasSuffix("/") ? String(configuration.baseURL.dropLast()) : configuration.baseURL
        endpoint = try HTTPURL(base + "/chat/completions")
        var transport = HTTPClientConfiguration()
        transport.timeLimits = HTTPTimeLimits(
            connect: configuration.connectTimeLimit, total: configuration.requestTimeLimit)
        transport.tls = configuration.tls
        transport.proxy = configuration.proxy
        // defence: model-answer-size
        transport.maximumResponseBytes = configuration.maximumResponseBytes
        http = try HTTPClient(transport)
    }

    /// Asks for the next message of a conversation.
    ///
    /// Tried again, with growing pauses, where the server is overloaded or away.
    ///
    /// - Throws: ``ChatCompletionsError``, or `CancellationError` where the task was cancelled.
    public func complete(
        messages: [ChatMessage], options: ChatCompletionOptions = ChatCompletionOptions()
    ) async throws -> ChatCompletion {
        let request = try request(messages, options)
        let deadline = options.timeLimit.map { ContinuousClock.now + $0 }
        var attempt = 0
        while true {
            attempt += 1
            let (error, retryAfter): (ChatCompletionsError, Duration?)
            do {
                let response = try await http.send(limited(request, options, deadline))
                if response.status == 200 { return try completion(response) }
                error = .status(response.status, message: message(response))
                retryAfter = response.headers.retryAfter
            } catch let failure as HTTPTransportError {
                error = .transport(failure)
                retryAfter = nil
            }
            if let deadline, let limit = options.timeLimit, deadline <= .now {
                throw ChatCompletionsError.timeLimitExceeded(limit)
            }
            guard error.isTransient, attempt < configuration.maximumAttempts,
                retryAfter ?? .zero <= configuration.longestRetryAfter
            else { throw error }
            let pause = retryAfter ?? backoff(after: attempt)
            if let deadline, let limit = options.timeLimit, .now + pause >= deadline {
                throw ChatCompletionsError.timeLimitExceeded(limit)
            }
            logger.debug("Asking the model again", metadata: ["attempt": "\(attempt)", "pause": "\(pause)"])
            try await Task.sleep(for: pause)
        }
    }

    /// Ends the client: running requests may finish for up to `grace`.
    public func close(grace: Duration = .seconds(5)) async {
        await http.shutDown(grace: grace)
    }

    // MARK: -

    private func request(_ messages: [ChatMessage], _ options: ChatCompletionOptions) throws -> HTTPRequest {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let body = try encoder.encode(
            ChatCompletionsRequest(
                model: configuration.model, messages: messages, temperature: options.temperature,
                maxTokens: configuration.tokenLimitName == .maxTokens ? options.maximumTokens : nil,
                maxCompletionTokens:
                    configuration.tokenLimitName == .maxCompletionTokens ? options.maximumTokens : nil,
                responseFormat: options.responseFormat == .jsonObject ? .init(type: "json_object") : nil))
        var headers: HTTPHeaders = ["Content-Type": "application/json", "Accept": "application/json"]
        if let key = configuration.apiKey { headers.add("Authorization", "Bearer " + key.reveal()) }
        return HTTPRequest(.post, endpoint, headers: headers, body: [UInt8](body), isIdempotent: true)
    }

    private func limited(
        _ request: HTTPRequest, _ options: ChatCompletionOptions, _ deadline: ContinuousClock.Instant?
    ) -> HTTPRequest {
        guard let deadline else { return request }
        var request = request
        request.timeLimit = min(configuration.requestTimeLimit, max(.milliseconds(1), deadline - .now))
        return request
    }

    private func completion(_ response: HTTPResponse) throws -> ChatCompletion {
        let answer: ChatCompletionsResponse
        do {
            answer = try JSONDecoder().decode(ChatCompletionsResponse.self, from: Data(response.body))
        } catch {
            throw ChatCompletionsError.malformedAnswer("its JSON has another form")
        }
        guard let choice = answer.choices.first else { throw ChatCompletionsError.malformedAnswer("it has no choices") }
        guard let text = choice.message.content else {
            throw ChatCompletionsError.malformedAnswer(
                choice.message.refusal == nil ? "its message has no content" : "the model refused to answer")
        }
        return ChatCompletion(
            text: text, promptTokens: max(0, answer.usage?.promptTokens ?? 0),
            completionTokens: max(0, answer.usage?.completionTokens ?? 0), model: answer.model ?? configuration.model,
            finishReason: choice.finishReason)
    }

    /// The server's own words where it has the usual form, the key blotted out: some servers repeat a part of it.
    private func message(_ response: HTTPResponse) -> String {
        let failure = try? JSONDecoder().decode(ChatCompletionsFailure.self, from: Data(response.body))
        let text = failure.map { String($0.error.message.prefix(300)) } ?? response.excerpt()
        // defence: key-in-model-errors; without it: text
        return configuration.apiKey?.redacted(from: text) ?? text
    }

    /// Full jitter, so that many clients don't come back at once.
    private func backoff(after attempt: Int) -> Duration {
        let ceiling = min(configuration.longestPause, configuration.pause * (1 << min(attempt - 1, 16)))
        return ceiling * Double.random(in: 0...1)
    }
}
