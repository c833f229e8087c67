import HTTPTransport

/// Which server and model to ask, and how patiently.
public struct ChatCompletionsConfiguration: Sendable {
    /// What the limit of an answer's tokens is called.
    public enum TokenLimitName: String, Sendable {
        /// Understood by most servers.
        case maxTokens = "max_tokens"
        /// What OpenAI's reasoning models want in its place.
        case maxCompletionTokens = "max_completion_tokens"
    }

    /// The address before `/chat/completions`, such as `https://api.openai.com/v1` or `http://127.0.0.1:11434/v1`.
    public var baseURL: String
    public var model: String
    /// nil where the server wants none.
    public var apiKey: Credential?
    public var tokenLimitName = TokenLimitName.maxTokens
    /// For one attempt; models think in silence.
    public var requestTimeLimit: Duration = .seconds(180)
    public var connectTimeLimit: Duration = .seconds(10)
    /// The first attempt included.
    public var maximumAttempts = 4
    /// The pause after the first failed attempt, doubled after each further one, and drawn at random up to that.
    public var pause: Duration = .seconds(1)
    public var longestPause: Duration = .seconds(30)
    /// A longer pause asked for by `Retry-After` ends the attempts.
    public var longestRetryAfter: Duration = .seconds(120)
    /// `host:port` of an HTTP proxy.
    public var proxy: String?
    public var tls = TLSOptions()
    public var maximumResponseBytes = 16 << 20

    public init(baseURL: String, model: String, apiKey: Credential? = nil) {
        self.baseURL = baseURL
        self.model = model
        self.apiKey = apiKey
    }
}

/// What one request may ask for besides its messages.
public struct ChatCompletionOptions: Sendable, Hashable {
    public enum ResponseFormat: Sendable, Hashable {
        case text
        /// One JSON object and nothing else (`response_format: {"type": "json_object"}`).
        case jsonObject
    }

    /// nil leaves it to the model.
    public var temperature: Double?
    /// The most tokens of the answer.
    public var maximumTokens: Int?
    public var responseFormat: ResponseFormat
    /// For all attempts together.
    public var timeLimit: Duration?

    public init(
        temperature: Double? = nil, maximumTokens: Int? = nil, responseFormat: ResponseFormat = .text,
        timeLimit: Duration? = nil
    ) {
        self.temperature = temperature
        self.maximumTokens = maximumTokens
        self.responseFormat = responseFormat
        self.timeLimit = timeLimit
    }
}
