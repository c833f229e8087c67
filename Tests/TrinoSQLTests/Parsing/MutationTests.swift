import Testing
import TrinoSQL

@Suite("Damaged texts")
struct MutationTests {
    /// A small generator of its own, so that a failure can be repeated from its seed.
    private struct Generator: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            // SplitMix64: https://prng.di.unimi.it/splitmix64.c
            state &+= 0x9E37_79B9_7F4A_7C15
            var z = state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    private static let fragments: [[UInt8]] = [
        "(", ")", "[", "]", "'", "\"", "`", "--", "/*", "*/", ";", ",", ".", "->", "=>", "::", "{-", "-}", "$$", "?",
        "U&'\\", "X'",
        " SELECT ", " FROM ", " WITH ", " CASE ", " WHEN ", " NOT ", " AND ", " AS ", " OVER ", " IN ", " JOIN ",
        " ON ", " UNION ",
        " INTERVAL ", " ROW ", " ARRAY", " TABLE ", " VALUES ", " BETWEEN ", "\u{0}", "é", "😀", "\u{FEFF}", "0x", "1e",
        "9", "\n",
    ].map { Array($0.utf8) }

    @Test("are read or refused, never more: what is read is written back and read again", arguments: 0..<8)
    func mutations(seed: Int) {
        var generator = Generator(state: UInt64(seed))
        let texts = GrammarCorpus.statements.map { Array($0.text.utf8) }
        for _ in 0..<500 {
            var bytes = texts.randomElement(using: &generator) ?? []
            for _ in 0..<Int.random(in: 1...4, using: &generator) { mutate(&bytes, texts, &generator) }
            let text = String(decoding: bytes, as: UTF8.self)
            _ = StatementSplitter.split(text)
            do {
                let tree = try Parser.parseStatement(text)
                let printed = tree.sql()
                let again = try? Parser.parseStatement(printed)
                #expect(again == tree, "seed \(seed): \(text) printed as \(printed)")
            } catch {
                #expect(error.line >= 1 && error.column >= 1, "seed \(seed): \(text)")
            }
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ texts: [[UInt8]], _ generator: inout Generator) {
        let place = Int.random(in: 0...bytes.count, using: &generator)
        switch Int.random(in: 0..<5, using: &generator) {
        case 0: bytes.insert(contentsOf: Self.fragments.randomElement(using: &generator) ?? [], at: place)
        case 1: bytes.removeSubrange(place..<min(place + Int.random(in: 1...9, using: &generator), bytes.count))
        case 2:
            let end = min(place + Int.random(in: 1...30, using: &generator), bytes.count)
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3:
            let other = texts.randomElement(using: &generator) ?? []
            bytes = Array(bytes[..<place]) + Array(other[min(place, other.count)...])
        default:
            if place < bytes.count { bytes[place] = UInt8.random(in: 0x20...0x7E, using: &generator) }
        }
    }
}
