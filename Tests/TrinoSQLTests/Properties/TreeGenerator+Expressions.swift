import TrinoSQL

extension TreeGenerator {
    mutating func expression() -> Expression {
        guard depth > 0 else { return leaf() }
        return deeper { generator in
            switch generator.number(0...99) {
            case 0..<30: generator.leaf()
            case 30..<60: generator.operation()
            case 60..<80: Expression(.function(generator.call()))
            case 80..<92: generator.form()
            default: Expression(.special(generator.specialForm()))
            }
        }
    }

    // MARK: Leaves

    mutating func leaf() -> Expression {
        switch number(0...19) {
        case 0: Expression(.null)
        case 1: Expression(.boolean(chance(50)))
        case 2, 3: Expression(.integer(pick(["0", "1", "42", "1_000", "0x1F", "0o17", "0b11"])))
        case 4: Expression(.decimal(pick(["1.5", ".5", "1.", "123456789012345678901234567890.12"])))
        case 5: Expression(.double(pick(["1E5", "1.5e-3", ".5E+2"])))
        case 6, 7: Expression(.string(string()))
        case 8: Expression(.binary(pick(["", "65", "0AFF"])))
        case 9: typed()
        case 10: Expression(.interval(interval()))
        case 11: currentValue()
        case 12: parameter()
        default: Expression(.column(name()))
        }
    }

    private mutating func parameter() -> Expression { Expression(.parameter(0)) }

    private mutating func typed() -> Expression {
        let text = string()
        if chance(30) {
            return Expression(
                .typed(DataType(.dateTime(pick([.time, .timestamp]), precision: nil, withTimeZone: false)), text))
        }
        return Expression(
            .typed(DataType(.named(Identifier(pick(["date", "decimal", "json", "char", "bigint"])), [])), text))
    }

    mutating func interval() -> IntervalLiteral {
        let (from, to): (IntervalField, IntervalField?) = pick([
            (.year, nil), (.month, nil), (.day, nil), (.hour, nil), (.minute, nil), (.second, nil), (.year, .month),
            (.day, .second), (.hour, .minute),
        ])
        return IntervalLiteral(
            isNegative: chance(20), value: StringLiteral(pick(["1", "30", "1-2"])), from: from, to: to)
    }

    private mutating func currentValue() -> Expression {
        let name = pick(CurrentValue.Name.allCases)
        switch name {
        case .currentTime, .currentTimestamp, .localTime, .localTimestamp:
            return Expression(.currentValue(CurrentValue(name, precision: maybe { $0.number(0...12) })))
        default:
            return Expression(.currentValue(CurrentValue(name)))
        }
    }

    // MARK: Operators

    private mutating func operation() -> Expression {
        switch number(0...16) {
        case 0: return chain(.and)
        case 1: return chain(.or)
        case 2: return Expression(.not(expression()))
        case 3: return .comparison(expression(), pick(ComparisonOperator.allCases), expression())
        case 4:
            return Expression(
                .quantifiedComparison(
                    pick(ComparisonOperator.allCases), expression(), pick(Quantifier.allCases), query()))
        case 5: return Expression(.isNull(expression(), negated: chance(50)))
        case 6: return Expression(.isDistinctFrom(expression(), expression(), negated: chance(50)))
        case 7:
            return Expression(
                .between(
                    Between(
                        expression(), low: expression(), high: expression(), isNegated: chance(30),
                        isSymmetric: chance(20))))
        case 8: return Expression(.inList(expression(), list(2...4) { $0.expression() }, negated: chance(30)))
        case 9: return Expression(.inSubquery(expression(), queryAfterIn(), negated: chance(30)))
        case 10:
            return Expression(
                .like(
                    Like(
                        expression(), pattern: expression(), escape: maybe(30) { $0.expression() },
                        isNegated: chance(30))))
        case 11: return chain(.concatenation)
        case 12: return arithmetic(additive: true)
        case 13: return arithmetic(additive: false)
        case 14: return Expression(.sign(pick([.plus, .minus]), expression()))
        case 15: return Expression(.atTimeZone(expression(), atTimeZone()))
        default: return access()
        }
    }

    private enum ChainKind { case and, or, concatenation }

    /// A flat chain: the parser never leaves a chain of the same kind inside one.
    private mutating func chain(_ kind: ChainKind) -> Expression {
        let operands = list(2...4) { $0.expression() }
        switch kind {
        case .and:
            return Expression(
                .and(operands.map { operand in if case .and = operand.kind { .column("a") } else { operand } }))
        case .or:
            return Expression(
                .or(operands.map { operand in if case .or = operand.kind { .column("a") } else { operand } }))
        case .concatenation:
            return Expression(
                .concatenation(
                    operands.map { operand in if case .concatenation = operand.kind { .column("a") } else { operand } })
            )
        }
    }

