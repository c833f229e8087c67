import HTTPTransport

/// Why there is no completion. No description holds the key.
public enum ChatCompletionsError: Error, Sendable {
    case transport(HTTPTransportError)
    /// The server answered with this HTTP status.
    case status(Int, message: String)
    case malformedAnswer(String)
    case timeLimitExceeded(Duration)

    /// Whether asking again later may help.
    public var isTransient: Bool {
        switch self {
        case .transport(let error): error.isTransient
        case .status(let status, _): status == 408 || status == 409 || status == 429 || status >= 500
        case .malformedAnswer: false
        case .timeLimitExceeded: true
        }
    }
}

extension ChatCompletionsError: CustomStringConvertible {
    public var description: String {
        switch self {
        case .transport(let error): "The model's server can't be asked. \(error)"
        case .status(401, let message), .status(403, let message):
            "The model's server refused the key (\(message)). Check the key that is configured."
        case .status(404, let message):
            "The model's server knows no such address or model (\(message)). Check base URL and model name."
        case .status(429, let message):
            "The model's server is over its rate or quota (\(message)). Try again later, or check the account."
        case .status(let status, let message): "The model's server answered HTTP status \(status): \(message)"
        case .malformedAnswer(let reason):
            "The model's server answered what isn't a chat completion: \(reason). Check the base URL."
        case .timeLimitExceeded(let limit): "The model didn't answer within \(limit)."
        }
    }
}
