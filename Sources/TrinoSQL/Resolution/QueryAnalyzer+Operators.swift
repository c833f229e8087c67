// Operators: what they take and what they give.
extension QueryAnalyzer {
    func requireBoolean(_ type: SQLType?, _ what: String, _ position: SourcePosition) throws(ResolutionError) {
        guard let type, type != .boolean, type != .unknown else { return }
        try doubt(.typeMismatch, "\(what) must evaluate to a boolean: actual type \(type)", position)
    }

    /// Notes where a coercion reads the session's time zone.
    func noteCoercion(_ from: SQLType?, to target: SQLType?, _ position: SourcePosition) {
        guard let from, let target, Coercion.dependsOnZone(from, to: target) else { return }
        unstable(.timeZone, "\(from) taken as \(target)", position)
    }

    func compare(
        _ left: SQLType?, _ right: SQLType?, _ operation: String, _ position: SourcePosition
    ) throws(ResolutionError) {
        guard let left, let right else { return }
        guard let common = Coercion.commonSuperType(left, right) else {
            try doubt(
                .typeMismatch, "Cannot apply operator: \(left) \(operation) \(right)",
                hint: left.isCharacter != right.isCharacter ? "CAST one side to the other's type" : nil, position)
            return
        }
        noteCoercion(left, to: common, position)
        noteCoercion(right, to: common, position)
    }

    func typeOf(_ like: Like, _ context: ExpressionContext) throws(ResolutionError) -> SQLType {
        let type = try analyze(like.value, context)
        if let type, !type.isCharacter, type != .unknown {
            try doubt(
                .typeMismatch, "Left side of LIKE expression must evaluate to a varchar (actual: \(type))",
                like.value.position)
        }
        try analyze(like.pattern, context)
        if let escape = like.escape { try analyze(escape, context) }
        return .boolean
    }

    func typeOfConcatenation(
        _ operands: [Expression], _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        var result: SQLType?
        for (index, operand) in operands.enumerated() {
            let type = try analyze(operand, context)
            if index == 0 {
                result = type
            } else if let left = result, let right = type {
                result = OperatorTypes.concatenation(left, right)
                if case .array(let element)? = result {
                    for side in [left, right] {
                        let wanted: SQLType = if case .array = side { .array(element) } else { element }
                        noteCoercion(side, to: wanted, operand.position)
                    }
                }
                if result == nil {
                    try doubt(
                        .typeMismatch, "Unexpected parameters (\(left), \(right)) for function concat",
                        hint: "CAST the operand to varchar", operand.position)
                }
            } else {
                result = nil
            }
        }
        return result
    }

    func typeOf(_ chain: ArithmeticChain, _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        var result = try analyze(chain.first, context)
        for link in chain.rest {
            let right = try analyze(link.operand, context)
            guard let left = result, let right else {
                result = nil
                continue
            }
            result = OperatorTypes.arithmetic(left, link.operation, right)
            if left.isDateOrTime, right.isDateOrTime, let common = Coercion.commonSuperType(left, right) {
                noteCoercion(left, to: common, link.operand.position)
                noteCoercion(right, to: common, link.operand.position)
            }
            if result == nil {
                try doubt(
                    .typeMismatch, "Cannot apply operator: \(left) \(link.operation.rawValue) \(right)",
                    link.operand.position)
            }
        }
        return result
    }

    func typeOfSign(
        _ operand: Expression, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        // 2^63 is a bigint only with its sign.
        if case .integer("9223372036854775808") = operand.kind {
            types[operand.position.node] = .bigint
            return .bigint
        }
        guard let type = try analyze(operand, context) else { return nil }
        let result = OperatorTypes.negation(type)
        if result == nil { try doubt(.typeMismatch, "Cannot apply operator: -\(type)", position) }
        return result
    }

    func typeOfZoneChange(
        _ value: Expression, _ zone: AtTimeZone, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let type = try analyze(value, context)
        switch zone {
        case .zone(let expression): try analyze(expression, context)
        case .local: unstable(.timeZone, "AT LOCAL", position)
        }
        let result: SQLType
        switch type {
        case .timestamp(let precision, _)?: result = .timestamp(precision: precision, withTimeZone: true)
        case .time(let precision, _)?:
            result = .time(precision: precision, withTimeZone: true)
            // A region's offset is that of the moment at which the query starts.
            unstable(.clock, "AT TIME ZONE of a time", position)
        case nil: return nil
        case let other?:
            try doubt(.typeMismatch, "AT TIME ZONE takes a time or a timestamp, not \(other)", position)
            return nil
        }
        noteCoercion(type, to: result, position)
        return result
    }

    func typeOfElement(
        _ base: Expression, _ index: Expression, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let type = try analyze(base, context)
        let place = try analyze(index, context)
        guard let type else { return nil }
        if case .map(let key, _) = type { noteCoercion(place, to: key, position) }
        if type == .named("variant", []) { return type }
        let result = OperatorTypes.element(of: type, at: index.ordinal)
        if result == nil { try doubt(.typeMismatch, "Cannot use subscript on \(type)", position) }
        return result
    }
}
