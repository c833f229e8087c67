/// Decodes JSON values by their column's type.
struct TrinoValueDecoder {
    let type: TrinoType

    func decode(_ scanner: inout JSONScanner) throws -> TrinoValue {
        try Self.decode(type, &scanner)
    }

    private static func decode(_ type: TrinoType, _ scanner: inout JSONScanner) throws -> TrinoValue {
        if try scanner.consumeNull() { return .null }
        switch type {
        case .boolean: return .boolean(try scanner.boolean())
        case .bigint: return .integer(try integer(Int64.self, &scanner))
        case .integer: return .integer(Int64(try integer(Int32.self, &scanner)))
        case .smallint: return .integer(Int64(try integer(Int16.self, &scanner)))
        case .tinyint: return .integer(Int64(try integer(Int8.self, &scanner)))
        case .double: return .double(try double(&scanner))
        case .real: return .real(try real(&scanner))
        case .array(let element):
            var elements: [TrinoValue] = []
            try scanner.array { scanner in elements.append(try decode(element, &scanner)) }
            return .array(elements)
        case .row(let fields): return try row(fields, &scanner)
        case .map(let key, let value):
            var entries: [TrinoMapEntry] = []
            try scanner.object { scanner, text in
                guard let key = self.key(key, text) else {
                    throw scanner.error("a map key that isn't of the type \(key)")
                }
                entries.append(TrinoMapEntry(key: key, value: try decode(value, &scanner)))
            }
            return .map(entries)
        case .unknown, .other:
            let isString = try scanner.peek() == UInt8(ascii: "\"")
            if isString { return .raw(try scanner.string()) }
            return .raw(scanner.text(in: try scanner.skip()))
        default:
            // Decimals are strings; some gateways turn them into numbers, whose text is still exact.
            let isString = try scanner.peek() == UInt8(ascii: "\"")
            let text = isString ? try scanner.string() : String(decoding: try scanner.number(), as: UTF8.self)
            guard let value = value(type, text) else { throw scanner.error("a value that isn't of the type \(type)") }
            return value
        }
    }

    /// A row comes as an array; from some servers as an object by field name.
    private static func row(_ fields: [TrinoType.Field], _ scanner: inout JSONScanner) throws -> TrinoValue {
        var values: [TrinoValue] = []
        values.reserveCapacity(fields.count)
        func append(_ scanner: inout JSONScanner) throws {
            guard values.count < fields.count else { throw scanner.error("a row with too many fields") }
            values.append(try decode(fields[values.count].type, &scanner))
        }
        if try scanner.peek() == UInt8(ascii: "{") {
            try scanner.object { scanner, _ in try append(&scanner) }
        } else {
            try scanner.array { scanner in try append(&scanner) }
        }
        guard values.count == fields.count else { throw scanner.error("a row with too few fields") }
        return .row(values)
    }

    /// A value of a type that is sent as text; nil where the text isn't one.
    private static func value(_ type: TrinoType, _ text: String) -> TrinoValue? {
        func checked(_ check: (String) -> Bool, _ value: TrinoValue) -> TrinoValue? { check(text) ? value : nil }
        switch type {
        case .varchar, .char: return .varchar(text)
        case .decimal: return TrinoDecimal(text).map(TrinoValue.decimal)
        case .number: return .number(text)
        case .varbinary: return Base64.decode(text).map(TrinoValue.varbinary)
        case .json: return .json(text)
        case .uuid: return checked(isUUID, .uuid(text))
        case .ipAddress: return checked(isAddress, .ipAddress(text))
        case .date: return checked(TemporalText.isDate, .date(text))
        case .time: return checked(TemporalText.isTime, .time(text))
        case .timeWithTimeZone: return checked(TemporalText.isTimeWithTimeZone, .timeWithTimeZone(text))
        case .timestamp: return checked(TemporalText.isTimestamp, .timestamp(text))
        case .timestampWithTimeZone: return checked(TemporalText.isTimestampWithTimeZone, .timestampWithTimeZone(text))
        case .intervalYearToMonth: return checked(TemporalText.isIntervalYearToMonth, .intervalYearToMonth(text))
        case .intervalDayToSecond: return checked(TemporalText.isIntervalDayToSecond, .intervalDayToSecond(text))
        case .unknown, .other: return .raw(text)
        case .boolean, .tinyint, .smallint, .integer, .bigint, .real, .double, .array, .map, .row: return nil
        }
    }

