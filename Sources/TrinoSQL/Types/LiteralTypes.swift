/// The types of literals.
///
/// Source: Trino documentation, "SQL language / Data types" and "Decimal functions and operators / Decimal literals".
public enum LiteralTypes {
    /// `integer` where the value fits 32 bits, `bigint` where it fits 64; nil for more, which Trino refuses.
    public static func integer(_ text: String) -> SQLType? {
        let digits = text.replacing("_", with: "").lowercased()
        let value: Int64?
        if digits.hasPrefix("0x") {
            value = Int64(digits.dropFirst(2), radix: 16)
        } else if digits.hasPrefix("0o") {
            value = Int64(digits.dropFirst(2), radix: 8)
        } else if digits.hasPrefix("0b") {
            value = Int64(digits.dropFirst(2), radix: 2)
        } else {
            // 2^63 is no bigint by itself, but its negation is; the sign is an operator of its own.
            value = Int64(digits)
        }
        guard let value else { return nil }
        return value <= Int64(Int32.max) ? .integer : .bigint
    }

    /// The digits that were written, leading zeros of the integral part left out, are the precision; those after the point the
    /// scale. Nil where there are more than 38 or none.
    public static func decimal(_ text: String, countsLeadingZeros: Bool = false) -> SQLType? {
        var digits = Substring(text.replacing("_", with: ""))
        if digits.first == "-" || digits.first == "+" { digits = digits.dropFirst() }
        let parts = digits.split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        guard let whole = parts.first, parts.allSatisfy({ $0.allSatisfy { ("0"..."9").contains($0) } }) else {
            return nil
        }
        let fraction = parts.count > 1 ? parts[1] : ""
        guard !whole.isEmpty || !fraction.isEmpty else { return nil }
        let integral = countsLeadingZeros ? whole : whole.drop { $0 == "0" }
        let precision = max(1, integral.count + fraction.count)
        guard precision <= SQLType.maximumDecimalPrecision else { return nil }
        return .decimal(precision: precision, scale: fraction.count)
    }

    /// `varchar(n)` with as many characters as the literal has code points.
    public static func string(_ literal: StringLiteral) -> SQLType { .varchar(literal.value.unicodeScalars.count) }

    /// The type of `TYPE 'text'`: clocks take precision and zone from the text, decimals their digits.
    ///
    /// - Throws: `TypeError` for a type that Trino lacks.
    public static func typed(_ type: DataType, _ literal: StringLiteral) throws(TypeError) -> SQLType {
        let text = literal.value
        switch type.kind {
        case .dateTime(let base, nil, let isZoned):
            let zoned = isZoned || hasZone(text, isTime: base == .time)
            let digits = min(12, fractionDigits(text))
            return base == .time
                ? .time(precision: digits, withTimeZone: zoned) : .timestamp(precision: digits, withTimeZone: zoned)
        case .named(let name, let parameters) where parameters.isEmpty:
            switch name.canonical {
            case "decimal":
                if let decimal = decimal(text, countsLeadingZeros: true) { return decimal }
                throw TypeError("'\(text)' is no decimal of at most 38 digits", position: type.position)
            case "char": return .char(text.unicodeScalars.count)
            default: return try SQLType(type)
            }
        default: return try SQLType(type)
        }
    }

    /// Interval literals: years and months on one side, everything shorter on the other.
    public static func interval(_ literal: IntervalLiteral) -> SQLType {
        switch literal.from {
        case .year, .quarter, .month: .intervalYearToMonth
        default: .intervalDayToSecond
        }
    }

    private static func fractionDigits(_ text: String) -> Int {
        guard let point = text.firstIndex(of: ".") else { return 0 }
        return text[text.index(after: point)...].prefix { ("0"..."9").contains($0) }.count
    }

    /// Whether the text of a time or timestamp names a zone: anything after the clock, an offset or a name.
    private static func hasZone(_ text: String, isTime: Bool) -> Bool {
        let trimmed = text.drop { $0 == " " }
        let afterDate = isTime ? trimmed : trimmed.drop { $0 != " " }.drop { $0 == " " }
        if !isTime, afterDate.contains(where: \.isLetter) { return true }
        if !isTime, trimmed.drop(while: { $0 != " " }).isEmpty { return false }
        return afterDate.contains { $0.isLetter || $0 == "+" || $0 == "-" }
    }
}
