/// One SQL statement as it stands on the wire, `{"statement": "..."}`.
public struct SQLStatement: Codable, Sendable, Hashable {
    /// The text, as sent. Nothing here has looked at it.
    public var statement: String

    public init(_ statement: String) {
        self.statement = statement
    }
}
