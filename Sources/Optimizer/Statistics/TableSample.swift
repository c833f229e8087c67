import TrinoSQL

/// Some rows of a table, as far as the order of rows is judged from them: in each column equal values are equal numbers, and
/// what the values were is forgotten, but for the room that they take.
struct TableSample: Sendable {
    /// Rows of the whole table.
    let rows: Double
    /// Rows drawn from everywhere, by column: one number a row, counted from 0.
    private(set) var drawn: [String: [Int32]] = [:]
    /// What each column takes.
    private(set) var sizes: [String: SampledColumnSize] = [:]
    /// Columns of dates and times that rise from neighbour to neighbour: the order in which the table grew.
    private(set) var rising: Set<String> = []
    /// Columns of dates and times of which neighbours span a small part of what the table spans, and which part that is: the table
    /// grew by them, month by month say, whatever the order within one.
    private(set) var spans: [String: Double] = [:]
    /// How many neighbours were looked at.
    private(set) var neighbouringRows = 0

    /// Neighbours that span more of the table are no sign of how it grew.
    private static let widestSpan = 0.1
    /// A table that spans fewer days shows nothing.
    private static let fewestDays = 20

    /// How many rows were drawn.
    var drawnRows: Int { drawn.values.first?.count ?? 0 }
    /// A sample of a table of so many rows, without columns yet.
    init(rows: Double) {
        self.rows = rows
    }

    /// Adds a column.
    ///
    /// - Parameters:
    ///   - values: one of each row from everywhere.
    ///   - near: one of each row that lies beside the others in a file.
    ///   - distinctValues: of the whole table, where the engine knows.
    ///   - measured: what the column takes in the table's files, where they say it.
    ///   - lengthening: how many times as long the values are as what was carried of them.
    mutating func add(
        _ name: String, type: SQLType, drawn values: [EngineValue], neighbours near: [EngineValue],
        distinctValues: Double? = nil, measured: Double? = nil, lengthening: Double = 1
    ) {
        drawn[name] = Self.numbered(values)
        neighbouringRows = near.count
        var size = SampledColumnSize(
            drawn: values, neighbours: near, type: type, rows: rows, distinctValues: distinctValues,
            lengthening: lengthening)
        if let measured {
            size.natural = measured
            // Another codec may leave more than no order would here; that is no reason to sort.
            size.scattered = max(measured, size.scattered)
        }
        sizes[name] = size
        if Self.rises(near) { rising.insert(name) }
        if let all = Self.days(values), let nearDays = Self.days(near), all >= Self.fewestDays {
            let span = Double(nearDays) / Double(all)
            if span <= Self.widestSpan { spans[name] = span }
        }
    }

    private static func numbered(_ values: [EngineValue]) -> [Int32] {
        var numbers: [EngineValue: Int32] = [:]
        return values.map { value in
            if let known = numbers[value] { return known }
            let next = Int32(numbers.count)
            numbers[value] = next
            return next
        }
    }

    /// Days from the first date to the last; nil where not all values that are there are dates.
    private static func days(_ values: [EngineValue]) -> Int? {
        let values = values.filter { $0 != .null }
        let days = values.compactMap { $0.text.flatMap { DayNumber(text: $0) }?.days }
        guard days.count == values.count, let first = days.min(), let last = days.max() else { return nil }
        return last - first
    }

    /// Whether values are dates or times that nearly never fall, and do rise.
    private static func rises(_ values: [EngineValue]) -> Bool {
        let texts = values.compactMap(\.text).filter { DayNumber(text: $0) != nil }
        guard texts.count > 20, texts.count == values.count, texts[0] < texts[texts.count - 1] else { return false }
        let falls = zip(texts, texts.dropFirst()).count { $0 > $1 }
        return Double(falls) < 0.05 * Double(texts.count)
    }
}
