/// A type as written in SQL: `decimal(12, 2)`, `array(row(a bigint))`, `timestamp(3) with time zone`.
public struct DataType: Hashable, Sendable {
    /// The shapes that a type's text can take.
    public indirect enum Kind: Hashable, Sendable {
        /// Any name with optional parameters: `bigint`, `varchar(10)`, `decimal(p, s)`, `array(T)`, `map(K, V)`, `double`.
        /// `double precision` is read as `double`; the old forms `array<T>` and `map<K, V>` are read as their new ones.
        case named(Identifier, [Parameter])
        /// `row(a bigint, varchar)`; a field may lack a name.
        case row([Field])
        /// `time[(p)] [with time zone]` or `timestamp[(p)] [with time zone]`.
        case dateTime(DateTimeBase, precision: Parameter?, withTimeZone: Bool)
        /// `interval year to month`, `interval day to second`; `interval day` has the same field at both ends.
        case interval(from: IntervalField, to: IntervalField)
        /// An interval with the digits of its first field or of a second's fraction: `interval day(3) to second(2)`.
        case preciseInterval(
            from: IntervalField, to: IntervalField, leadingPrecision: String?, fractionalPrecision: String?)
    }

    /// Which of the two clock types.
    public enum DateTimeBase: String, Hashable, Sendable {
        case time, timestamp
    }

    /// A type's parameter: a number, or a type.
    public enum Parameter: Hashable, Sendable {
        case number(String)
        case type(DataType)
    }

    /// One field of a `row` type.
    public struct Field: Hashable, Sendable {
        public var name: Identifier?
        public var type: DataType

        public init(name: Identifier?, type: DataType) {
            self.name = name
            self.type = type
        }
    }

    public var kind: Kind
    public var position: SourcePosition

    public init(_ kind: Kind, position: SourcePosition = .none) {
        self.kind = kind
        self.position = position
    }

    /// A named type with number parameters only, such as `decimal(12, 2)`.
    public static func named(_ name: String, _ numbers: Int...) -> DataType {
        DataType(.named(Identifier(name), numbers.map { .number(String($0)) }))
    }
}

/// A field of an interval or of a date and time.
public enum IntervalField: String, Hashable, Sendable, CaseIterable {
    case year, quarter, month, week, day, hour, minute, second
}
