/// A kind of damage that SQL suffers on its way through exports, chats and other tools.
protocol Damage {
    /// What is wrong with a text that can't be read, if it is this.
    static func recognise(_ case: DamagedText) -> Finding?
}

/// A text that can't be read, and where reading stopped.
struct DamagedText {
    let source: SourceText
    /// The token at which it stopped.
    let token: Int

    var bytes: [UInt8] { source.bytes }
    var found: Token { source.tokens[token] }

    func text(_ range: Range<Int>) -> String { String(decoding: source.bytes[range], as: UTF8.self) }

    /// The whole text with ranges of its bytes replaced; the ranges stand in order and don't overlap.
    func replacing(_ replacements: [(range: Range<Int>, text: String)]) -> String {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        var end = 0
        for replacement in replacements where replacement.range.lowerBound >= end {
            result.append(contentsOf: bytes[end..<replacement.range.lowerBound])
            result.append(contentsOf: replacement.text.utf8)
            end = replacement.range.upperBound
        }
        result.append(contentsOf: bytes[end...])
        return String(decoding: result, as: UTF8.self)
    }
}

/// What is wrong with a text.
struct Finding {
    var message: String?
    var hint: String
    /// Texts that would be whole; only where exactly one of them can be read is it offered.
    var repairs: [String] = []
}
