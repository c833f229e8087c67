/// A keyword with a letter wrong, missing, doubled or swapped.
enum MisspelledKeyword: Damage {
    /// The words that a statement or a clause can hardly do without.
    private static let words = [
        "select", "insert", "update", "delete", "create", "table", "from", "where", "group", "having", "order", "limit",
        "join", "inner", "outer", "left", "right", "cross", "union", "between", "distinct", "values", "with", "explain",
        "describe", "merge", "alter", "drop", "offset", "window",
    ]

    static func recognise(_ damaged: DamagedText) -> Finding? {
        // The word in front may have passed for an alias.
        for place in [damaged.token, damaged.token - 1] where place >= 0 {
            let token = damaged.source.tokens[place]
            guard token.kind == .word, token.keyword == nil else { continue }
            let word = damaged.source.text(of: token).lowercased()
            guard word.utf8.count >= 4, word.utf8.count <= 12 else { continue }
            let near = words.filter { isNear(Array(word.utf8), Array($0.utf8)) }
            guard !near.isEmpty else { continue }
            let names = near.map { $0.uppercased() }
            let repairs = names.map { damaged.replacing([(token.start..<token.end, $0)]) }
            return Finding(
                hint: "Is \(damaged.source.text(of: token)) meant to be \(names.joined(separator: " or "))?",
                repairs: repairs)
        }
        return nil
    }

    /// Whether one letter changed, put in, left out or swapped with its neighbour makes the words the same.
    private static func isNear(_ word: [UInt8], _ keyword: [UInt8]) -> Bool {
        guard word != keyword, abs(word.count - keyword.count) <= 1 else { return false }
        var start = 0
        while start < word.count, start < keyword.count, word[start] == keyword[start] { start += 1 }
        let left = word[start...]
        let right = keyword[start...]
        if left.dropFirst().elementsEqual(right.dropFirst()) && left.count == right.count { return true }
        if left.dropFirst().elementsEqual(right) || right.dropFirst().elementsEqual(left) { return true }
        guard left.count == right.count, left.count >= 2 else { return false }
        let isSwapped = left[start] == right[start + 1] && left[start + 1] == right[start]
        return isSwapped && left.dropFirst(2).elementsEqual(right.dropFirst(2))
    }
}
