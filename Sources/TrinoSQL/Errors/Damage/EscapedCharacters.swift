/// Escapes of other formats that were never undone: `\n` of JSON, `&lt;` of HTML.
enum EscapedCharacters: Damage {
    static func recognise(_ damaged: DamagedText) -> Finding? {
        let bytes = damaged.bytes
        let place = damaged.found.start
        guard place < bytes.count else { return nil }
        if bytes[place] == 0x5C {
            let text = damaged.text(0..<bytes.count)
            let repaired = text.replacing("\\n", with: "\n").replacing("\\r", with: "\r").replacing("\\t", with: "\t")
                .replacing("\\\"", with: "\"").replacing("\\'", with: "'")
            return Finding(
                message: "a backslash stands here", hint: "Undo the escapes of the export (\\n, \\t, \\\").",
                repairs: [repaired])
        }
        guard bytes[place] == 0x26 else { return nil }
        if place + 1 < bytes.count, bytes[place + 1] == 0x26 {
            return Finding(hint: "Write AND for &&.")
        }
        let text = damaged.text(0..<bytes.count)
        let repaired = text.replacing("&lt;", with: "<").replacing("&gt;", with: ">").replacing("&quot;", with: "\"")
            .replacing("&#39;", with: "'").replacing("&apos;", with: "'").replacing("&nbsp;", with: " ")
            .replacing("&amp;", with: "&")
        guard repaired != text else { return Finding(hint: "For bits, call bitwise_and(a, b).") }
        return Finding(
            message: "an escape of HTML stands here", hint: "Undo the escapes of the export (&lt;, &gt;, &amp;).",
            repairs: [repaired])
    }
}
