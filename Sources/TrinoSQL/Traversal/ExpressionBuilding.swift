// Short ways to build expressions: `.call("sum", [.column("price")])`, `.conjunction(filters)`.
extension Expression {
    /// A column by its name's parts; parts that need quotes get them when printed.
    public static func column(_ parts: String...) -> Expression {
        Expression(.column(QualifiedName(parts.map { Identifier($0) })))
    }

    /// A column by its name.
    public static func column(_ name: QualifiedName) -> Expression { Expression(.column(name)) }

    public static let null = Expression(.null)

    public static func boolean(_ value: Bool) -> Expression { Expression(.boolean(value)) }

    public static func string(_ value: String) -> Expression { Expression(.string(StringLiteral(value))) }

    /// A whole number; a negative one is a sign in front of its digits, as the parser reads it.
    public static func integer(_ value: Int) -> Expression {
        let digits = Expression(.integer(String(value.magnitude)))
        return value < 0 ? Expression(.sign(.minus, digits)) : digits
    }

    /// `DATE '2020-01-01'` and its like.
    public static func typed(_ type: String, _ text: String) -> Expression {
        let kind: DataType.Kind =
            switch type.lowercased() {
            case "time": .dateTime(.time, precision: nil, withTimeZone: false)
            case "timestamp": .dateTime(.timestamp, precision: nil, withTimeZone: false)
            default: .named(Identifier(type), [])
            }
        return Expression(.typed(DataType(kind), StringLiteral(text)))
    }

    public static func call(_ name: String, _ arguments: [Expression] = [], isDistinct: Bool = false) -> Expression {
        Expression(.function(FunctionCall(QualifiedName(name), arguments.map { .init($0) }, isDistinct: isDistinct)))
    }

    /// `count(*)`
    public static var countStar: Expression {
        Expression(.function(FunctionCall(QualifiedName("count"), isStar: true)))
    }

    public static func cast(_ value: Expression, to type: DataType, isTry: Bool = false) -> Expression {
        Expression(.cast(value, type, isTry: isTry))
    }

    public static func comparison(
        _ left: Expression, _ operation: ComparisonOperator, _ right: Expression
    ) -> Expression {
        Expression(.comparison(operation, left, right))
    }

    /// `left operation right`; a left side that is a chain of the same precedence is made longer rather than nested, which says
    /// the same since such chains are read from left to right.
    public static func binary(_ left: Expression, _ operation: ArithmeticOperator, _ right: Expression) -> Expression {
        let link = ArithmeticChain.Link(operation, right)
        if case .arithmetic(var chain) = left.kind,
            chain.rest.allSatisfy({ $0.operation.isAdditive == operation.isAdditive })
        {
            chain.rest.append(link)
            return Expression(.arithmetic(chain), position: left.position)
        }
        return Expression(.arithmetic(ArithmeticChain(left, [link])))
    }

    public static func subquery(_ query: Query) -> Expression { Expression(.subquery(query)) }

    /// All of the conditions: ANDs among them are opened up, one alone is itself, none is `true`.
    public static func conjunction(_ conditions: [Expression]) -> Expression {
        let flat = conditions.flatMap(\.conjuncts)
        guard let first = flat.first else { return .boolean(true) }
        return flat.count == 1 ? first : Expression(.and(flat), position: first.position)
    }

    /// Any of the conditions: ORs among them are opened up, one alone is itself, none is `false`.
    public static func disjunction(_ conditions: [Expression]) -> Expression {
        let flat = conditions.flatMap(\.disjuncts)
        guard let first = flat.first else { return .boolean(false) }
        return flat.count == 1 ? first : Expression(.or(flat), position: first.position)
    }

    /// The conditions that must all hold for this one to hold: the operands of an AND, nested ones opened up; else itself.
    public var conjuncts: [Expression] {
        guard case .and(let operands) = kind else { return [self] }
        return operands.flatMap(\.conjuncts)
    }

    /// The conditions of which one must hold: the operands of an OR, nested ones opened up; else itself.
    public var disjuncts: [Expression] {
        guard case .or(let operands) = kind else { return [self] }
        return operands.flatMap(\.disjuncts)
    }

    /// This expression's negation; a `NOT` in front is taken away rather than doubled.
    public var negated: Expression {
        if case .not(let operand) = kind { return operand }
        return Expression(.not(self), position: position)
    }
}
