/// One part of a name, as written.
public struct Identifier: Hashable, Sendable {
    /// The text without quotes, with doubled quotes undone, in the case as written.
    public var text: String
    /// Whether it was written in double quotes.
    public var isQuoted: Bool
    public var position: SourcePosition

    /// Makes an identifier; `isQuoted` says how it is printed (a reserved or irregular name is quoted in any case).
    public init(_ text: String, isQuoted: Bool = false, position: SourcePosition = .none) {
        self.text = text
        self.isQuoted = isQuoted
        self.position = position
    }

    /// The form in which Trino compares names: lower case, quoted or not.
    ///
    /// Source: Trino documentation, "SQL language / Keywords and identifiers": identifiers are not treated as case sensitive.
    public var canonical: String { text.lowercased() }
}
