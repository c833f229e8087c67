/// A JSON value whose numbers keep the text that they came in, so that none is rounded on its way.
indirect enum JSONValue: Sendable, Hashable {
    case null
    case boolean(Bool)
    case number(String)
    case string(String)
    case array([JSONValue])
    /// Members in order; a repeated key is kept as it came.
    case object([Member])

    struct Member: Sendable, Hashable {
        let key: String
        let value: JSONValue
    }

    /// Reads a whole text.
    ///
    /// - Throws: `JSONError`.
    init(parsing body: [UInt8]) throws {
        self = try body.withUnsafeBufferPointer { bytes in
            var scanner = JSONScanner(bytes)
            let value = try scanner.value()
            try scanner.end()
            return value
        }
    }

    /// The first member of this name, where this is an object and the member isn't null.
    subscript(key: String) -> JSONValue? {
        guard case .object(let members) = self, let member = members.first(where: { $0.key == key }),
            member.value != .null
        else { return nil }
        return member.value
    }

    var string: String? {
        if case .string(let text) = self { text } else { nil }
    }

    var boolean: Bool? {
        if case .boolean(let value) = self { value } else { nil }
    }

    /// The number, where it is a whole one that fits.
    var integer: Int64? {
        if case .number(let text) = self { Int64(text) } else { nil }
    }

    var double: Double? {
        if case .number(let text) = self { Double(text) } else { nil }
    }

    var array: [JSONValue]? {
        if case .array(let elements) = self { elements } else { nil }
    }
}
