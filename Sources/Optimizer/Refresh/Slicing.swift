import TrinoSQL

/// How a table is cut into slices of which a refresh exchanges only those that changed: by the month of a date, say.
///
/// Rows without a value are a slice too: they count with an ancient one. Which rows share a slice changes no result, since whole
/// slices are compared and exchanged; it only has to be the same on both sides.
struct Slicing: Sendable, Hashable {
    /// How values become slices.
    enum Step: Sendable, Hashable {
        /// `date_trunc` to this unit.
        case calendar(String)
        /// So many whole numbers in a row.
        case numbers(Int64)
    }

    /// The new table's column.
    let column: NewTable.Column
    let step: Step
    /// How many there are, about.
    let count: Double

    /// Slices at most: each is a group of the comparison, and a partition at worst.
    static let most = 1000.0
    /// Slices at least: with fewer, one that changed is a large part of the table.
    static let least = 4.0

    /// The slice of a row of the new table.
    var ofNewTable: Expression { slice(.column(QualifiedName([Identifier(quotedWhereNeeded: column.name)]))) }

    /// The slice of a row of the source, as the new table would have it.
    var ofSource: Expression { slice(.cast(column.source, to: DataType(column.storedType))) }

    private func slice(_ value: Expression) -> Expression {
        switch step {
        case .calendar(let unit):
            let truncated = Expression.call("date_trunc", [.string(unit), value])
            let ancient =
                column.storedType == .date
                ? Expression.typed("DATE", "0001-01-01") : .typed("TIMESTAMP", "0001-01-01 00:00:00")
            return .call("coalesce", [truncated, ancient])
        case .numbers(let width):
            return .call("coalesce", [.binary(value, .divide, .integer(Int(width))), .integer(0)])
        }
    }

    /// The slicing that a table lends itself to: by the column that partitions it, else by one that sorts it, else by the one with
    /// most values, among its dates and times, which appended rows mostly share; else by ranges of its widest whole number.
    /// - Parameter statistics: of the new table's columns, by name.
    static func of(_ table: NewTable, statistics: [String: ColumnStatistics]) -> Slicing? {
        let mayCut = table.isGrouped ? table.groupKeys : Set(table.columns.map(\.name))
        let candidates = table.columns.filter { mayCut.contains($0.name) }.compactMap { column in
            slicing(column, statistics[column.name])
        }
        func rank(_ slicing: Slicing) -> (Int, Int, Double) {
            let isCalendar = if case .calendar = slicing.step { 1 } else { 0 }
            let name = slicing.column.name
            let isPartition = table.layout.partitioning.contains { $0 == name || $0.hasSuffix("(\(name))") }
            let place = isPartition ? 2 : table.layout.sortedBy.contains(name) ? 1 : 0
            return (isCalendar, place, statistics[name]?.distinctValues ?? 0)
        }
        return candidates.max { rank($0) < rank($1) }
    }

    private static func slicing(_ column: NewTable.Column, _ statistics: ColumnStatistics?) -> Slicing? {
        guard let low = statistics?.low, let high = statistics?.high else { return nil }
        switch column.storedType {
        case .date, .timestamp(_, withTimeZone: false):
            guard let first = DayNumber(text: low), let last = DayNumber(text: high) else { return nil }
            let days = Double(last.days - first.days + 1)
            for (unit, count) in [("day", days), ("month", days / 30.4), ("year", days / 365.25)]
            where count <= most && count >= least {
                return Slicing(column: column, step: .calendar(unit), count: count.rounded(.up))
            }
            return nil
        case .integer, .bigint:
            guard let first = Int64(low), let last = Int64(high) else { return nil }
            let (span, overflows) = last.subtractingReportingOverflow(first)
            guard !overflows, span >= 10_000, (statistics?.distinctValues ?? 0) >= 10_000 else { return nil }
            let width = max(1, span / 256)
            return Slicing(column: column, step: .numbers(width), count: Double(span) / Double(width))
        default:
            return nil
        }
    }
}

extension NewTable {
    /// Whether its rows are groups of its source's rows.
    var isGrouped: Bool { definition.groupBy != nil }

    /// The columns that are grouping keys, by name.
    var groupKeys: Set<String> {
        let keys = (definition.groupBy?.elements ?? []).compactMap { element -> Expression? in
            if case .expression(let key) = element { key } else { nil }
        }
        return Set(columns.filter { column in keys.contains { $0 == column.source } }.map(\.name))
    }
}
