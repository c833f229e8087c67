extension TrinoType {
    /// Reads a type's text, such as `map(varchar(10), array(decimal(38,2)))` or `row("a b" bigint, integer)`.
    ///
    /// A type that isn't known is ``other(_:)``. Text that doesn't even have a type's form is so too: nothing is lost.
    public init(parsing text: String) {
        var parser = TrinoTypeParser(text)
        self = parser.wholeType() ?? .other(text)
    }
}

private struct TrinoTypeParser {
    private let characters: [Character]
    private var position = 0
    private var depth = 0

    init(_ text: String) {
        characters = Array(text)
    }

    mutating func wholeType() -> TrinoType? {
        guard let type = type() else { return nil }
        skipSpace()
        return position == characters.count ? type : nil
    }

    private mutating func type() -> TrinoType? {
        depth += 1
        defer { depth -= 1 }
        guard depth < 100 else { return nil }
        skipSpace()
        let start = position
        guard let name = word()?.lowercased() else { return nil }
        switch name {
        case "array":
            guard let arguments = typeArguments(), arguments.count == 1 else { return nil }
            return .array(arguments[0])
        case "map":
            guard let arguments = typeArguments(), arguments.count == 2 else { return nil }
            return .map(key: arguments[0], value: arguments[1])
        case "row": return fields().map(TrinoType.row)
        case "time", "timestamp":
            let precision = numericArguments()
            let zoned = words("with", "time", "zone")
            if zoned == false { _ = words("without", "time", "zone") }
            switch (name, zoned) {
            case ("time", false): return .time(precision: precision?.first)
            case ("time", true): return .timeWithTimeZone(precision: precision?.first)
            case (_, false): return .timestamp(precision: precision?.first)
            case (_, true): return .timestampWithTimeZone(precision: precision?.first)
            }
        case "interval":
            if words("year", "to", "month") { return .intervalYearToMonth }
            if words("day", "to", "second") { return .intervalDayToSecond }
            return nil
        case "double":
            _ = words("precision")
            return .double
        default:
            let hasArguments = peek() == "("
            if let numbers = numericArguments() ?? (hasArguments ? nil : []),
                let type = TrinoType(rawType: name, numbers: numbers)
            {
                return type
            }
            position = start
            return otherType()
        }
    }

    private mutating func typeArguments() -> [TrinoType]? {
        guard accept("(") else { return nil }
        var types: [TrinoType] = []
        repeat {
            guard let type = type() else { return nil }
            types.append(type)
        } while accept(",")
        return accept(")") ? types : nil
    }

    private mutating func fields() -> [TrinoType.Field]? {
        guard accept("(") else { return nil }
        var fields: [TrinoType.Field] = []
        repeat {
            skipSpace()
            if peek() == "\"" {
                guard let name = quotedName(), let type = type() else { return nil }
                fields.append(TrinoType.Field(name: name, type: type))
                continue
            }
            // A name only where a type follows: "x bigint" has one, "bigint", "double precision" and "time(3) with..." none.
            let start = position
            if let type = type(), endsField() {
                fields.append(TrinoType.Field(name: nil, type: type))
                continue
            }
            position = start
            guard let name = word(), let type = type(), endsField() else { return nil }
            fields.append(TrinoType.Field(name: name, type: type))
        } while accept(",")
        return accept(")") ? fields : nil
    }

    private mutating func endsField() -> Bool {
        skipSpace()
        return peek() == "," || peek() == ")"
    }

    /// `(1, 2)`; nil, with nothing consumed, where something else stands here.
    private mutating func numericArguments() -> [Int]? {
        let start = position
        guard accept("(") else { return nil }
        var numbers: [Int] = []
        repeat {
            skipSpace()
            var digits = ""
            while let character = peek(), character.isASCII, character.isNumber {
                digits.append(character)
                position += 1
            }
            guard let number = Int(digits) else {
                position = start
                return nil
            }
            numbers.append(number)
        } while accept(",")
        guard accept(")") else {
            position = start
            return nil
        }
        return numbers
    }

    /// A type with a name of its own, arguments included, as text.
    private mutating func otherType() -> TrinoType? {
        let start = position
        guard word() != nil else { return nil }
        if peek() == "(" {
            var open = 0
            repeat {
                if peek() == "(" { open += 1 }
                if peek() == ")" { open -= 1 }
                position += 1
            } while open > 0 && position < characters.count
            guard open == 0 else { return nil }
        }
        return .other(String(characters[start..<position]))
    }

    private mutating func quotedName() -> String? {
        guard accept("\"") else { return nil }
        var name = ""
        while let character = peek() {
            position += 1
            guard character == "\"" else {
                name.append(character)
                continue
            }
            guard peek() == "\"" else { return name }
            name.append(character)
            position += 1
        }
        return nil
    }

    /// Consumes these words where all of them stand next.
    private mutating func words(_ expected: String...) -> Bool {
        let start = position
        for word in expected where self.word()?.lowercased() != word {
            position = start
            return false
        }
        return true
    }

    private mutating func word() -> String? {
        skipSpace()
        let start = position
        while let character = peek(), character.isLetter || character.isNumber || "_$".contains(character) {
            position += 1
        }
        return position > start ? String(characters[start..<position]) : nil
    }

    private func peek() -> Character? { position < characters.count ? characters[position] : nil }

    private mutating func accept(_ character: Character) -> Bool {
        skipSpace()
        guard peek() == character else { return false }
        position += 1
        return true
    }

    private mutating func skipSpace() {
        while let character = peek(), character.isWhitespace { position += 1 }
    }
}

extension TrinoType {
    /// A type that takes numbers alone, by its name in lower case; nil where it isn't known.
    init?(rawType name: String, numbers: [Int]) {
        switch (name, numbers.count) {
        case ("boolean", 0): self = .boolean
        case ("tinyint", 0): self = .tinyint
        case ("smallint", 0): self = .smallint
        case ("integer", 0), ("int", 0): self = .integer
        case ("bigint", 0): self = .bigint
        case ("real", 0): self = .real
        case ("double", 0): self = .double
        case ("decimal", 2): self = .decimal(precision: numbers[0], scale: numbers[1])
        case ("decimal", 1): self = .decimal(precision: numbers[0], scale: 0)
        case ("decimal", 0): self = .decimal(precision: 38, scale: 0)
        case ("number", 0): self = .number
        case ("varchar", 0): self = .varchar(length: nil)
        // What servers send in the signature of an unbounded varchar.
        case ("varchar", 1): self = .varchar(length: numbers[0] >= 2_147_483_647 ? nil : numbers[0])
        case ("char", 1): self = .char(length: numbers[0])
        case ("char", 0): self = .char(length: 1)
        case ("varbinary", 0): self = .varbinary
        case ("json", 0): self = .json
        case ("uuid", 0): self = .uuid
        case ("ipaddress", 0): self = .ipAddress
        case ("date", 0): self = .date
        case ("time", 0), ("time", 1): self = .time(precision: numbers.first)
        case ("time with time zone", 0), ("time with time zone", 1): self = .timeWithTimeZone(precision: numbers.first)
        case ("timestamp", 0), ("timestamp", 1): self = .timestamp(precision: numbers.first)
        case ("timestamp with time zone", 0), ("timestamp with time zone", 1):
            self = .timestampWithTimeZone(precision: numbers.first)
        case ("interval year to month", 0): self = .intervalYearToMonth
        case ("interval day to second", 0): self = .intervalDayToSecond
        case ("unknown", 0): self = .unknown
        default: return nil
        }
    }
}
