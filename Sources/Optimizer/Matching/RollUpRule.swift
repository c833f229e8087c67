import TrinoSQL

/// Finds how an aggregate over rows can be put together from aggregates over groups of them, exactly as Trino would answer.
///
/// | aggregate | kept for each group | read back as |
/// | --- | --- | --- |
/// | count(*), count(x), count_if(p) | itself | sum(c); coalesce(sum(c), 0) where there may be no row to count |
/// | sum of integers | sum as decimal(38,0), which can't overflow | CAST(sum(s) AS bigint) |
/// | sum of small constants, CASE ... THEN 1 ELSE 0 END | itself, bigint | sum(s) |
/// | sum of decimal(p,s) | itself, decimal(38,s) | sum(s) |
/// | sum of double or real | sum as double | sum(s), cast back |
/// | avg | sum and count(x) | sum(s) / sum(n), in avg's own type |
/// | min, max, bool_and, bool_or, every | itself | the same again |
///
/// Sources: Trino documentation, "Aggregate functions" and "Decimal functions and operators": avg of decimal(p,s) is
/// decimal(p,s), rounded half up; the quotient of decimal(38,s) and bigint has scale s and is rounded half up; sum of integers is
/// bigint and fails when it overflows, as the cast does. Every other aggregate is refused: approximate ones, those that depend on
/// order, and those whose parts can't be put together.
struct RollUpRule {
    let form: CanonicalForm
    /// Whether the SELECT gives rows for groups that no row is in: without GROUP BY, or with the grouping set of no key.
    let mayBeEmpty: Bool

    /// How to put an aggregate call together; nil where that can't be done exactly, or within tolerance for floating sums.
    func rollUp(_ expression: Expression) -> RollUp? {
        // check: plain-aggregates-roll-up
        guard case .function(let call) = expression.kind, call.over == nil, call.orderBy.isEmpty, !call.isDistinct,
            call.nullTreatment == nil, call.arguments.allSatisfy({ $0.name == nil })
        else { return nil }
        var filter: Expression?
        var outerFilter: Expression?
        if let written = call.filter {
            filter = form.form(of: written)
            if filter == nil { outerFilter = written }
        }
        let name = call.name.last.canonical
        guard call.name.parts.count == 1 else { return nil }
        var rollUp: RollUp?
        if call.isStar {
            rollUp = name == "count" ? count(nil, filter: filter, isFiltered: outerFilter != nil) : nil
        } else if call.arguments.count == 1, let argument = form.form(of: call.arguments[0].value) {
            let type = form.resolved.type(of: call.arguments[0].value)
            rollUp = self.rollUp(
                name, argument, type: type, result: form.resolved.type(of: expression), filter: filter,
                isFiltered: outerFilter != nil)
        }
        rollUp?.outerFilter = outerFilter
        return rollUp
    }

    private func rollUp(
        _ name: String, _ argument: Expression, type: SQLType?, result: SQLType?, filter: Expression?,
        isFiltered: Bool
    ) -> RollUp? {
        switch name {
        case "count": return count(argument, filter: filter, isFiltered: isFiltered)
        case "count_if":
            // The filter first: it may be what the argument is not to be computed without.
            let condition = Expression.conjunction((filter.map { [$0] } ?? []) + [argument])
            return count(nil, filter: condition, isFiltered: isFiltered)
        case "sum": return type.flatMap { sum(argument, type: $0, filter: filter) }
        case "avg": return type.flatMap { average(argument, type: $0, filter: filter) }
        case "min", "max", "bool_and", "bool_or", "every":
            guard let result, !result.holdsZone, result.isOrderable || result == .boolean, !result.isNested else {
                return nil
            }
            let measure = self.measure(name, argument, filter: filter, type: result)
            return RollUp(measures: [measure], value: { .call(name, [$0[0]]) }, addsFloating: nil)
        default:
            return nil
        }
    }

    // MARK: - One by one

    private func count(_ argument: Expression?, filter: Expression?, isFiltered: Bool) -> RollUp {
        let needsZero = mayBeEmpty || isFiltered
        return RollUp(
            measures: [counting(argument, filter: filter)],
            value: { columns in
                let sum = Expression.call("sum", [columns[0]])
                return needsZero ? .call("coalesce", [sum, .integer(0)]) : sum
            }, addsFloating: nil)
    }

