/// The line of a text around a place, and a caret below it.
struct SourceExcerpt {
    /// How many Unicode scalars are shown at most.
    static let width = 120

    let line: String
    let caret: String

    init(source: SourceText, token: Token) {
        let bytes = source.bytes
        var lower = min(token.start, bytes.count)
        var upper = lower
        // Far enough on both sides for the width, and never through a whole text of one line.
        let reach = Self.width * 4
        while lower > 0, bytes[lower - 1] != 0x0A, token.start - lower < reach { lower -= 1 }
        while upper < bytes.count, bytes[upper] != 0x0A, upper - token.start < reach { upper += 1 }
        let isCutLeft = lower > 0 && bytes[lower - 1] != 0x0A
        let isCutRight = upper < bytes.count && bytes[upper] != 0x0A
        func clean(_ range: Range<Int>) -> [Unicode.Scalar] {
            String(decoding: bytes[range], as: UTF8.self).unicodeScalars.map { scalar in
                scalar.value < 0x20 || scalar.value == 0x7F ? " " : scalar
            }
        }
        var before = clean(lower..<token.start)
        var after = clean(token.start..<max(upper, token.start))
        while let last = after.last, last == " " { after.removeLast() }
        var prefix = isCutLeft ? "..." : ""
        var suffix = isCutRight ? "..." : ""
        if before.count + after.count > Self.width {
            if before.count > Self.width / 2 {
                before = Array(before.suffix(max(Self.width / 2, Self.width - after.count)))
                prefix = "..."
            }
            if before.count + after.count > Self.width {
                after = Array(after.prefix(Self.width - before.count))
                suffix = "..."
            }
        }
        func text(_ scalars: [Unicode.Scalar]) -> String {
            var view = String.UnicodeScalarView()
            view.append(contentsOf: scalars)
            return String(view)
        }
        line = prefix + text(before) + text(after) + suffix
        caret = String(repeating: " ", count: prefix.unicodeScalars.count + before.count) + "^"
    }
}
