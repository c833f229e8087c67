/// ```` ```sql ```` lines around the statement, from a chat or a document.
enum MarkdownFence: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        let found = damaged.found
        guard found.kind == .backquotedName || found.kind == .invalid, found.end - found.start >= 2 else { return nil }
        let bytes = damaged.bytes
        let upper = min(found.start + 3, bytes.count)
        guard bytes[found.start..<upper].elementsEqual([0x60, 0x60, 0x60]) else { return nil }
        return Finding(
            message: "a Markdown fence (```) stands around the statement",
            hint: "Take the lines with ``` out.", repairs: [withoutFences(bytes)])
    }

    private static func withoutFences(_ bytes: [UInt8]) -> String {
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        var kept: [Substring] = []
        for line in lines {
            var line = line
            let trimmed = line.drop { $0 == " " || $0 == "\t" }
            if trimmed.hasPrefix("```") {
                // ```sql SELECT 1``` may stand on one line.
                var rest = trimmed.drop { $0 == "`" }
                let word = rest.prefix { $0.isLetter }
                if ["", "sql", "trino", "presto", "mysql", "postgresql"].contains(word.lowercased()) {
                    rest = rest.dropFirst(word.count)
                }
                line = rest
            }
            while line.hasSuffix("`") || (line.hasSuffix("\r") && line.dropLast().hasSuffix("`")) {
                line = line.dropLast()
            }
            kept.append(line)
        }
        return kept.joined(separator: "\n").trimmingBlanks()
    }
}

extension String {
    /// The text without blanks at both ends.
    func trimmingBlanks() -> String {
        var text = self[...]
        while let first = text.first, first.isWhitespace { text.removeFirst() }
        while let last = text.last, last.isWhitespace { text.removeLast() }
        return String(text)
    }
}
