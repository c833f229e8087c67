/// A comment in SQL text, kept so that it can be printed again.
public struct Comment: Hashable, Sendable {
    /// The two ways to write a comment.
    public enum Style: Hashable, Sendable {
        /// `-- to the end of the line`
        case line
        /// `/* ... */`
        case block
    }

    public var style: Style
    /// What stands between the comment's marks, trimmed of blanks at both ends.
    public var text: String
    public var position: SourcePosition

    public init(style: Style, text: String, position: SourcePosition = .none) {
        self.style = style
        self.text = text
        self.position = position
    }
}

/// The comments that belong to a node.
///
/// Like positions, comments never take part in equality or hashing: two trees are equal when they say the same.
public struct Comments: Hashable, Sendable {
    /// In front of the node, in the order of the text.
    public var leading: [Comment]
    /// After the node: on the line where it ends, or, for a whole statement, all that no other node took.
    public var trailing: [Comment]

    /// No comments.
    public static let none = Comments()

    public init(leading: [Comment] = [], trailing: [Comment] = []) {
        self.leading = leading
        self.trailing = trailing
    }

    public var isEmpty: Bool { leading.isEmpty && trailing.isEmpty }

    public static func == (_: Comments, _: Comments) -> Bool { true }

    public func hash(into _: inout Hasher) {}
}
