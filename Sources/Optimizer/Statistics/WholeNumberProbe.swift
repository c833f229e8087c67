import TrinoSQL

/// Measures which columns of a source hold whole numbers alone, and how large: then floating-point sums over them are exact, in
/// whatever order they are added.
struct WholeNumberProbe: Sendable {
    let engine: any QueryEngine
    let deadline: Deadline

    /// What was measured of a source.
    struct Answer: Sendable {
        var rows: Double
        /// The largest absolute value of each column that holds whole numbers alone, by canonical text.
        var largest: [String: Double]
        /// The statement that measures it again.
        var statement: String
    }

    /// - Parameter columns: columns of the source in canonical form, with their types: integers and floating-point numbers.
    /// - Returns: nil where the engine did not answer.
    func measure(_ source: BlockSource, columns: [(column: Expression, type: SQLType)]) async -> Answer? {
        var items = [SelectItem(.expression(.countStar, alias: Identifier("row_count")))]
        for (index, entry) in columns.enumerated() {
            let value = Expression.cast(entry.column, to: DataType(.double))
            items.append(
                SelectItem(
                    .expression(.call("max", [.call("abs", [value])]), alias: Identifier("largest_\(index + 1)"))))
            items.append(
                SelectItem(
                    .expression(
                        .call("count_if", [entry.type.isFloatingPoint ? Self.isUneven(value) : .boolean(false)]),
                        alias: Identifier("uneven_\(index + 1)"))))
        }
        var select = source.select(filters: [])
        select.items = items
        let statement = Query(body: .select(select)).sql()
        guard let row = try? await engine.run(EngineStatement(statement, timeLimit: deadline.limit(60))).rows.first,
            row.count == items.count, let rows = row[0].number
        else { return nil }
        var largest: [String: Double] = [:]
        for (index, entry) in columns.enumerated() where row[2 * index + 2].number == 0 {
            // Without a value there is nothing that could be uneven.
            largest[entry.column.sql()] = row[2 * index + 1].number ?? 0
        }
        return Answer(rows: rows, largest: largest, statement: statement)
    }

    /// Not a whole number, or not finite. A negative zero adds as zero: sums begin with 0.0, and 0.0 + -0.0 is 0.0.
    private static func isUneven(_ value: Expression) -> Expression {
        .disjunction([
            // Neither NaN nor infinity lies below.
            Expression.comparison(.call("abs", [value]), .lessOrEqual, .integer(1 << 53)).negated,
            .comparison(value, .notEqual, .call("floor", [value])),
        ])
    }
}
