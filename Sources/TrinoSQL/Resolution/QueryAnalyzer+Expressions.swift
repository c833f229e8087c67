// The types of expressions.
extension QueryAnalyzer {
    /// What has been found of an expression's type.
    func type(of expression: Expression) -> SQLType? { types[expression.position.node] }

    /// Analyses an expression and all below it, and records their types.
    @discardableResult
    func analyze(_ expression: Expression, _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        let type = try typeOf(expression, context)
        types[expression.position.node] = type
        return type
    }

    // The forms are told apart in several small functions rather than in one, so that a deep tree takes little stack.
    private func typeOf(_ expression: Expression, _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        switch expression.kind {
        case .null, .boolean, .integer, .decimal, .double, .string, .binary, .typed, .interval, .parameter:
            return try typeOfLiteral(expression)
        case .column, .field, .currentValue, .subscriptAccess: return try typeOfAccess(expression, context)
        case .or, .and, .not: return try typeOfLogic(expression, context)
        case .comparison, .quantifiedComparison, .isNull, .isDistinctFrom, .between, .inList, .inSubquery, .like,
            .exists:
            return try typeOfPredicate(expression, context)
        case .concatenation, .arithmetic, .sign, .atTimeZone: return try typeOfOperator(expression, context)
        case .function: return try typeOfCall(expression, context)
        case .special: return try typeOfSpecial(expression, context)
        case .caseWhen, .cast, .extract, .lambda, .array, .row, .subquery: return try typeOfForm(expression, context)
        }
    }

    private func typeOfAccess(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        let position = expression.position
        switch expression.kind {
        case .column(let name): return try bind(name, expression, context)
        case .field(let base, let name): return try field(name, of: analyze(base, context), position)
        case .subscriptAccess(let base, let index): return try typeOfElement(base, index, context, position)
        case .currentValue(let value): return typeOf(value, position)
        default: return nil
        }
    }

    private func typeOfLogic(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        switch expression.kind {
        case .or(let operands), .and(let operands):
            for operand in operands {
                try requireBoolean(analyze(operand, context), "Logical expression term", operand.position)
            }
        case .not(let operand):
            try requireBoolean(analyze(operand, context), "Value of logical NOT expression", operand.position)
        default: return nil
        }
        return .boolean
    }

    private func typeOfPredicate(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        let position = expression.position
        switch expression.kind {
        case .comparison(let operation, let left, let right):
            try compare(analyze(left, context), analyze(right, context), operation.rawValue, position)
        case .quantifiedComparison(let operation, let value, _, let query):
            try compare(analyze(value, context), analyzeScalar(query, context), operation.rawValue, position)
        case .isNull(let operand, _): try analyze(operand, context)
        case .isDistinctFrom(let left, let right, _):
            try compare(analyze(left, context), analyze(right, context), "IS DISTINCT FROM", position)
        case .between(let between):
            let value = try analyze(between.value, context)
            try compare(value, analyze(between.low, context), "BETWEEN", position)
            try compare(value, analyze(between.high, context), "BETWEEN", position)
        case .inList(let value, let items, _):
            let type = try analyze(value, context)
            for item in items { try compare(type, analyze(item, context), "IN", item.position) }
        case .inSubquery(let value, let query, _):
            try compare(analyze(value, context), analyzeScalar(query, context), "IN", position)
        case .like(let like): return try typeOf(like, context)
        case .exists(let query): _ = try analyze(query, outer: context.scope, names: context.names)
        default: return nil
        }
        return .boolean
    }

    private func typeOfOperator(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        switch expression.kind {
        case .concatenation(let operands): return try typeOfConcatenation(operands, context)
        case .arithmetic(let chain): return try typeOf(chain, context)
        case .sign(_, let operand): return try typeOfSign(operand, context, expression.position)
        case .atTimeZone(let value, let zone): return try typeOfZoneChange(value, zone, context, expression.position)
        default: return nil
        }
    }

    private func typeOfCall(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        guard case .function(let call) = expression.kind else { return nil }
        return try typeOf(call, expression, context)
    }

    private func typeOfSpecial(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        guard case .special(let form) = expression.kind else { return nil }
        return try typeOf(form, context, expression.position)
    }

    private func typeOfForm(
        _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        let position = expression.position
        switch expression.kind {
        case .caseWhen(let form): return try typeOf(form, context, position)
        case .cast(let value, let type, _): return try typeOfCast(value, type, context, position)
        case .extract(let field, let value): return try typeOfExtract(field, value, context, position)
        case .array(let items):
            return try commonType(items, context, "All ARRAY elements", position).map { .array($0) }
        case .row(let elements): return try typeOfRow(elements, context)
        case .subquery(let query): return try analyzeScalar(query, context)
        default:
            throw ResolutionError(
                .invalid, "Lambda expression should always be used inside a function", position: position)
        }
    }

    // MARK: Literals

    private func typeOfLiteral(_ expression: Expression) throws(ResolutionError) -> SQLType? {
        let position = expression.position
        switch expression.kind {
        case .null: return .unknown
        case .boolean: return .boolean
        case .integer(let text):
            if let type = LiteralTypes.integer(text) { return type }
            throw ResolutionError(
                .invalid, "Invalid numeric literal: \(text)",
                hint: "Whole numbers have 64 bits at most; for more write DECIMAL '...'", position: position)
        case .decimal(let text):
            if let type = LiteralTypes.decimal(text) { return type }
            throw ResolutionError(.invalid, "Invalid decimal literal: \(text)", position: position)
        case .double: return .double
        case .string(let literal): return LiteralTypes.string(literal)
        case .binary: return .varbinary
        case .interval(let literal): return LiteralTypes.interval(literal)
        case .typed(let type, let literal):
            do throws(TypeError) {
                return try LiteralTypes.typed(type, literal)
            } catch {
                throw ResolutionError(.unknownType, error.message, hint: error.hint, position: position)
            }
        default:
            note("The type of a parameter is known only when it is given", position)
            return nil
        }
    }

    private func typeOf(_ value: CurrentValue, _ position: SourcePosition) -> SQLType {
        let digits = value.precision ?? 3
        switch value.name {
        case .currentUser, .currentCatalog, .currentSchema, .currentPath:
            unstable(.session, value.name.rawValue, position)
            return .varchar(nil)
        default: break
        }
        unstable(.clock, value.name.rawValue, position)
        unstable(.timeZone, value.name.rawValue, position)
        switch value.name {
        case .currentDate: return .date
        case .currentTime: return .time(precision: digits, withTimeZone: true)
        case .localTime: return .time(precision: digits, withTimeZone: false)
        case .localTimestamp: return .timestamp(precision: digits, withTimeZone: false)
        default: return .timestamp(precision: digits, withTimeZone: true)
        }
    }
}
