import TrinoSQL

extension PropertyValue {
    /// What a property was declared with.
    init(_ expression: Expression) {
        if case .string(let literal) = expression.kind {
            self = .text(literal.value)
        } else if case .array(let elements) = expression.kind, let texts = elements.allTexts {
            self = .texts(texts)
        } else {
            self = .other(expression)
        }
    }
}

extension [Expression] {
    /// Their values, where all are texts.
    fileprivate var allTexts: [String]? {
        var texts: [String] = []
        for element in self {
            guard case .string(let literal) = element.kind else { return nil }
            texts.append(literal.value)
        }
        return texts
    }
}

extension TableLayout {
    /// As a table was declared.
    init(declared properties: [String: Expression], connector: ConnectorKind) {
        self.init()
        for (name, expression) in properties {
            switch PropertyValue(expression) {
            case .texts(let columns) where name == connector.partitionProperty: partitioning = columns
            case .texts(let columns) where name == "sorted_by": sortedBy = columns
            case let value: self.properties[name] = value
            }
        }
    }
}
