/// A second statement behind the first one.
enum SeveralStatements: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        let tokens = damaged.source.tokens
        guard damaged.token > 0, tokens[damaged.token - 1].symbol == .semicolon, damaged.found.kind != .end else {
            return nil
        }
        return Finding(
            message: "a second statement begins here",
            hint: "Give one statement at a time, or split the text at each ;.")
    }
}
