/// Some rows of a table, as far as the order of rows is judged from them: in each column equal values are equal numbers, and
/// what the values were is forgotten.
struct TableSample: Sendable {
    /// Rows drawn from everywhere, by column: one number a row, counted from 0.
    var drawn: [String: [Int32]]
    /// Rows that lie together in one file, by column.
    var neighbours: [String: [Int32]]
    /// Columns of dates and times that rise from neighbour to neighbour: the order in which the table grew.
    var rising: Set<String>

    /// How many rows were drawn.
    var drawnRows: Int { drawn.values.first?.count ?? 0 }
    /// How many neighbours there are.
    var neighbouringRows: Int { neighbours.values.first?.count ?? 0 }

    /// - Parameters:
    ///   - columns: names of the columns of both.
    ///   - drawn: rows from everywhere.
    ///   - neighbours: rows in the order in which they lie in a file.
    init(columns: [String], drawn: [[EngineValue]], neighbours: [[EngineValue]]) {
        self.drawn = [:]
        self.neighbours = [:]
        rising = []
        for (index, name) in columns.enumerated() {
            self.drawn[name] = Self.numbered(drawn, index)
            self.neighbours[name] = Self.numbered(neighbours, index)
            if Self.rises(neighbours, index) { rising.insert(name) }
        }
    }

    private static func numbered(_ rows: [[EngineValue]], _ index: Int) -> [Int32] {
        var numbers: [EngineValue: Int32] = [:]
        return rows.map { row in
            if let known = numbers[row[index]] { return known }
            let next = Int32(numbers.count)
            numbers[row[index]] = next
            return next
        }
    }

    /// Whether values are dates or times that nearly never fall, and do rise.
    private static func rises(_ rows: [[EngineValue]], _ index: Int) -> Bool {
        let texts = rows.compactMap { $0[index].text }.filter { DayNumber(text: $0) != nil }
        guard texts.count > 20, texts.count == rows.count, texts[0] < texts[texts.count - 1] else { return false }
        let falls = zip(texts, texts.dropFirst()).count { $0 > $1 }
        return Double(falls) < 0.05 * Double(texts.count)
    }
}
