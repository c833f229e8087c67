/// A type that Trino does not know, or not with these parameters.
public struct TypeError: Error, Hashable, Sendable, CustomStringConvertible {
    public var message: String
    /// What to write instead, where that is certain.
    public var hint: String?
    public var position: SourcePosition

    public init(_ message: String, hint: String? = nil, position: SourcePosition = .none) {
        self.message = message
        self.hint = hint
        self.position = position
    }

    public var description: String { hint.map { "\(message). \($0)" } ?? message }
}

extension SQLType {
    /// What a written type says.
    ///
    /// Defaults are Trino's: `decimal` is `decimal(38,0)`, `char` is `char(1)`, `time` and `timestamp` have 3 fraction digits.
    ///
    /// Source: Trino documentation, "SQL language / Data types".
    ///
    /// - Throws: `TypeError` for a name that Trino lacks and for parameters out of range.
    public init(_ type: DataType) throws(TypeError) {
        switch type.kind {
        case .interval(let from, _), .preciseInterval(let from, _, _, _):
            self = from == .year || from == .month || from == .quarter ? .intervalYearToMonth : .intervalDayToSecond
        case .dateTime(let base, let precision, let zoned):
            let digits = try Self.number(precision, default: 3, in: 0...12, of: base.rawValue, at: type.position)
            self =
                base == .time
                ? .time(precision: digits, withTimeZone: zoned) : .timestamp(precision: digits, withTimeZone: zoned)
        case .row(let fields):
            var result: [Field] = []
            for field in fields { result.append(Field(name: field.name?.text, type: try SQLType(field.type))) }
            self = .row(result)
        case .named(let name, let parameters):
            self = try Self.named(name.canonical, parameters, at: type.position)
        }
    }

    private static func named(
        _ name: String, _ parameters: [DataType.Parameter], at position: SourcePosition
    ) throws(TypeError) -> SQLType {
        if let simple = simpleTypes[name] {
            guard parameters.isEmpty else {
                throw TypeError("Type \(name) takes no parameters", position: position)
            }
            return simple
        }
        switch name {
        case "decimal", "dec", "numeric":
            let precision = try number(parameters.first, default: 38, in: 1...38, of: "decimal", at: position)
            let scale = try number(
                parameters.dropFirst().first, default: 0, in: 0...precision, of: "decimal", at: position)
            return .decimal(precision: precision, scale: scale)
        case "varchar":
            guard let first = parameters.first else { return .varchar(nil) }
            return .varchar(try number(first, default: 0, in: 0...Int(Int32.max) - 1, of: name, at: position))
        case "char":
            return .char(try number(parameters.first, default: 1, in: 0...65_536, of: name, at: position))
        case "time", "timestamp":
            let digits = try number(parameters.first, default: 3, in: 0...12, of: name, at: position)
            return name == "time"
                ? .time(precision: digits, withTimeZone: false) : .timestamp(precision: digits, withTimeZone: false)
        case "array", "map", "function", "qdigest", "multiset":
            return try structured(name, types(parameters, of: name, at: position), at: position)
        default:
            if parameters.isEmpty, otherNames.contains(name) { return .named(name, []) }
            let hint = foreignNames[name].map { "Trino's name for it is \($0)." }
            throw TypeError("Unknown type: \(name)", hint: hint, position: position)
        }
    }

    /// A type made of types, from its name and parameters.
    static func structured(
        _ name: String, _ parameters: [SQLType], at position: SourcePosition
    ) throws(TypeError) -> SQLType {
        switch (name, parameters.count) {
        case ("array", 1): return .array(parameters[0])
        case ("map", 2): return .map(key: parameters[0], value: parameters[1])
        case ("function", 1...): return .function(Array(parameters.dropLast()), parameters[parameters.count - 1])
        case ("qdigest", 1), ("multiset", 1): return .named(name, parameters)
        default:
            throw TypeError(
                "Type \(name) can't have \(parameters.count) type parameters",
                hint: "array takes one type, map takes two.", position: position)
        }
    }

    private static func types(
        _ parameters: [DataType.Parameter], of name: String, at position: SourcePosition
    ) throws(TypeError) -> [SQLType] {
        var result: [SQLType] = []
        for parameter in parameters {
            guard case .type(let type) = parameter else {
                throw TypeError("The parameters of \(name) are types, not numbers", position: position)
            }
            result.append(try SQLType(type))
        }
        return result
    }

    private static func number(
        _ parameter: DataType.Parameter?, default standard: Int, in range: ClosedRange<Int>, of name: String,
        at position: SourcePosition
    ) throws(TypeError) -> Int {
        guard let parameter else { return standard }
        guard case .number(let text) = parameter, let value = Int(text), range.contains(value) else {
            throw TypeError(
                "Invalid parameter of type \(name): it must be from \(range.lowerBound) to \(range.upperBound)",
                position: position)
        }
        return value
    }

    private static let simpleTypes: [String: SQLType] = [
        "boolean": .boolean, "tinyint": .tinyint, "smallint": .smallint, "integer": .integer, "int": .integer,
        "bigint": .bigint, "real": .real, "double": .double, "number": .number, "varbinary": .varbinary, "date": .date,
        "json": .json, "uuid": .uuid, "ipaddress": .ipaddress, "unknown": .unknown,
    ]

    /// Types without parameters that are only ever passed around.
    static let otherNames: Set<String> = [
        "hyperloglog", "p4hyperloglog", "setdigest", "tdigest", "geometry", "sphericalgeography", "bingtile", "kdbtree",
        "color", "objectid", "ipprefix", "jsonpath", "json2016", "joniregexp", "codepoints", "variant", "model",
        "classifier", "regressor", "timezone",
    ]

    private static let foreignNames: [String: String] = [
        "string": "varchar", "text": "varchar", "float": "real or double", "float4": "real", "float8": "double",
        "int2": "smallint", "int4": "integer", "int8": "bigint", "long": "bigint", "bool": "boolean",
        "bytea": "varbinary", "binary": "varbinary", "blob": "varbinary", "datetime": "timestamp", "jsonb": "json",
        "timestamptz": "timestamp with time zone", "struct": "row", "nvarchar": "varchar",
    ]
}

extension DataType {
    /// The type as one would write it.
    public init(_ type: SQLType) {
        switch type {
        case .decimal(let precision, let scale): self = .named("decimal", precision, scale)
        case .varchar(let length?): self = .named("varchar", length)
        case .char(let length): self = .named("char", length)
        case .time(let precision, let zoned):
            self = DataType(.dateTime(.time, precision: .number(String(precision)), withTimeZone: zoned))
        case .timestamp(let precision, let zoned):
            self = DataType(.dateTime(.timestamp, precision: .number(String(precision)), withTimeZone: zoned))
        case .intervalYearToMonth: self = DataType(.interval(from: .year, to: .month))
        case .intervalDayToSecond: self = DataType(.interval(from: .day, to: .second))
        case .array(let element): self = DataType(.named(Identifier("array"), [.type(DataType(element))]))
        case .map(let key, let value):
            self = DataType(.named(Identifier("map"), [.type(DataType(key)), .type(DataType(value))]))
        case .row(let fields):
            self = DataType(
                .row(fields.map { Field(name: $0.name.map { Identifier($0) }, type: DataType($0.type)) }))
        case .function(let arguments, let result):
            self = DataType(.named(Identifier("function"), (arguments + [result]).map { .type(DataType($0)) }))
        case .named(let name, let parameters):
            self = DataType(.named(Identifier(name), parameters.map { .type(DataType($0)) }))
        default: self = .named(type.description)
        }
    }
}
