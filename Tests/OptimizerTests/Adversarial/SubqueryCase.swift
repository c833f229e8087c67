import Testing

/// A workload, and whether its queries share a sub-query that may be kept as a table.
struct SubqueryCase: Sendable, CustomTestStringConvertible {
    let name: String
    let queries: [String]
    /// Whether each of the queries can read a kept sub-query; else none may.
    let isShared: Bool
    /// Words of the reason, where one is given.
    let words: String?

    init(_ name: String, shared queries: String...) {
        self.name = name
        self.queries = queries
        isShared = true
        words = nil
    }

    init(_ name: String, apart queries: String..., because words: String? = nil) {
        self.name = name
        self.queries = queries
        isShared = false
        self.words = words
    }

    var testDescription: String { name }
}