    /// Keys of maps are texts whatever their type.
    private static func key(_ type: TrinoType, _ text: String) -> TrinoValue? {
        switch type {
        case .boolean: text == "true" ? .boolean(true) : text == "false" ? .boolean(false) : nil
        case .tinyint: Int8(text).map { .integer(Int64($0)) }
        case .smallint: Int16(text).map { .integer(Int64($0)) }
        case .integer: Int32(text).map { .integer(Int64($0)) }
        case .bigint: Int64(text).map { .integer($0) }
        case .double: special(text).map { .double($0) } ?? finite(text).map { .double($0) }
        case .real: special(text).map { .real(Float($0)) } ?? finite(text).map { .real($0) }
        // Structured keys come as the server's own text for them.
        case .array, .map, .row: .raw(text)
        default: value(type, text)
        }
    }

    private static func integer<Integer: FixedWidthInteger>(
        _: Integer.Type, _ scanner: inout JSONScanner
    ) throws -> Integer {
        let digits = try scanner.number()
        var value: Integer = 0
        let isNegative = digits[0] == UInt8(ascii: "-")
        for byte in digits.dropFirst(isNegative ? 1 : 0) {
            guard byte &- 0x30 < 10 else { throw scanner.error("a fraction where a whole number must be") }
            let digit = Integer(byte - 0x30)
            let (shifted, overflow) = value.multipliedReportingOverflow(by: 10)
            // Summed on the side of its sign, as the least number has no positive counterpart.
            let (sum, carry) =
                isNegative ? shifted.subtractingReportingOverflow(digit) : shifted.addingReportingOverflow(digit)
            guard !overflow, !carry else { throw scanner.error("a number outside \(Integer.bitWidth) bits") }
            value = sum
        }
        return value
    }

    private static func double(_ scanner: inout JSONScanner) throws -> Double {
        if try scanner.peek() == UInt8(ascii: "\"") {
            let text = try scanner.string()
            guard let value = special(text) else { throw scanner.error("a text that isn't NaN or an infinity") }
            return value
        }
        let digits = try scanner.number()
        if let value = FastDouble.parse(digits) { return value }
        guard let value = Double(String(decoding: digits, as: UTF8.self)) else { throw scanner.error("not a double") }
        return value
    }

    private static func real(_ scanner: inout JSONScanner) throws -> Float {
        if try scanner.peek() == UInt8(ascii: "\"") {
            let text = try scanner.string()
            guard let value = special(text) else { throw scanner.error("a text that isn't NaN or an infinity") }
            return Float(value)
        }
        // Not by way of Double: that would round twice.
        guard let value = Float(String(decoding: try scanner.number(), as: UTF8.self)) else {
            throw scanner.error("not a real")
        }
        return value
    }

    private static func special(_ text: String) -> Double? {
        switch text {
        case "NaN": .nan
        case "Infinity", "+Infinity": .infinity
        case "-Infinity": -.infinity
        default: nil
        }
    }

    private static func finite<Number: BinaryFloatingPoint & LosslessStringConvertible>(_ text: String) -> Number? {
        Number(text).flatMap { $0.isFinite ? $0 : nil }
    }

    private static func isUUID(_ text: String) -> Bool {
        let bytes = Array(text.utf8)
        guard bytes.count == 36 else { return false }
        return bytes.indices.allSatisfy { index in
            [8, 13, 18, 23].contains(index) ? bytes[index] == UInt8(ascii: "-") : isHexadecimal(bytes[index])
        }
    }

    private static func isAddress(_ text: String) -> Bool {
        !text.isEmpty
            && text.utf8.allSatisfy { isHexadecimal($0) || $0 == UInt8(ascii: ".") || $0 == UInt8(ascii: ":") }
    }

    private static func isHexadecimal(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x46, 0x61...0x66: true
        default: false
        }
    }
}
