extension SQLType {
    /// Reads a type as the server sends it with a result's columns: `row(a bigint, "b c" varchar(3))`.
    ///
    /// - Throws: `TypeError` for text that is no type, or one nested deeper than 100 levels.
    public init(parsing text: String) throws(TypeError) {
        var reader = TypeTextReader(text)
        let type = try reader.readType(depth: 0)
        guard reader.isAtEnd else { throw TypeError("'\(text)' is no type that Trino knows") }
        self = try SQLType(type)
    }
}

/// A reader of type texts on its own, so that results can be decoded without the whole SQL parser.
struct TypeTextReader {
    private let text: String
    private let scalars: [Unicode.Scalar]
    private var index = 0

    init(_ text: String) {
        self.text = text
        scalars = Array(text.unicodeScalars)
        skipSpace()
    }

    var isAtEnd: Bool { index == scalars.count }

    mutating func readType(depth: Int) throws(TypeError) -> DataType {
        guard depth < 100 else { throw TypeError("The type is nested too deeply") }
        guard let word = readWord() else { throw failure }
        switch word.lowercased() {
        case "row" where peek == "(": return try readRow(depth: depth)
        case "interval": return try readInterval()
        case "double":
            _ = readKeyword("precision")
            return .named("double")
        case "time": return try readDateTime(.time, depth: depth)
        case "timestamp": return try readDateTime(.timestamp, depth: depth)
        case let name: return DataType(.named(Identifier(name), try readParameters(depth: depth)))
        }
    }

    private var failure: TypeError { TypeError("'\(text)' is no type that Trino knows") }

    private var peek: Unicode.Scalar? { index < scalars.count ? scalars[index] : nil }

    private mutating func skipSpace() {
        while let scalar = peek, scalar == " " || scalar == "\n" || scalar == "\t" { index += 1 }
    }

    private mutating func read(_ scalar: Unicode.Scalar) -> Bool {
        guard peek == scalar else { return false }
        index += 1
        skipSpace()
        return true
    }

    private mutating func readWord() -> String? {
        let start = index
        while let scalar = peek, scalar.properties.isAlphabetic || scalar == "_" || ("0"..."9").contains(scalar) {
            index += 1
        }
        guard index > start else { return nil }
        let word = String(String.UnicodeScalarView(scalars[start..<index]))
        skipSpace()
        return word
    }

    private mutating func readKeyword(_ keyword: String) -> Bool {
        let start = index
        if readWord()?.lowercased() == keyword { return true }
        index = start
        return false
    }

    private mutating func readQuoted() -> String? {
        guard peek == "\"" else { return nil }
        var result = String.UnicodeScalarView()
        index += 1
        while let scalar = peek {
            index += 1
            if scalar == "\"" {
                guard peek == "\"" else {
                    skipSpace()
                    return String(result)
                }
                index += 1
            }
            result.append(scalar)
        }
        return nil
    }

    private mutating func readParameters(depth: Int) throws(TypeError) -> [DataType.Parameter] {
        guard read("(") else { return [] }
        var parameters: [DataType.Parameter] = []
        repeat {
            if let scalar = peek, ("0"..."9").contains(scalar), let digits = readWord() {
                parameters.append(.number(digits))
            } else {
                parameters.append(.type(try readType(depth: depth + 1)))
            }
        } while read(",")
        guard read(")") else { throw failure }
        return parameters
    }

    private mutating func readDateTime(_ base: DataType.DateTimeBase, depth: Int) throws(TypeError) -> DataType {
        let precision = try readParameters(depth: depth).first
        var zoned = false
        if readKeyword("with") {
            guard readKeyword("time"), readKeyword("zone") else { throw failure }
            zoned = true
        } else if readKeyword("without") {
            guard readKeyword("time"), readKeyword("zone") else { throw failure }
        }
        return DataType(.dateTime(base, precision: precision, withTimeZone: zoned))
    }

    private mutating func readInterval() throws(TypeError) -> DataType {
        guard let from = readWord().flatMap({ IntervalField(rawValue: $0.lowercased()) }), readKeyword("to"),
            let to = readWord().flatMap({ IntervalField(rawValue: $0.lowercased()) })
        else { throw failure }
        return DataType(.interval(from: from, to: to))
    }

    private mutating func readRow(depth: Int) throws(TypeError) -> DataType {
        guard read("(") else { throw failure }
        var fields: [DataType.Field] = []
        repeat {
            if let name = readQuoted() {
                fields.append(.init(name: Identifier(name, isQuoted: true), type: try readType(depth: depth + 1)))
                continue
            }
            // A word that another word follows is the field's name, but for the types that are several words themselves.
            let start = index
            guard let word = readWord() else { throw failure }
            let isNamed = peek?.properties.isAlphabetic ?? false || peek == "_"
            if isNamed, !["double", "interval", "time", "timestamp"].contains(word.lowercased()) || followsAsType() {
                fields.append(.init(name: Identifier(word), type: try readType(depth: depth + 1)))
            } else {
                index = start
                fields.append(.init(name: nil, type: try readType(depth: depth + 1)))
            }
        } while read(",")
        guard read(")") else { throw failure }
        return DataType(.row(fields))
    }

    /// Whether the word that comes next starts a type, and does not go on with one: `time bigint` as against `time with`.
    private func followsAsType() -> Bool {
        var copy = self
        let next = copy.readWord()?.lowercased() ?? ""
        return !["precision", "with", "without", "year", "month", "day", "hour", "minute", "second"].contains(next)
    }
}
