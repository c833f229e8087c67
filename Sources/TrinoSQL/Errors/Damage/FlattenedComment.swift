/// A `--` comment in a text whose line breaks were lost: it swallows the rest of the statement.
enum FlattenedComment: Damage {
    /// How many words of the comment are tried as the place where SQL goes on.
    private static let tries = 64

    static func recognise(_ damaged: DamagedText) -> Finding? {
        guard let start = damaged.source.finalLineComment, damaged.found.kind == .end else { return nil }
        let bytes = damaged.bytes
        let inside = bytes[(start + 2)...]
        guard looksLikeSQL(inside) else { return nil }
        return Finding(
            message: "a -- comment runs to the end of the text and hides what follows",
            hint: "A -- comment ends only at a line break: put the line break back, or take the comment out.",
            repairs: repairs(damaged, start))
    }

    /// Whether what the comment hides holds a word that SQL text can hardly do without.
    private static func looksLikeSQL(_ bytes: ArraySlice<UInt8>) -> Bool {
        var word: [UInt8] = []
        for byte in bytes + [0x20] {
            if byte.isNamePart {
                word.append(byte)
                continue
            }
            if let keyword = KeywordTable.shared.lookup(word[...]), keyword.isReserved { return true }
            word = []
        }
        return bytes.contains(0x29) || bytes.contains(0x2C)
    }

    /// The text without the comment, for each word at which SQL might go on.
    private static func repairs(_ damaged: DamagedText, _ start: Int) -> [String] {
        let bytes = damaged.bytes
        var texts: [String] = []
        var index = start + 2
        while index < bytes.count, texts.count < tries {
            let isBoundary = bytes[index - 1] == 0x20 && bytes[index] != 0x20
            if isBoundary { texts.append(damaged.replacing([(start..<index, "")])) }
            index += 1
        }
        return texts
    }
}