    private mutating func arithmetic(additive: Bool) -> Expression {
        let operators: [ArithmeticOperator] = additive ? [.add, .subtract] : [.multiply, .divide, .modulus]
        var first = expression()
        if case .arithmetic(let inner) = first.kind, inner.rest[0].operation.isAdditive == additive {
            first = .column("a")
        }
        return Expression(
            .arithmetic(ArithmeticChain(first, list(1...3) { .init($0.pick(operators), $0.expression()) })))
    }

    private mutating func atTimeZone() -> AtTimeZone {
        switch number(0...3) {
        case 0: .local
        case 1: .zone(Expression(.interval(interval())))
        default: .zone(Expression(.string(string())))
        }
    }

    private mutating func access() -> Expression {
        if chance(50) { return Expression(.subscriptAccess(expression(), expression())) }
        var base = expression()
        if case .column = base.kind { base = Expression(.subscriptAccess(base, .integer(1))) }
        return Expression(.field(base, identifier()))
    }

    // MARK: Calls

    mutating func call() -> FunctionCall {
        let name = QualifiedName(
            list(1...2) { Identifier($0.pick(["f", "sum", "Lower", "date_trunc", "if", "coalesce"])) })
        if chance(10) {
            return FunctionCall(
                name, isStar: true, filter: maybe(30) { $0.expression() }, over: maybe(30) { $0.window() })
        }
        let arguments = list(0...3) { FunctionCall.Argument($0.argument()) }
        let over = maybe(25) { $0.window() }
        return FunctionCall(
            name, arguments, isDistinct: !arguments.isEmpty && chance(15),
            orderBy: arguments.isEmpty ? [] : list(0...1) { $0.sortItem() },
            filter: maybe(10) { $0.expression() },
            nullTreatment: over == nil ? nil : maybe(20) { $0.pick([.ignore, .respect]) }, over: over,
            processingMode: over == nil ? maybe(5) { $0.pick([.running, .final]) } : nil)
    }

    private mutating func argument() -> Expression {
        guard chance(12) else { return expression() }
        return Expression(
            .lambda(list(pick([0...0, 1...1, 2...2])) { Identifier($0.pick(["x", "y", "k"])) }, expression()))
    }

    // MARK: Forms

    private mutating func form() -> Expression {
        switch number(0...8) {
        case 0: return Expression(.caseWhen(caseExpression()))
        case 1, 2: return Expression(.cast(expression(), type(), isTry: chance(20)))
        case 3: return Expression(.extract(Identifier(pick(["year", "month", "day", "timezone_hour"])), expression()))
        case 4: return Expression(.array(list(0...3) { $0.expression() }))
        case 5: return Expression(.row(rowElements()))
        case 6: return Expression(.exists(query()))
        case 7: return Expression(.subquery(query()))
        default: return leaf()
        }
    }

    private mutating func rowElements() -> [RowElement] {
        if chance(30) { return list(1...3) { RowElement($0.expression(), name: $0.maybe { $0.identifier() }) } }
        return list(2...3) { RowElement($0.expression()) }
    }

    private mutating func caseExpression() -> CaseExpression {
        let operand = maybe(40) { $0.expression() }
        let hasOperand = operand != nil
        return CaseExpression(
            operand: operand,
            branches: list(1...3) { generator in
                let isPartial = hasOperand && generator.chance(40)
                return .init(
                    when: isPartial ? generator.partialPredicate() : generator.expression(),
                    then: generator.expression())
            },
            otherwise: maybe { $0.expression() })
    }

    /// What may follow WHEN in a CASE with an operand: a predicate without its left side.
    private mutating func partialPredicate() -> Expression {
        let operand = Expression(.special(.caseOperand))
        switch number(0...7) {
        case 0: return .comparison(operand, pick(ComparisonOperator.allCases), expression())
        case 1:
            return Expression(
                .quantifiedComparison(
                    pick(ComparisonOperator.allCases), operand, pick(Quantifier.allCases), query()))
        case 2: return Expression(.isNull(operand, negated: chance(50)))
        case 3: return Expression(.isDistinctFrom(operand, expression(), negated: chance(50)))
        case 4: return Expression(.between(Between(operand, low: expression(), high: expression())))
        case 5: return Expression(.inList(operand, list(1...3) { $0.expression() }, negated: chance(30)))
        case 6: return Expression(.inSubquery(operand, queryAfterIn(), negated: chance(30)))
        default: return Expression(.like(Like(operand, pattern: expression(), isNegated: chance(30))))
        }
    }
}
