/// How tightly an expression's form binds, from the weakest to the strongest.
///
/// Source: the order of alternatives in Trino's grammar (`booleanExpression`, `predicate`, `valueExpression`,
/// `primaryExpression`): `||` binds weaker than `+`, a sign weaker than `AT TIME ZONE`, and no comparison takes another one as
/// its operand without parentheses.
enum Binding: Int, Comparable {
    /// Only a lambda, whose body reaches as far as it can.
    case expression
    case or
    case and
    case not
    case predicate
    case concatenation
    case additive
    case multiplicative
    case sign
    case atTimeZone
    case primary

    static func < (left: Binding, right: Binding) -> Bool { left.rawValue < right.rawValue }

    /// What an operand of a predicate must bind at least like: Trino's `valueExpression`.
    static let value = Binding.concatenation

    /// What an operand of this form must bind like to need no parentheses, if the form does not nest in itself.
    var tighter: Binding { Binding(rawValue: rawValue + 1) ?? .primary }

    init(of expression: Expression) {
        switch expression.kind {
        case .lambda: self = .expression
        case .or: self = .or
        case .and: self = .and
        case .not: self = .not
        case .comparison, .quantifiedComparison, .isNull, .isDistinctFrom, .between, .inList, .inSubquery, .like:
            self = .predicate
        case .special(.truthTest), .special(.match): self = .predicate
        case .concatenation: self = .concatenation
        case .arithmetic(let chain): self = Binding(of: chain)
        case .sign: self = .sign
        case .atTimeZone: self = .atTimeZone
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .parameter, .column,
            .field, .subscriptAccess, .caseWhen, .cast, .extract, .function, .currentValue, .special, .array, .row,
            .exists, .subquery:
            self = .primary
        }
    }

    init(of chain: ArithmeticChain) {
        self = chain.rest.first?.operation.isAdditive == false ? .multiplicative : .additive
    }
}
