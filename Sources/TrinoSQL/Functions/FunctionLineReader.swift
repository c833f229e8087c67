/// A line of the function data that does not have the stated form.
struct FunctionLineError: Error, Hashable, CustomStringConvertible {
    var line: String
    var reason: String
    var description: String { "\(reason): \(line)" }
}

/// Reads lines of the form that `BuiltinFunctions.swift` describes.
enum FunctionLineReader {
    /// The signatures that a line stands for; none for an empty line and for one that begins with `#`.
    static func read(_ line: String) throws(FunctionLineError) -> [FunctionSignature] {
        let text = line.trimmed
        if text.isEmpty || text.hasPrefix("#") { return [] }
        let fields = text.split(separator: "|", omittingEmptySubsequences: false).map { String($0).trimmed }
        guard fields.count >= 3 else { throw FunctionLineError(line: line, reason: "fewer than three fields") }
        guard let kind = FunctionSignature.Kind(rawValue: fields[0]) else {
            throw FunctionLineError(line: line, reason: "unknown kind \(fields[0])")
        }
        var traits: Set<FunctionSignature.Trait> = []
        for word in fields[2].split(separator: " ") {
            guard let trait = FunctionSignature.Trait(rawValue: String(word)) else {
                throw FunctionLineError(line: line, reason: "unknown trait \(word)")
            }
            traits.insert(trait)
        }
        var choices: [[String: String]] = [[:]]
        for field in fields.dropFirst(3) {
            let parts = field.split(separator: ":", maxSplits: 1).map { String($0).trimmed }
            guard parts.count == 2 else { throw FunctionLineError(line: line, reason: "no alternatives in \(field)") }
            choices = choices.flatMap { choice in
                parts[1].split(separator: " ").map { choice.merging([parts[0]: String($0)]) { $1 } }
            }
        }
        var result: [FunctionSignature] = []
        for choice in choices {
            var reader = SignatureReader(fields[1], alternatives: choice)
            guard let (name, parameters, isVariadic, returned) = reader.readSignature() else {
                throw FunctionLineError(line: line, reason: "no signature in \(fields[1])")
            }
            result.append(
                FunctionSignature(
                    kind: kind, name: name, parameters: parameters, isVariadic: isVariadic, result: returned,
                    traits: traits))
        }
        return result
    }
}

/// A reader of `name(parameters) -> result`.
private struct SignatureReader {
    private let characters: [Character]
    private let alternatives: [String: String]
    private var index = 0

    init(_ text: String, alternatives: [String: String]) {
        characters = Array(text)
        self.alternatives = alternatives
    }

    mutating func readSignature() -> (String, [TypePattern], Bool, TypePattern)? {
        guard let name = readWord(), read("(") else { return nil }
        var parameters: [TypePattern] = []
        var isVariadic = false
        while !read(")") {
            if !parameters.isEmpty, !read(",") { return nil }
            guard !isVariadic, let pattern = readType() else { return nil }
            parameters.append(pattern)
            isVariadic = read("...")
        }
        guard read("->"), let result = readType(), index == characters.count else { return nil }
        return (name.lowercased(), parameters, isVariadic, result)
    }

    private mutating func skipSpace() {
        while index < characters.count, characters[index] == " " { index += 1 }
    }

    private mutating func read(_ token: String) -> Bool {
        skipSpace()
        guard characters[index...].starts(with: token) else { return false }
        index += token.count
        skipSpace()
        return true
    }

    private mutating func readWord() -> String? {
        skipSpace()
        let start = index
        while index < characters.count,
            characters[index].isLetter || characters[index].isNumber || characters[index] == "_"
        {
            index += 1
        }
        guard index > start else { return nil }
        let word = String(characters[start..<index])
        skipSpace()
        return alternatives[word] ?? word
    }

    private mutating func readTypes() -> [TypePattern]? {
        guard read("(") else { return nil }
        var result: [TypePattern] = []
        repeat {
            guard let pattern = readType() else { return nil }
            result.append(pattern)
        } while read(",")
        return read(")") ? result : nil
    }

    private mutating func readType() -> TypePattern? {
        if read("?") { return .anything }
        guard let word = readWord() else { return nil }
        switch word {
        case "intervalday": return .exact(.intervalDayToSecond)
        case "intervalyear": return .exact(.intervalYearToMonth)
        case "array":
            guard let parts = readTypes(), parts.count == 1 else { return nil }
            return .array(parts[0])
        case "map":
            guard let parts = readTypes(), parts.count == 2 else { return nil }
            return .map(parts[0], parts[1])
        case "function":
            guard let parts = readTypes(), let last = parts.last else { return nil }
            return .function(Array(parts.dropLast()), last)
        case "row": return readRow()
        case "qdigest", "multiset": return readTypes().map { .named(word, $0) }
        case "table", "descriptor": return .named(word, [])
        case "varchar", "char", "decimal", "time", "timestamp": return readSized(word)
        default: break
        }
        if word.first?.isUppercase == true { return .variable(word) }
        return (try? SQLType(parsing: word)).map { .exact($0) }
    }

    private mutating func readSized(_ word: String) -> TypePattern? {
        guard read("(") else { return word == "varchar" ? .exact(.varchar(nil)) : nil }
        var sizes: [SizeFormula] = []
        repeat {
            guard let size = readSum() else { return nil }
            sizes.append(size)
        } while read(",")
        guard read(")"), sizes.count == (word == "decimal" ? 2 : 1) else { return nil }
        let isZoned = read("with time zone")
        return TypePattern.SizedType(rawValue: word + (isZoned ? " with time zone" : "")).map { .sized($0, sizes) }
    }

    private mutating func readRow() -> TypePattern? {
        guard read("(") else { return nil }
        var fields: [TypePattern.RowField] = []
        repeat {
            let start = index
            if let name = readWord(), name.first?.isLowercase == true, index < characters.count,
                characters[index].isLetter, let type = readType()
            {
                fields.append(.init(name: name, type: type))
            } else {
                index = start
                guard let type = readType() else { return nil }
                fields.append(.init(name: nil, type: type))
            }
        } while read(",")
        return read(")") ? .row(fields) : nil
    }

    private mutating func readSum() -> SizeFormula? {
        guard var result = readProduct() else { return nil }
        while true {
            if read("+") {
                guard let right = readProduct() else { return nil }
                result = .sum(result, right)
            } else if read("-") {
                guard let right = readProduct() else { return nil }
                result = .difference(result, right)
            } else {
                return result
            }
        }
    }

    private mutating func readProduct() -> SizeFormula? {
        guard var result = readSize() else { return nil }
        while true {
            if read("*") {
                guard let right = readSize() else { return nil }
                result = .product(result, right)
            } else if read("/") {
                guard let right = readSize() else { return nil }
                result = .quotient(result, right)
            } else {
                return result
            }
        }
    }

    private mutating func readSize() -> SizeFormula? {
        if read("(") {
            guard let inner = readSum(), read(")") else { return nil }
            return inner
        }
        guard let word = readWord() else { return nil }
        if let number = Int(word) { return .number(number) }
        guard word == "min" || word == "max" else { return .variable(word) }
        guard read("("), let left = readSum(), read(","), let right = readSum(), read(")") else { return nil }
        return word == "min" ? .minimum(left, right) : .maximum(left, right)
    }
}

extension String {
    fileprivate var trimmed: String {
        String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
    }
}
