/// The JSON of the chat completions interface, as far as it is used.
///
/// Source: OpenAI's API reference, "Chat completions"; other servers follow it.
struct ChatCompletionsRequest: Encodable {
    struct Format: Encodable {
        let type: String
    }

    let model: String
    let messages: [ChatMessage]
    let temperature: Double?
    let maxTokens: Int?
    let maxCompletionTokens: Int?
    let responseFormat: Format?

    enum CodingKeys: String, CodingKey {
        case model, messages, temperature
        case maxTokens = "max_tokens"
        case maxCompletionTokens = "max_completion_tokens"
        case responseFormat = "response_format"
    }
}

struct ChatCompletionsResponse: Decodable {
    struct Choice: Decodable {
        struct Message: Decodable {
            let content: String?
            let refusal: String?
        }

        let message: Message
        let finishReason: String?

        enum CodingKeys: String, CodingKey {
            case message
            case finishReason = "finish_reason"
        }
    }

    struct Usage: Decodable {
        let promptTokens: Int?
        let completionTokens: Int?

        enum CodingKeys: String, CodingKey {
            case promptTokens = "prompt_tokens"
            case completionTokens = "completion_tokens"
        }
    }

    let model: String?
    let choices: [Choice]
    let usage: Usage?
}

struct ChatCompletionsFailure: Decodable {
    struct Detail: Decodable {
        let message: String
    }

    let error: Detail
}
