import TrinoSQL

/// How an interval of days and seconds is stored, for which no connector has a type: as the moment that lies so far after a fixed one.
///
/// ```sql
/// SELECT shop, max(placed) - min(placed) AS span FROM orders GROUP BY shop
/// -- is filled from, and read as
/// TIMESTAMP '2000-01-01 00:00:00.000000' + r.span
/// r.span - TIMESTAMP '2000-01-01 00:00:00.000000'
/// ```
/// Exact for each interval with which the moment is one at all (some 290,000 years): intervals count milliseconds, moments of three
/// digits or more lose none, and the moments lie as their intervals do. Source: Trino, `IntervalDayTimeType` and
/// `DateTimeOperators`.
struct StoredInterval {
    /// The stored type.
    let type: SQLType
    private let origin: Expression

    /// Nil where nothing is known of the connector's moments.
    init?(in connector: ConnectorKind) {
        let digits: Int
        switch connector {
        case .iceberg, .deltaLake: digits = 6
        case .hive: digits = 3
        case .memory, .other: return nil
        }
        type = .timestamp(precision: digits, withTimeZone: false)
        origin = .typed("TIMESTAMP", "2000-01-01 00:00:00." + String(repeating: "0", count: digits))
    }

    func stored(_ interval: Expression) -> Expression { .binary(origin, .add, interval) }

    func read(_ moment: Expression) -> Expression { .binary(moment, .subtract, origin) }
}
