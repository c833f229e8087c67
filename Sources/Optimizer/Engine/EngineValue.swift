/// One value of a result, decoded by its column's type.
public enum EngineValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    /// tinyint, smallint, integer, bigint.
    case integer(Int64)
    /// double.
    case double(Double)
    /// real: seven digits are exact.
    case real(Float)
    /// Every type that has one canonical text: varchar, char, decimal, date and clock types, uuid, json, intervals, and binary in base64.
    case text(String)
    /// array and row.
    case list([EngineValue])
    /// map, its entries sorted by the key's text.
    case map([Entry])

    /// One entry of a map.
    public struct Entry: Sendable, Hashable {
        public var key: EngineValue
        public var value: EngineValue

        public init(key: EngineValue, value: EngineValue) {
            self.key = key
            self.value = value
        }
    }

    /// The text of a text value.
    public var text: String? {
        if case .text(let text) = self { text } else { nil }
    }

    /// The number of an integer, double, real or decimal value.
    public var number: Double? {
        switch self {
        case .integer(let value): Double(value)
        case .double(let value): value
        case .real(let value): Double(value)
        case .text(let text): Double(text)
        case .null, .boolean, .list, .map: nil
        }
    }
}
