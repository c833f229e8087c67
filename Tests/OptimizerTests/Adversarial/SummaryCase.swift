import Testing

/// Two queries: the first proposes summaries, the second may read them or must not.
struct SummaryCase: Sendable, CustomTestStringConvertible {
    let name: String
    let maker: String
    let reader: String
    /// Whether any of the first query's summaries can stand for a part of the second; nil where either is right.
    let isServed: Bool?
    /// Whether `isServed` is about groups that are put together alone, and not about a query's own groups kept as they are.
    let putTogetherOnly: Bool

    init(_ name: String, maker: String? = nil, reader: String, isServed: Bool?, putTogetherOnly: Bool = false) {
        self.name = name
        self.maker = maker ?? reader
        self.reader = reader
        self.isServed = isServed
        self.putTogetherOnly = putTogetherOnly
    }

    var testDescription: String { name }
}
