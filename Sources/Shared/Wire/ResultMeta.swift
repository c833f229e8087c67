/// Facts about how an answer came to be. `tokens_used` is always there; all else is the worker's to add.
public struct ResultMeta: Sendable, Hashable {
    /// Tokens that a language model counted, in and out together.
    public var tokensUsed: Int
    /// Further members, by their names on the wire.
    public var extra: [String: JSONValue]

    public init(tokensUsed: Int = 0, extra: [String: JSONValue] = [:]) {
        self.tokensUsed = tokensUsed
        self.extra = extra
    }
}

extension ResultMeta: Codable {
    private static let tokensUsedKey = "tokens_used"

    public init(from decoder: any Decoder) throws {
        var members = try decoder.singleValueContainer().decode([String: JSONValue].self)
        let tokens = members.removeValue(forKey: Self.tokensUsedKey)?.integerValue ?? 0
        self.init(tokensUsed: Int(tokens), extra: members)
    }

    public func encode(to encoder: any Encoder) throws {
        var members = extra
        members[Self.tokensUsedKey] = .integer(Int64(tokensUsed))
        var container = encoder.singleValueContainer()
        try container.encode(members)
    }
}
