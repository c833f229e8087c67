/// A text that has been cut into tokens.
///
/// A class, so that the parser's own size stays small.
final class SourceText: Sendable {
    let text: String
    let bytes: [UInt8]
    let tokens: [Token]
    let comments: [Comment]
    /// For each comment, the token that follows it.
    let commentPlaces: [Int]
    let fault: Lexer.Fault?
    /// The byte at which a `--` comment begins that runs to the end of the text.
    let finalLineComment: Int?
    /// For each `(`, the token that closes it; -1 elsewhere, and where nothing closes it.
    let partners: [Int32]

    init(_ text: String) {
        self.text = text
        bytes = Array(text.utf8)
        let output = Lexer.scan(bytes)
        tokens = output.tokens
        comments = output.comments.map(\.comment)
        commentPlaces = output.comments.map(\.beforeToken)
        fault = output.fault
        finalLineComment = output.finalLineComment
        var partners = [Int32](repeating: -1, count: tokens.count)
        var open: [Int] = []
        for (index, token) in tokens.enumerated() {
            if token.symbol == .leftParenthesis {
                open.append(index)
            } else if token.symbol == .rightParenthesis, let start = open.popLast() {
                partners[start] = Int32(index)
            }
        }
        self.partners = partners
    }

    /// A token as it was written.
    func text(of token: Token) -> String {
        String(decoding: bytes[token.start..<token.end], as: UTF8.self)
    }
}
