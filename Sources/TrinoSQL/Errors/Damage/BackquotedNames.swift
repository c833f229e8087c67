/// Names in backquotes, as MySQL, Hive and Spark write them.
enum BackquotedNames: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        guard damaged.found.kind == .backquotedName else { return nil }
        let replacements = damaged.source.tokens.filter { $0.kind == .backquotedName }.map { token in
            let inside = StringDecoding.unquote(damaged.bytes[token.start + 1..<token.end - 1], mark: 0x60)
            return (range: token.start..<token.end, text: "\"" + inside.replacing("\"", with: "\"\"") + "\"")
        }
        return Finding(
            message: "backquotes don't quote names in Trino", hint: "Write names in double quotes.",
            repairs: [damaged.replacing(replacements)])
    }
}
