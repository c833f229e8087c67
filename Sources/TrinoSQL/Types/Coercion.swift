/// Which types turn into which by themselves.
///
/// Integers widen to larger integers, decimals and floating point; decimals to floating point; `date` to timestamps; a clock
/// without a zone to one with; `varchar(n)` to longer ones and to `char`; arrays, maps and rows member by member; NULL to all.
///
/// Source: Trino documentation, "Functions and operators / Conversion functions" (implicit conversion), "Decimal functions and
/// operators" (common super type of decimals), and the rules by which Trino's analyzer chooses a common type.
public enum Coercion {
    /// The narrowest type to which values of both types can be brought without a cast, or nil.
    public static func commonSuperType(_ first: SQLType, _ second: SQLType) -> SQLType? {
        if first == second { return first }
        if first == .unknown { return second }
        if second == .unknown { return first }
        switch (first, second) {
        case (.decimal(let p1, let s1), .decimal(let p2, let s2)):
            let scale = max(s1, s2)
            let precision = min(SQLType.maximumDecimalPrecision, max(p1 - s1, p2 - s2) + scale)
            return .decimal(precision: precision, scale: scale)
        case (.varchar(let one), .varchar(let other)):
            guard let one, let other else { return .varchar(nil) }
            return .varchar(max(one, other))
        case (.char(let one), .char(let other)):
            return .char(max(one, other))
        case (.time(let p1, let zone1), .time(let p2, let zone2)):
            return .time(precision: max(p1, p2), withTimeZone: zone1 || zone2)
        case (.timestamp(let p1, let zone1), .timestamp(let p2, let zone2)):
            return .timestamp(precision: max(p1, p2), withTimeZone: zone1 || zone2)
        case (.array(let one), .array(let other)):
            return commonSuperType(one, other).map { .array($0) }
        case (.map(let k1, let v1), .map(let k2, let v2)):
            guard let key = commonSuperType(k1, k2), let value = commonSuperType(v1, v2) else { return nil }
            return .map(key: key, value: value)
        case (.row(let one), .row(let other)):
            return rows(one, other)
        default:
            break
        }
        if let widened = widened(first, towards: second) { return commonSuperType(widened, second) }
        if let widened = widened(second, towards: first) { return commonSuperType(first, widened) }
        return nil
    }

    /// The common super type of all, or nil where there is none; `unknown` for no types at all.
    public static func commonSuperType(of types: some Sequence<SQLType>) -> SQLType? {
        var result = SQLType.unknown
        for type in types {
            guard let common = commonSuperType(result, type) else { return nil }
            result = common
        }
        return result
    }

    /// Whether a value of one type is taken where the other is wanted, without a cast.
    public static func canCoerce(_ from: SQLType, to target: SQLType) -> Bool {
        if from == target { return true }
        if case (.row(let source), .row(let wanted)) = (from, target) {
            return source.count == wanted.count && zip(source, wanted).allSatisfy { canCoerce($0.type, to: $1.type) }
        }
        return commonSuperType(from, target) == target
    }

    /// Whether the coercion reads the session's time zone: a clock value without a zone, or a date, gets one.
    ///
    /// Source: Trino documentation, "Functions and operators / Date and time": values without a zone are taken in the session's.
    public static func dependsOnZone(_ from: SQLType, to target: SQLType) -> Bool {
        switch (from, target) {
        case (.date, .timestamp(_, true)), (.timestamp(_, false), .timestamp(_, true)),
            (.time(_, false), .time(_, true)):
            return true
        case (.array(let source), .array(let wanted)): return dependsOnZone(source, to: wanted)
        case (.map(let k1, let v1), .map(let k2, let v2)): return dependsOnZone(k1, to: k2) || dependsOnZone(v1, to: v2)
        case (.row(let source), .row(let wanted)):
            return zip(source, wanted).contains { dependsOnZone($0.type, to: $1.type) }
        default: return false
        }
    }

    private static func rows(_ one: [SQLType.Field], _ other: [SQLType.Field]) -> SQLType? {
        guard one.count == other.count else { return nil }
        var fields: [SQLType.Field] = []
        for (left, right) in zip(one, other) {
            guard let type = commonSuperType(left.type, right.type) else { return nil }
            let name = left.name?.lowercased() == right.name?.lowercased() ? left.name : nil
            fields.append(.init(name: name, type: type))
        }
        return .row(fields)
    }

    /// The source as the target's kind of type, with the parameters that hold all of its values; nil where Trino has no such
    /// coercion.
    ///
    /// That `varchar` goes to `char`, and not the other way, is the rule of released versions; the newest development turns it.
    static func widened(_ source: SQLType, towards target: SQLType) -> SQLType? {
        switch (source, target) {
        case (.tinyint, .smallint), (.tinyint, .integer), (.tinyint, .bigint), (.smallint, .integer),
            (.smallint, .bigint), (.integer, .bigint):
            return target
        case (_, .decimal):
            return decimal(for: source)
        case (_, .number) where source.isInteger: return .number
        case (.decimal, .number): return .number
        case (_, .real) where source.isInteger, (.decimal, .real): return .real
        case (_, .double) where source.isNumeric && source != .number: return .double
        case (.date, .timestamp(_, let zoned)):
            return .timestamp(precision: 0, withTimeZone: zoned)
        case (.varchar(let length), .char):
            return .char(min(length ?? 65_536, 65_536))
        case (.named("p4hyperloglog", _), .named("hyperloglog", _)):
            return target
        case (.varchar, .named(let name, _)), (.char, .named(let name, _)):
            return ["joniregexp", "jsonpath", "codepoints"].contains(name) ? target : nil
        default:
            return nil
        }
    }

    /// The decimal that holds every value of an integer type.
    ///
    /// Source: Trino's coercions of tinyint, smallint, integer and bigint to decimal(3), (5), (10) and (19).
    public static func decimal(for type: SQLType) -> SQLType? {
        switch type {
        case .tinyint: .decimal(precision: 3, scale: 0)
        case .smallint: .decimal(precision: 5, scale: 0)
        case .integer: .decimal(precision: 10, scale: 0)
        case .bigint: .decimal(precision: 19, scale: 0)
        case .decimal: type
        default: nil
        }
    }
}
