/// Names of types that the grammar or the hints single out.
enum DataTypeNames {
    /// Types that are written with parameters in parentheses.
    static let withParameters: Set<String> = [
        "decimal", "numeric", "varchar", "char", "varbinary", "time", "timestamp", "array", "map", "row",
    ]
}

/// Types.
extension Parser {
    mutating func dataType() throws(Failure) -> DataType {
        let outerDeepest = deepest
        deepest = depth
        try enter()
        let start = position
        var type = DataType(try typeKind(), position: start)
        while accept(.array) {
            try deepen()
            type = DataType(.named(Identifier("array", position: start), [.type(type)]), position: start)
            if at(.leftBracket) {
                throw unexpected(
                    message: "Trino's arrays have no fixed size", hint: "Leave the size out: \(type.sql()).")
            }
        }
        leave()
        if deepest < outerDeepest { deepest = outerDeepest }
        return type
    }

    private mutating func typeKind() throws(Failure) -> DataType.Kind {
        let next = symbol(ahead: 1)
        switch current.keyword {
        case .row where next == .leftParenthesis: return try rowType()
        case .interval: return try intervalType()
        case .timestamp: return try dateTimeType(.timestamp)
        case .time: return try dateTimeType(.time)
        case .double where keyword(ahead: 1) == .precision:
            let name = try typeName()
            advance()
            return .named(name, [])
        case .array where next == .less: return try angledType(parameters: 1)
        case .map where next == .less: return try angledType(parameters: 2)
        default: return try namedType()
        }
    }

    private mutating func namedType() throws(Failure) -> DataType.Kind {
        guard isName(current) else { throw unexpected("a type") }
        let name = try typeName()
        guard at(.leftParenthesis) else { return .named(name, []) }
        return .named(name, try parenthesizedList { (parser) throws(Failure) in try parser.typeParameter() })
    }

    /// A type's name, in lower case unless it is quoted: `BIGINT` and `bigint` are the same type.
    mutating func typeName() throws(Failure) -> Identifier {
        var name = try identifier()
        if !name.isQuoted { name.text = name.canonical }
        return name
    }

    private mutating func typeParameter() throws(Failure) -> DataType.Parameter {
        if current.kind == .integer { return .number(try integer()) }
        return .type(try dataType())
    }

    private mutating func angledType(parameters count: Int) throws(Failure) -> DataType.Kind {
        let name = try typeName()
        try expect(.less)
        var parameters = [DataType.Parameter.type(try dataType())]
        if count == 2 {
            try expect(.comma)
            parameters.append(.type(try dataType()))
        }
        try expect(.greater)
        return .named(name, parameters)
    }

    private mutating func rowType() throws(Failure) -> DataType.Kind {
        advance()
        return .row(try parenthesizedList { (parser) throws(Failure) in try parser.rowField() })
    }

    mutating func rowField() throws(Failure) -> DataType.Field {
        // `a bigint` has a name; `bigint`, `double precision`, `timestamp with time zone`, `bigint array` have none.
        if isName(current), startsTypeAfterName() {
            return DataType.Field(name: try identifier(), type: try dataType())
        }
        return DataType.Field(name: nil, type: try dataType())
    }

    private func startsTypeAfterName() -> Bool {
        let next = token(ahead: 1)
        guard isName(next) else { return false }
        switch (current.keyword, next.keyword) {
        case (.double, .precision):
            return isName(token(ahead: 2)) && keyword(ahead: 2) != .array
        case (.interval, .year), (.interval, .month), (.interval, .day), (.interval, .hour), (.interval, .minute),
            (.interval, .second):
            return false
        case (.time, .without), (.timestamp, .without): return keyword(ahead: 2) != .time
        case (_, .array):
            // `bigint array` is a type; `a array(bigint)` and `a array<bigint>` are a name and a type.
            return symbol(ahead: 2) == .leftParenthesis || symbol(ahead: 2) == .less
        default: return true
        }
    }

    private mutating func dateTimeType(_ base: DataType.DateTimeBase) throws(Failure) -> DataType.Kind {
        advance()
        var precision: DataType.Parameter?
        if accept(.leftParenthesis) {
            precision = try typeParameter()
            try expect(.rightParenthesis)
        }
        if at(.with, .time) {
            advance()
            try expect(.time, .zone)
            return .dateTime(base, precision: precision, withTimeZone: true)
        }
        if at(.without, .time) {
            advance()
            try expect(.time, .zone)
        }
        return .dateTime(base, precision: precision, withTimeZone: false)
    }

    private mutating func intervalType() throws(Failure) -> DataType.Kind {
        advance()
        let qualifier = try intervalQualifier()
        let last = qualifier.to ?? qualifier.from
        if qualifier.leadingPrecision == nil, qualifier.fractionalPrecision == nil {
            return .interval(from: qualifier.from, to: last)
        }
        return .preciseInterval(
            from: qualifier.from, to: last, leadingPrecision: qualifier.leadingPrecision,
            fractionalPrecision: qualifier.fractionalPrecision)
    }
}
