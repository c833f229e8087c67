/// Damages statements at random; the same seed gives the same texts on every machine.
struct Mutator {
    private let corpus: [[UInt8]]
    private let words: [[UInt8]]
    private var random: SplitMix

    private static let fragments: [[UInt8]] = [
        "(", ")", "[", "]", "'", "\"", "`", "--", "/*", "*/", ";", ",", ".", "->", "=>", "::", "{-", "-}", "$$", "?",
        "U&'\\", "X'", "é", "\u{0}", "\u{FEFF}", "\r\n", "\n", "((", "))", " NOT ", "- ", " ALL ", "*", " 0x", "1e",
    ].map { Array($0.utf8) }

    init(corpus: [[UInt8]], seed: UInt64) {
        self.corpus = corpus.isEmpty ? [Array("SELECT 1".utf8)] : corpus
        words = self.corpus.flatMap { $0.split(separator: 0x20).map(Array.init) }
        random = SplitMix(state: seed)
    }

    mutating func next() -> String {
        var bytes = pick(corpus)
        for _ in 0..<number(1...4) { damage(&bytes) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private mutating func damage(_ bytes: inout [UInt8]) {
        let place = number(0...bytes.count)
        switch number(0...6) {
        case 0: bytes.insert(contentsOf: pick(Self.fragments), at: place)
        case 1: bytes.removeSubrange(place..<min(place + number(1...9), bytes.count))
        case 2:
            let end = min(place + number(1...30), bytes.count)
            bytes.insert(contentsOf: Array(bytes[place..<end]), at: place)
        case 3:
            let other = pick(corpus)
            bytes = Array(bytes[..<place]) + Array(other[min(place, other.count)...])
        case 4: bytes.insert(contentsOf: [0x20] + pick(words) + [0x20], at: place)
        case 5:
            var parts = bytes.split(separator: 0x20, omittingEmptySubsequences: false).map(Array.init)
            parts[number(0...parts.count - 1)] = pick(words)
            bytes = Array(parts.joined(separator: [0x20]))
        default:
            if place < bytes.count { bytes[place] = UInt8(number(0...255)) }
        }
    }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// One of the elements, of which there is at least one.
    private mutating func pick(_ elements: [[UInt8]]) -> [UInt8] { elements[number(0...elements.count - 1)] }
}

/// SplitMix64. Source: Steele, Lea, Flood, "Fast splittable pseudorandom number generators", OOPSLA 2014.
private struct SplitMix: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}
