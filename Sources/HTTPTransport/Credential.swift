/// A text that must never be shown: a password, a token, a key.
///
/// It prints, dumps and interpolates as `***`; only ``reveal()`` gives the text, so that each use can be found by name.
///
/// ```swift
/// let key = Credential("s3cret")
/// "\(key)"        // "***"
/// key.reveal()    // "s3cret"
/// ```
public struct Credential: Sendable, Hashable {
    private let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The text itself, for the wire and for nothing else.
    public func reveal() -> String { text }

    /// `message` with each occurrence of this text blotted out.
    ///
    /// For texts that come from the other side and might repeat what was sent to it. Texts under four characters are
    /// left alone: blotting them out would only garble the message and tell where they stood.
    public func redacted(from message: String) -> String {
        guard text.count >= 4, message.contains(text) else { return message }
        return message.split(separator: text, omittingEmptySubsequences: false).joined(separator: "***")
    }
}

extension Credential: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "***" }
    public var debugDescription: String { "***" }
    public var customMirror: Mirror { Mirror(self, children: []) }
}
