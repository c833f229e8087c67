import HTTPTransport
import LLMClient
import Logging
import Metrics
import Optimizer
import Shared

/// The optimizer's proposer, filled by an OpenAI-compatible server.
struct LanguageModelProposer: DesignProposer {
    private let client: ChatCompletionsClient
    private let meter = CallMeter(calls: .modelCalls, seconds: .modelCallSeconds) { _ in "failed" }
    private let tokens = Counter(.modelTokens)

    /// - Throws: `HTTPTransportError` where the configured address is none.
    init(_ model: LakewrightConfiguration.LanguageModel, logger: Logger) throws {
        client = try ChatCompletionsClient(
            ChatCompletionsConfiguration(
                baseURL: model.baseURL, model: model.model, apiKey: model.key.map { Credential($0) }),
            logger: logger)
    }

    func propose(instructions: String, material: String, timeLimit: Double) async throws -> ProposerReply {
        let answer = try await meter.measure {
            try await client.complete(
                messages: [ChatMessage(.system, instructions), ChatMessage(.user, material)],
                options: ChatCompletionOptions(
                    temperature: 0, responseFormat: .jsonObject, timeLimit: .milliseconds(Int64(timeLimit * 1000))))
        }
        tokens.increment(by: answer.totalTokens)
        return ProposerReply(text: answer.text, tokensUsed: answer.totalTokens)
    }

    func close() async {
        await client.close()
    }
}
