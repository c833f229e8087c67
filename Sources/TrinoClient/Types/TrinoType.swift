/// A column's type, as Trino names it.
///
/// Parameters that the server leaves out are nil: `varchar` has no length, and `timestamp` of old servers no precision.
public indirect enum TrinoType: Sendable, Hashable {
    case boolean
    case tinyint
    case smallint
    case integer
    case bigint
    case real
    case double
    case decimal(precision: Int, scale: Int)
    /// Decimal numbers of any size (newer servers).
    case number
    case varchar(length: Int?)
    case char(length: Int)
    case varbinary
    case json
    case uuid
    case ipAddress
    case date
    case time(precision: Int?)
    case timeWithTimeZone(precision: Int?)
    case timestamp(precision: Int?)
    case timestampWithTimeZone(precision: Int?)
    case intervalYearToMonth
    case intervalDayToSecond
    case array(TrinoType)
    case map(key: TrinoType, value: TrinoType)
    case row([Field])
    /// The type of a bare NULL.
    case unknown
    /// A type that this client doesn't know, such as `HyperLogLog`, with its text. Its values stay as they came.
    case other(String)

    /// A field of a row type; fields may be nameless.
    public struct Field: Sendable, Hashable {
        public let name: String?
        public let type: TrinoType

        public init(name: String?, type: TrinoType) {
            self.name = name
            self.type = type
        }
    }
}

extension TrinoType: CustomStringConvertible {
    /// The type in Trino's own spelling.
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
        case .varchar(let length): "varchar" + Self.parameter(length)
        case .char(let length): "char(\(length))"
        case .varbinary: "varbinary"
        case .json: "json"
        case .uuid: "uuid"
        case .ipAddress: "ipaddress"
        case .date: "date"
        case .time(let precision): "time" + Self.parameter(precision)
        case .timeWithTimeZone(let precision): "time" + Self.parameter(precision) + " with time zone"
        case .timestamp(let precision): "timestamp" + Self.parameter(precision)
        case .timestampWithTimeZone(let precision): "timestamp" + Self.parameter(precision) + " with time zone"
        case .intervalYearToMonth: "interval year to month"
        case .intervalDayToSecond: "interval day to second"
        case .array(let element): "array(\(element))"
        case .map(let key, let value): "map(\(key), \(value))"
        case .row(let fields): "row(" + fields.map(\.description).joined(separator: ", ") + ")"
        case .unknown: "unknown"
        case .other(let text): text
        }
    }

    private static func parameter(_ value: Int?) -> String {
        value.map { "(\($0))" } ?? ""
    }
}

extension TrinoType.Field: CustomStringConvertible {
    public var description: String {
        guard let name else { return type.description }
        return "\"" + name.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\" "
            + type.description
    }
}
