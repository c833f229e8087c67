/// What a cast takes of the session beside the value, in the parts of arrays, maps and rows too.
enum SessionCast {
    /// Whether it takes the session's time zone: a value without a zone gets one. A text may name its own; which texts do isn't known.
    ///
    /// Source: Trino documentation, "Date and time functions and operators", "Conversion": values without a zone are taken in the session's.
    static func takesZone(_ from: SQLType, _ target: SQLType) -> Bool {
        holds(from, target) { from, target in target.hasTimeZone && !from.hasTimeZone }
    }

    /// Whether it takes the day on which the query runs: a time of day becomes a moment, or gets the offset that the session's zone has then.
    ///
    /// Source: Trino, `TimeToTimestampCast`, `TimeToTimestampWithTimeZoneCast` and `TimeToTimeWithTimeZoneCast`.
    static func takesToday(_ from: SQLType, _ target: SQLType) -> Bool {
        holds(from, target) { from, target in
            switch (from, target) {
            case (.time, .timestamp), (.time(_, withTimeZone: false), .time(_, withTimeZone: true)): true
            default: false
            }
        }
    }

    /// Whether something is so of the values, or of parts of theirs that are cast with them. Of a value that becomes a structure, or one
    /// that was one, it is so wherever a part of the structure may have come from such a value.
    private static func holds(_ from: SQLType, _ target: SQLType, _ isSo: (SQLType, SQLType) -> Bool) -> Bool {
        switch (from, target) {
        case (.unknown, _): false
        case (.array(let a), .array(let b)): holds(a, b, isSo)
        case (.map(let k1, let v1), .map(let k2, let v2)): holds(k1, k2, isSo) || holds(v1, v2, isSo)
        case (.row(let a), .row(let b)): zip(a, b).contains { holds($0.type, $1.type, isSo) }
        case (_, .array(let element)): holds(from, element, isSo)
        case (_, .map(let key, let value)): holds(from, key, isSo) || holds(from, value, isSo)
        case (_, .row(let fields)): fields.contains { holds(from, $0.type, isSo) }
        default: isSo(from, target)
        }
    }
}
