/// Something that holds of the data today, that no constraint guards, and that a rewritten query rests on.
public struct Assumption: Codable, Sendable, Hashable {
    /// In words: "orders.orderkey is unique".
    public var text: String
    /// A query that looks again: it returns no row for as long as the assumption holds. Nil where none can tell.
    public var check: String?

    public init(_ text: String, check: String?) {
        self.text = text
        self.check = check
    }
}
