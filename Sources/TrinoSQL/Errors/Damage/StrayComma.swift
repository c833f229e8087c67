/// A comma in front of FROM, of a closing parenthesis or of the end.
enum StrayComma: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        let place = damaged.token
        guard place > 0 else { return nil }
        let comma = damaged.source.tokens[place - 1]
        guard comma.symbol == .comma else { return nil }
        let found = damaged.found
        guard found.kind == .end || found.symbol == .rightParenthesis || found.keyword?.isReserved == true else {
            return nil
        }
        return Finding(
            message: "a comma stands in front of \(found.kind == .end ? "the end" : damaged.source.text(of: found))",
            hint: "Take the comma out, or write what is missing behind it.",
            repairs: [damaged.replacing([(comma.start..<comma.end, "")])])
    }
}
