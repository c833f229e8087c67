extension TrinoType {
    /// Reads the `typeSignature` of a column: `{rawType, arguments: [{kind, value}]}`, with the kinds `TYPE`,
    /// `NAMED_TYPE`, `LONG` and, from old servers, `TYPE_SIGNATURE`, `NAMED_TYPE_SIGNATURE`, `LONG_LITERAL`.
    ///
    /// nil where it has another form; the column's type text then says what it is.
    init?(signature: JSONValue) {
        guard let name = signature["rawType"]?.string else { return nil }
        let arguments = signature["arguments"]?.array ?? []
        switch name {
        case "array":
            guard arguments.count == 1, let element = TrinoType(argument: arguments[0]) else { return nil }
            self = .array(element)
        case "map":
            guard arguments.count == 2, let key = TrinoType(argument: arguments[0]),
                let value = TrinoType(argument: arguments[1])
            else { return nil }
            self = .map(key: key, value: value)
        case "row":
            var fields: [Field] = []
            for argument in arguments {
                guard let value = argument["value"] else { return nil }
                if let signature = value["typeSignature"] {
                    guard let type = TrinoType(signature: signature) else { return nil }
                    // `fieldName` is {"name": "x"}; nameless fields have none.
                    fields.append(Field(name: value["fieldName"]?["name"]?.string, type: type))
                } else {
                    guard let type = TrinoType(argument: argument) else { return nil }
                    fields.append(Field(name: nil, type: type))
                }
            }
            self = .row(fields)
        default:
            let numbers = arguments.map { $0["value"]?.integer.flatMap { Int(exactly: $0) } }
            guard !numbers.contains(nil), let type = TrinoType(rawType: name, numbers: numbers.compactMap { $0 }) else {
                return nil
            }
            self = type
        }
    }

    private init?(argument: JSONValue) {
        guard let value = argument["value"] else { return nil }
        self.init(signature: value["typeSignature"] ?? value)
    }
}
