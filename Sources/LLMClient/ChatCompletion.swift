/// What the model answered, and what it cost.
public struct ChatCompletion: Sendable, Hashable {
    public let text: String
    /// Tokens of the messages sent; 0 where the server doesn't count.
    public let promptTokens: Int
    /// Tokens of the answer; 0 where the server doesn't count.
    public let completionTokens: Int
    /// The model that answered, as the server names it.
    public let model: String
    /// Why the answer ends: `stop`, or `length` where it was cut off.
    public let finishReason: String?

    public var totalTokens: Int { promptTokens + completionTokens }
}
