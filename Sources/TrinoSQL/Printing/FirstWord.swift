// Names that the grammar would take for words of its own where they stand first.

extension Trim {
    /// Whether it has to be written `TRIM(source, characters)`: where the characters would be read as a side, or the order of
    /// parameters would change.
    var needsComma: Bool {
        guard side == nil, let characters else { return false }
        if let word = characters.firstWord, Side(rawValue: word) != nil { return true }
        guard let inSource = source.firstParameter, let inCharacters = characters.firstParameter else { return false }
        return inSource < inCharacters
    }
}

extension Expression {
    /// Whether it has to stand in parentheses where a quantifier may stand: `SELECT (all - 1)`.
    var beginsLikeQuantifier: Bool {
        if case .column = kind { return false }
        return firstWord == "all"
    }

    /// The name that the expression begins with, in lower case, if it begins with one that is not quoted.
    fileprivate var firstWord: String? {
        var first = self
        while true {
            switch first.kind {
            case .column(let name): return name.parts.first.flatMap(Self.word)
            case .function(let call): return call.processingMode == nil ? call.name.parts.first.flatMap(Self.word) : nil
            case .typed(let type, _):
                guard case .named(let name, _) = type.kind else { return nil }
                return Self.word(name)
            case .lambda(let parameters, _): return parameters.count == 1 ? Self.word(parameters[0]) : nil
            case .special(.measure(let name, _)): return Self.word(name)
            case .special(.staticMethodCall(let type, _, _)): return type.parts.first.flatMap(Self.word)
            default:
                guard let left = first.leftOperand else { return nil }
                first = left
            }
        }
    }

    /// What is printed first, where that is another expression.
    private var leftOperand: Expression? {
        switch kind {
        case .or(let operands), .and(let operands), .concatenation(let operands): operands.first
        case .arithmetic(let chain): chain.first
        case .comparison(_, let left, _), .quantifiedComparison(_, let left, _, _), .isNull(let left, _),
            .isDistinctFrom(let left, _, _), .inList(let left, _, _), .inSubquery(let left, _, _),
            .subscriptAccess(let left, _), .field(let left, _), .atTimeZone(let left, _),
            .special(.truthTest(let left, _, _)), .special(.methodCall(let left, _, _)):
            left
        case .between(let between): between.value
        case .like(let like): like.value
        case .special(.match(let match)): match.value
        default: nil
        }
    }

    private static func word(_ name: Identifier) -> String? { name.isQuoted ? nil : name.canonical }

    /// The number of the first `?`, subqueries included.
    fileprivate var firstParameter: Int? {
        var first: Int?
        forEachExpression { expression in
            if case .parameter(let number) = expression.kind { first = min(first ?? number, number) }
        }
        return first
    }
}
