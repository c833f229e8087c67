import TrinoSQL

/// Tries damaged texts and counts what becomes of them.
struct Fuzzer {
    private var mutator: Mutator
    private let shows: Bool
    private(set) var read = 0
    private(set) var refused = 0
    /// Texts whose printed form reads back as another tree, or not at all.
    private(set) var changed = 0
    private var slowest = Duration.zero
    private var slowestText = ""

    init(corpus: [[UInt8]], seed: UInt64, shows: Bool) {
        mutator = Mutator(corpus: corpus, seed: seed)
        self.shows = shows
    }

    mutating func tryOne() {
        let text = mutator.next()
        if shows { print(text.debugDescription) }
        let began = ContinuousClock.now
        for piece in StatementSplitter.split(text) { check(piece.text) }
        let took = ContinuousClock.now - began
        if took > slowest { (slowest, slowestText) = (took, text) }
    }

    private mutating func check(_ text: String) {
        do {
            let tree = try Parser.parseStatement(text)
            read += 1
            for printed in [tree.sql(), tree.formatted(), tree.formatted(width: 20)] {
                guard (try? Parser.parseStatement(printed)) != tree else { continue }
                changed += 1
                print("changed: \(text.debugDescription)\nprinted: \(printed.debugDescription)")
                break
            }
        } catch {
            refused += 1
            let lines = text.utf8.count { $0 == 0x0A } + 1
            if error.line < 1 || error.line > lines || error.column < 1 || error.message.isEmpty {
                changed += 1
                print("misplaced error: \(text.debugDescription)\n\(error)")
            }
        }
    }

    var summary: String {
        """
        \(read + refused) statements: \(read) read and printed, \(refused) refused, \(changed) wrong; slowest \(slowest): \
        \(String(slowestText.prefix(80)).debugDescription)
        """
    }
}
