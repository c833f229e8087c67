/// A value as Trino sent it, exact: nothing is rounded or normalised on its way.
///
/// Texts of dates, times, intervals and addresses are checked for their form; the column's ``TrinoType`` tells
/// precisions and field names.
public enum TrinoValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// tinyint, smallint, integer and bigint.
    case integer(Int64)
    case real(Float)
    /// NaN and the infinities included.
    case double(Double)
    case decimal(TrinoDecimal)
    /// A value of the type `number`: the text as it came.
    case number(String)
    /// varchar, and char with its padding.
    case varchar(String)
    case varbinary([UInt8])
    /// The text of a JSON value.
    case json(String)
    case uuid(String)
    case ipAddress(String)
    /// `2020-01-02`
    case date(String)
    /// `01:02:03.500`
    case time(String)
    /// `01:02:03.500+02:00`
    case timeWithTimeZone(String)
    /// `2020-01-02 03:04:05.123456`
    case timestamp(String)
    /// `2020-01-02 03:04:05.123 Europe/Rome`
    case timestampWithTimeZone(String)
    /// `-1-2`
    case intervalYearToMonth(String)
    /// `3 02:00:00.000`
    case intervalDayToSecond(String)
    case array([TrinoValue])
    /// Entries in the order in which they came.
    case map([TrinoMapEntry])
    case row([TrinoValue])
    /// A value of a type that this client doesn't know: its JSON text, or the text alone where that is a string.
    case raw(String)
}

/// A key of a map with its value.
public struct TrinoMapEntry: Sendable, Hashable {
    public let key: TrinoValue
    public let value: TrinoValue

    public init(key: TrinoValue, value: TrinoValue) {
        self.key = key
        self.value = value
    }
}

extension TrinoValue {
    public var isNull: Bool { self == .null }

    public var integer: Int64? {
        if case .integer(let value) = self { value } else { nil }
    }

    /// The value as a Double: of double, real and integers; a decimal is converted, with the loss that this means.
    public var double: Double? {
        switch self {
        case .double(let value): value
        case .real(let value): Double(value)
        case .integer(let value): Double(value)
        case .decimal(let value): Double(value.text)
        case .number(let text): Double(text)
        default: nil
        }
    }

    public var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The text of every kind that is sent as text.
    public var string: String? {
        switch self {
        case .varchar(let text), .json(let text), .uuid(let text), .ipAddress(let text), .date(let text),
            .time(let text), .timeWithTimeZone(let text), .timestamp(let text), .timestampWithTimeZone(let text),
            .intervalYearToMonth(let text), .intervalDayToSecond(let text), .number(let text), .raw(let text):
            text
        case .decimal(let value): value.text
        default: nil
        }
    }
}
