/// A dotted name: a table, a column, a function, a property.
public struct QualifiedName: Hashable, Sendable {
    /// At least one part.
    public var parts: [Identifier]

    public init(_ parts: [Identifier]) {
        self.parts = parts
    }

    /// Makes a name from plain texts; parts that need quotes get them when printed.
    public init(_ parts: String...) {
        self.parts = parts.map { Identifier($0) }
    }

    public var position: SourcePosition { parts.first?.position ?? .none }
    /// The last part: the table's, column's or function's own name.
    public var last: Identifier { parts.last ?? Identifier("") }
    /// The parts in the form in which Trino compares them.
    public var canonical: [String] { parts.map(\.canonical) }
}
