import Testing

/// Two queries: the first asks for tables of rows joined beforehand, the second may read them or must not.
struct JoinCase: Sendable, CustomTestStringConvertible {
    let name: String
    let maker: String
    let reader: String
    /// Whether what a table keeps can stand for a join of the second query; nil where either is right.
    let isServed: Bool?

    init(_ name: String, maker: String? = nil, reader: String, isServed: Bool?) {
        self.name = name
        self.maker = maker ?? reader
        self.reader = reader
        self.isServed = isServed
    }

    var testDescription: String { name }
}
