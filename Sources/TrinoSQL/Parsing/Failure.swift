/// Why the parser stopped: small, as every rule can throw it; ``Diagnosis`` makes the error that people see.
struct Failure: Error {
    /// The token at which it stopped.
    var token: Int
    /// Present where there is more to say than "this was not expected".
    var detail: Detail?

    /// Whether the text nests deeper than this reading may go.
    var isTooDeep: Bool { detail === Detail.tooDeep }

    /// What is known about the failure beyond its place.
    final class Detail: Sendable {
        static let tooDeep = Detail(
            message: "the statement nests more than \(Parser.maximumDepth) levels deep",
            hint: "Move inner parts into common table expressions (WITH).")

        let expected: String?
        let message: String?
        let hint: String?
        /// What mends the text, where that is certain: tokens and what to put in their place.
        let repair: Repair?

        init(expected: String? = nil, message: String? = nil, hint: String? = nil, repair: Repair? = nil) {
            self.expected = expected
            self.message = message
            self.hint = hint
            self.repair = repair
        }
    }

    /// Tokens to replace by a text.
    struct Repair: Sendable {
        var tokens: Range<Int>
        var replacement: String
    }
}

/// What could have stood at the farthest place that the parser reached.
struct Expectations {
    var token = -1
    var items: [String] = []

    mutating func note(_ item: @autoclosure () -> String, at place: Int) {
        if place > token {
            token = place
            items = []
        }
        if place == token { items.append(item()) }
    }
}
