import TrinoSQL

extension EngineResult {
    /// Bytes of each column in a file of these rows. Of many rows the first ones stand for all.
    var storedColumnBytes: [Double] {
        let some = rows.prefix(6_000)
        return columns.enumerated().map { index, column in
            let values = some.map { $0[index] }
            let type = (try? SQLType(parsing: column.type)) ?? .unknown
            return SampledColumnSize(
                drawn: values, neighbours: values, type: type, rows: Double(rows.count),
                distinctValues: Double(Set(rows.lazy.map { $0[index] }).count)
            ).natural
        }
    }
}
