/// Makes the error that people see of the place where the parser stopped.
struct Diagnosis {
    let source: SourceText
    let failure: Failure
    let expectations: Expectations
    /// Whether a text that has been mended can be read.
    let isReadable: (String) -> Bool

    /// In the order in which they are asked; the first that recognises the damage names it.
    private static var damages: [any Damage.Type] {
        [
            MarkdownFence.self, FlattenedComment.self, DoubledQuotes.self, BackquotedNames.self,
            EscapedCharacters.self, SeveralStatements.self, StrayComma.self,
        ]
    }

    /// Repairs are tried for texts up to this size, in UTF-8 code units: trying reads the text once for each.
    private static let largestRepair = 1 << 18

    func error() -> SyntaxError {
        let token = source.tokens[failure.token]
        let fault = token.kind == .invalid ? source.fault : nil
        let damaged = DamagedText(source: source, token: failure.token)
        var finding = Self.damages.lazy.compactMap { $0.recognise(damaged) }.first
        if finding == nil, failure.detail?.hint == nil || failure.detail?.repair != nil {
            finding =
                known(damaged, fault) ?? ForeignSyntax.recognise(damaged) ?? MisspelledKeyword.recognise(damaged)
        }
        if finding == nil, failure.detail?.hint != nil, failure.token > 1 { finding = rowLimit(damaged) }
        let expected = self.expected
        let found = self.found
        let excerpt = SourceExcerpt(source: source, token: token)
        return SyntaxError(
            .init(
                line: token.line, column: token.column, found: found, expected: expected,
                message: finding?.message ?? fault?.message ?? failure.detail?.message
                    ?? Self.message(found: found, expected: expected),
                hint: finding?.hint ?? fault?.hint ?? failure.detail?.hint,
                suggestedRepair: certainRepair(finding?.repairs ?? []), sourceLine: excerpt.line,
                caret: excerpt.caret))
    }

    /// What lexer or parser already know to mend.
    private func known(_ damaged: DamagedText, _ fault: Lexer.Fault?) -> Finding? {
        if let fault, let repair = fault.repair {
            return Finding(
                message: fault.message, hint: fault.hint ?? "",
                repairs: [damaged.replacing([(repair.range, repair.replacement)])])
        }
        guard let detail = failure.detail, let hint = detail.hint, let repair = detail.repair else { return nil }
        let first = source.tokens[repair.tokens.lowerBound]
        let last = source.tokens[repair.tokens.upperBound - 1]
        return Finding(
            message: detail.message, hint: hint,
            repairs: [damaged.replacing([(first.start..<last.end, repair.replacement)])])
    }

    private func rowLimit(_ damaged: DamagedText) -> Finding? {
        damaged.found.keyword == .offset ? ForeignSyntax.recognise(damaged) : nil
    }

    /// The one repaired text that can be read, if there is exactly one.
    private func certainRepair(_ texts: [String]) -> String? {
        guard source.bytes.count <= Self.largestRepair else { return nil }
        var readable: String?
        for text in texts where isReadable(text) {
            guard readable == nil else { return nil }
            readable = text
        }
        return readable
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
        var items = expectations.token == failure.token ? expectations.items : []
        if let single = failure.detail?.expected { items.append(single) }
        var seen: Set<String> = []
        return items.filter { seen.insert($0).inserted }
    }

    private static func message(found: String, expected: [String]) -> String {
        guard let last = expected.last else { return "unexpected \(found)" }
        let shown = expected.count > 9 ? expected.prefix(8) + ["...", last] : expected[...]
        guard expected.count > 1 else { return "unexpected \(found), expected \(last)" }
        return "unexpected \(found), expected one of: " + shown.joined(separator: ", ")
    }
}
