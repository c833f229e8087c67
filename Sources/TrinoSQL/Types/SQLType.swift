/// A type as Trino means it: aliases resolved, defaults filled in, ready to be compared.
///
/// `DataType` is what was written, `SQLType` is what it says: `DEC`-like spellings, `int`, `timestamp` without a precision and
/// the like have one form here, and that is the form in which Trino prints it.
///
/// Source: Trino documentation, "SQL language / Data types".
public indirect enum SQLType: Hashable, Sendable {
    case boolean
    case tinyint
    case smallint
    case integer
    case bigint
    case real
    case double
    /// Up to 38 digits, of which `scale` stand after the point.
    case decimal(precision: Int, scale: Int)
    /// Decimal numbers of any precision, in newer releases.
    case number
    /// Without a length it is unbounded.
    case varchar(Int?)
    case char(Int)
    case varbinary
    case date
    /// Fraction digits from 0 to 12.
    case time(precision: Int, withTimeZone: Bool)
    /// Fraction digits from 0 to 12.
    case timestamp(precision: Int, withTimeZone: Bool)
    case intervalYearToMonth
    case intervalDayToSecond
    case json
    case uuid
    case ipaddress
    case array(SQLType)
    case map(key: SQLType, value: SQLType)
    case row([Field])
    /// What a lambda is: its arguments' types and its result's.
    case function([SQLType], SQLType)
    /// The type of a bare NULL, which is coerced to any other.
    case unknown
    /// Every other type that Trino or a plugin knows by name, in lower case: `hyperloglog`, `qdigest(double)`, `geometry`.
    case named(String, [SQLType])

    /// One field of a row, with or without a name.
    public struct Field: Hashable, Sendable {
        public var name: String?
        public var type: SQLType

        public init(name: String?, type: SQLType) {
            self.name = name
            self.type = type
        }

        // Names compare without case.
        public static func == (left: Field, right: Field) -> Bool {
            left.name?.lowercased() == right.name?.lowercased() && left.type == right.type
        }

        public func hash(into hasher: inout Hasher) {
            hasher.combine(name?.lowercased())
            hasher.combine(type)
        }
    }

    /// `varchar` without a length.
    public static let unboundedVarchar = SQLType.varchar(nil)

    /// Most digits that a decimal can have.
    public static let maximumDecimalPrecision = 38
}

// Families that rules ask for.
extension SQLType {
    /// tinyint, smallint, integer or bigint.
    public var isInteger: Bool {
        switch self {
        case .tinyint, .smallint, .integer, .bigint: true
        default: false
        }
    }

    /// Integers, decimals and numbers: values without rounding errors.
    public var isExactNumeric: Bool {
        switch self {
        case .decimal, .number: true
        default: isInteger
        }
    }

    /// real or double.
    public var isFloatingPoint: Bool { self == .real || self == .double }

    public var isNumeric: Bool { isExactNumeric || isFloatingPoint }

    /// varchar or char.
    public var isCharacter: Bool {
        switch self {
        case .varchar, .char: true
        default: false
        }
    }

    /// Whether values carry a time zone of their own.
    public var hasTimeZone: Bool {
        switch self {
        case .time(_, let zoned), .timestamp(_, let zoned): zoned
        default: false
        }
    }

    /// date, time or timestamp.
    public var isDateOrTime: Bool {
        switch self {
        case .date, .time, .timestamp: true
        default: false
        }
    }

    public var isInterval: Bool { self == .intervalDayToSecond || self == .intervalYearToMonth }

    /// Whether a floating-point value stands anywhere in values of this type.
    public var containsFloatingPoint: Bool { contains(where: \.isFloatingPoint) }

    /// Whether this type, or one that it is made of, satisfies the condition.
    public func contains(where condition: (SQLType) -> Bool) -> Bool {
        if condition(self) { return true }
        switch self {
        case .array(let element): return element.contains(where: condition)
        case .map(let key, let value): return key.contains(where: condition) || value.contains(where: condition)
        case .row(let fields): return fields.contains { $0.type.contains(where: condition) }
        case .named(_, let parameters): return parameters.contains { $0.contains(where: condition) }
        default: return false
        }
    }

    /// Whether `=` and grouping work on values of this type.
    ///
    /// Source: Trino documentation, "Functions and operators / Comparison": sketches, functions and geometries have no order and
    /// no equality there.
    public var isComparable: Bool {
        switch self {
        case .function: false
        case .named(let name, _): !Self.incomparableNames.contains(name)
        case .array(let element): element.isComparable
        case .map(let key, let value): key.isComparable && value.isComparable
        case .row(let fields): fields.allSatisfy(\.type.isComparable)
        default: true
        }
    }

    /// Whether `<` and ORDER BY work on values of this type.
    public var isOrderable: Bool {
        switch self {
        case .json, .map, .function: false
        case .named(let name, _): name == "ipprefix" || name == "objectid"
        case .array(let element): element.isOrderable
        case .row(let fields): fields.allSatisfy(\.type.isOrderable)
        default: true
        }
    }

    private static let incomparableNames: Set<String> = [
        "hyperloglog", "p4hyperloglog", "setdigest", "tdigest", "qdigest", "geometry", "sphericalgeography", "kdbtree",
        "model", "classifier", "regressor", "color", "jsonpath", "joniregexp", "codepoints", "variant",
    ]
}
