extension SQLType: CustomStringConvertible {
    /// The type as Trino prints it: `decimal(12,2)`, `timestamp(3) with time zone`, `row(a bigint)`.
    public var description: String {
        switch self {
        case .boolean: "boolean"
        case .tinyint: "tinyint"
        case .smallint: "smallint"
        case .integer: "integer"
        case .bigint: "bigint"
        case .real: "real"
        case .double: "double"
        case .decimal(let precision, let scale): "decimal(\(precision),\(scale))"
        case .number: "number"
        case .varchar(let length): length.map { "varchar(\($0))" } ?? "varchar"
        case .char(let length): "char(\(length))"
        case .varbinary: "varbinary"
        case .date: "date"
        case .time(let precision, let zoned): "time(\(precision))" + (zoned ? " with time zone" : "")
        case .timestamp(let precision, let zoned): "timestamp(\(precision))" + (zoned ? " with time zone" : "")
        case .intervalYearToMonth: "interval year to month"
        case .intervalDayToSecond: "interval day to second"
        case .json: "json"
        case .uuid: "uuid"
        case .ipaddress: "ipaddress"
        case .array(let element): "array(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .row(let fields): "row(" + fields.map(\.description).joined(separator: ", ") + ")"
        case .function(let arguments, let result):
            "function(" + (arguments + [result]).map(\.description).joined(separator: ",") + ")"
        case .unknown: "unknown"
        case .named(let name, let parameters):
            parameters.isEmpty ? name : name + "(" + parameters.map(\.description).joined(separator: ",") + ")"
        }
    }
}

extension SQLType.Field: CustomStringConvertible {
    public var description: String {
        guard let name else { return type.description }
        return Self.quotedWhereNeeded(name) + " " + type.description
    }

    private static func quotedWhereNeeded(_ name: String) -> String {
        let isPlain =
            name.unicodeScalars.allSatisfy { ("a"..."z").contains($0) || ("0"..."9").contains($0) || $0 == "_" }
            && !(name.unicodeScalars.first.map { ("0"..."9").contains($0) } ?? true)
        return isPlain ? name : "\"" + name.replacing("\"", with: "\"\"") + "\""
    }
}