    private func counting(_ argument: Expression?, filter: Expression?) -> Measure {
        if let argument { return measure("count", argument, filter: filter, type: .bigint) }
        var call = FunctionCall(QualifiedName("count"), isStar: true)
        call.filter = filter
        return Measure(
            definition: Expression(.function(call)), type: .bigint,
            suggestedName: filter == nil ? "row_count" : "row_count_where")
    }

    private func sum(_ argument: Expression, type: SQLType, filter: Expression?) -> RollUp? {
        guard let part = summing(argument, type: type, filter: filter) else { return nil }
        let addsFloating = type.isFloatingPoint ? argument : nil
        switch type {
        case .tinyint, .smallint, .integer,
            .bigint where part.type != .bigint:
            return RollUp(
                measures: [part], value: { .cast(.call("sum", [$0[0]]), to: DataType(.bigint)) }, addsFloating: nil)
        case .real:
            return RollUp(
                measures: [part], value: { .cast(.call("sum", [$0[0]]), to: DataType(.real)) },
                addsFloating: addsFloating)
        default:
            return RollUp(measures: [part], value: { .call("sum", [$0[0]]) }, addsFloating: addsFloating)
        }
    }

    private func average(_ argument: Expression, type: SQLType, filter: Expression?) -> RollUp? {
        guard let part = summing(argument, type: type, filter: filter) else { return nil }
        let parts = [part, measure("count", argument, filter: filter, type: .bigint)]
        switch type {
        case .decimal:
            return RollUp(
                measures: parts,
                value: {
                    .cast(.binary(.call("sum", [$0[0]]), .divide, .call("sum", [$0[1]])), to: DataType(type))
                }, addsFloating: nil)
        case .double, .real:
            return RollUp(
                measures: parts,
                value: {
                    let quotient = Expression.binary(.call("sum", [$0[0]]), .divide, .call("sum", [$0[1]]))
                    return type == .real ? .cast(quotient, to: DataType(.real)) : quotient
                }, addsFloating: argument)
        default:
            // Trino adds the integers up as double; the quotient is the same as long as they stay exact there.
            return RollUp(
                measures: parts,
                value: {
                    .binary(
                        .cast(.call("sum", [$0[0]]), to: DataType(.double)), .divide,
                        .cast(.call("sum", [$0[1]]), to: DataType(.double)))
                }, addsFloating: argument)
        }
    }

    /// The sum that is kept: wide enough that filling the table can't overflow.
    private func summing(_ argument: Expression, type: SQLType, filter: Expression?) -> Measure? {
        switch type {
        case .tinyint, .smallint, .integer, .bigint:
            // Small constants can't overflow bigint, however many rows there are.
            if let bound = WholeNumberBounds().largest(argument), bound <= 1_000_000 {
                return measure("sum", argument, filter: filter, type: .bigint)
            }
            let wide = SQLType.decimal(precision: 38, scale: 0)
            return measure("sum", .cast(argument, to: DataType(wide)), filter: filter, type: wide, of: argument)
        case .decimal(_, let scale):
            return measure("sum", argument, filter: filter, type: .decimal(precision: 38, scale: scale))
        case .double:
            return measure("sum", argument, filter: filter, type: .double)
        case .real:
            return measure("sum", .cast(argument, to: DataType(.double)), filter: filter, type: .double, of: argument)
        default:
            return nil
        }
    }

    private func measure(
        _ name: String, _ argument: Expression, filter: Expression?, type: SQLType, of source: Expression? = nil
    ) -> Measure {
        var call = FunctionCall(QualifiedName(name), [.init(argument)])
        call.filter = filter
        var suggestion = name
        if case .column(let column) = (source ?? argument).kind { suggestion += "_" + column.last.canonical }
        if filter != nil { suggestion += "_where" }
        return Measure(definition: Expression(.function(call)), type: type, suggestedName: suggestion)
    }
}

extension SQLType {
    /// Whether values are made of other values.
    var isNested: Bool {
        switch self {
        case .array, .map, .row: true
        default: false
        }
    }
}
