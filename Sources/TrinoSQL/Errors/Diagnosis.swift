/// Makes the error that people see of the place where the parser stopped.
struct Diagnosis {
    let source: SourceText
    let failure: Failure
    let expectations: Expectations

    func error() -> SyntaxError {
        let token = source.tokens[failure.token]
        let fault = token.kind == .invalid ? source.fault : nil
        let expected = self.expected
        let found = self.found
        let message = fault?.message ?? failure.detail?.message ?? Self.message(found: found, expected: expected)
        let excerpt = SourceExcerpt(source: source, token: token)
        return SyntaxError(
            .init(
                line: token.line, column: token.column, found: found, expected: expected, message: message,
                hint: fault?.hint ?? failure.detail?.hint, suggestedRepair: nil, sourceLine: excerpt.line,
                caret: excerpt.caret))
    }

    private var found: String {
        let token = source.tokens[failure.token]
        if token.kind == .end { return "end of input" }
        let text = source.text(of: token)
        let scalars = text.unicodeScalars
        let short = scalars.count > 40 ? String(String.UnicodeScalarView(scalars.prefix(40))) + "..." : text
        return "'" + short + "'"
    }

    private var expected: [String] {
        if let single = failure.detail?.expected { return [single] }
        guard expectations.token == failure.token else { return [] }
        var seen: Set<String> = []
        return expectations.items.filter { seen.insert($0).inserted }
    }

    private static func message(found: String, expected: [String]) -> String {
        guard let last = expected.last else { return "unexpected \(found)" }
        let shown = expected.count > 8 ? expected.prefix(8) + ["..."] : expected[...]
        guard expected.count > 1 else { return "unexpected \(found), expected \(last)" }
        return "unexpected \(found), expected one of: " + shown.joined(separator: ", ")
    }
}
