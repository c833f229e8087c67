/// Where a node begins in the text it was parsed from.
///
/// Positions never take part in equality or hashing: two trees are equal when they say the same, wherever they stood.
public struct SourcePosition: Hashable, Sendable {
    /// The line, counted from 1; 0 for a node that was built, not parsed.
    public var line: Int
    /// The column in Unicode scalars, counted from 1; 0 for a node that was built, not parsed.
    public var column: Int
    /// The node's number within one resolved query, from 1; 0 before resolution numbers the tree.
    public var node: Int

    /// The position of every node that was built rather than parsed.
    public static let none = SourcePosition(line: 0, column: 0)

    /// Makes a position from a line and a column, both counted from 1.
    public init(line: Int, column: Int, node: Int = 0) {
        self.line = line
        self.column = column
        self.node = node
    }

    public static func == (_: SourcePosition, _: SourcePosition) -> Bool { true }

    public func hash(into _: inout Hasher) {}
}
