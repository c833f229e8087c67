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

    // MARK: Operators

    func requireBoolean(_ type: SQLType?, _ what: String, _ position: SourcePosition) throws(ResolutionError) {
        guard let type, type != .boolean, type != .unknown else { return }
        try doubt(.typeMismatch, "\(what) must evaluate to a boolean: actual type \(type)", position)
    }

    /// Notes where a coercion reads the session's time zone.
    func noteCoercion(_ from: SQLType?, to target: SQLType?, _ position: SourcePosition) {
        guard let from, let target, Coercion.dependsOnZone(from, to: target) else { return }
        unstable(.timeZone, "\(from) taken as \(target)", position)
    }

    private func compare(
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

    private func typeOf(_ like: Like, _ context: ExpressionContext) throws(ResolutionError) -> SQLType {
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

    private func typeOfConcatenation(
        _ operands: [Expression], _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        var result: SQLType?
        for (index, operand) in operands.enumerated() {
            let type = try analyze(operand, context)
            if index == 0 {
                result = type
            } else if let left = result, let right = type {
                result = OperatorTypes.concatenation(left, right)
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

    private func typeOf(_ chain: ArithmeticChain, _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        var result = try analyze(chain.first, context)
        for link in chain.rest {
            let right = try analyze(link.operand, context)
            guard let left = result, let right else {
                result = nil
                continue
            }
            result = OperatorTypes.arithmetic(left, link.operation, right)
            if result == nil {
                try doubt(
                    .typeMismatch, "Cannot apply operator: \(left) \(link.operation.rawValue) \(right)",
                    link.operand.position)
            }
        }
        return result
    }

    private func typeOfSign(
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

    private func typeOfZoneChange(
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
        case .time(let precision, _)?: result = .time(precision: precision, withTimeZone: true)
        case nil: return nil
        case let other?:
            try doubt(.typeMismatch, "AT TIME ZONE takes a time or a timestamp, not \(other)", position)
            return nil
        }
        noteCoercion(type, to: result, position)
        return result
    }

    private func typeOfElement(
        _ base: Expression, _ index: Expression, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let type = try analyze(base, context)
        try analyze(index, context)
        guard let type else { return nil }
        if type == .named("variant", []) { return type }
        let result = OperatorTypes.element(of: type, at: index.ordinal)
        if result == nil { try doubt(.typeMismatch, "Cannot use subscript on \(type)", position) }
        return result
    }

    private func typeOf(
        _ form: CaseExpression, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        var inner = context
        if let operand = form.operand { inner.caseOperand = try analyze(operand, context) }
        var results: [SQLType?] = []
        for branch in form.branches {
            let condition = try analyze(branch.condition, inner)
            if form.operand == nil {
                try requireBoolean(condition, "CASE WHEN clause", branch.condition.position)
            } else if !branch.condition.holdsCaseOperand {
                try compare(inner.caseOperand, condition, "=", branch.condition.position)
            }
            results.append(try analyze(branch.result, context))
        }
        if let otherwise = form.otherwise { results.append(try analyze(otherwise, context)) }
        return try unify(results, "All CASE results", position)
    }

    /// The common type of expressions that must agree, or nil.
    func commonType(
        _ expressions: [Expression], _ context: ExpressionContext, _ what: String, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        var found: [SQLType?] = []
        for expression in expressions { found.append(try analyze(expression, context)) }
        return try unify(found, what, position)
    }

    private func unify(
        _ found: [SQLType?], _ what: String, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let known = found.compactMap { $0 }
        guard known.count == found.count else { return nil }
        guard let common = Coercion.commonSuperType(of: known) else {
            try doubt(
                .typeMismatch,
                "\(what) must be the same type or coercible to a common type: "
                    + Set(known.map(\.description)).sorted().joined(separator: ", "), position)
            return nil
        }
        for type in known { noteCoercion(type, to: common, position) }
        return common
    }

    // MARK: Forms

    private func typeOfCast(
        _ value: Expression, _ type: DataType, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let from = try analyze(value, context)
        do throws(TypeError) {
            let target = try SQLType(type)
            // Text may name its zone; a literal that does needs no other.
            if target.hasTimeZone, let from, !from.hasTimeZone, from != .unknown {
                unstable(.timeZone, "CAST(\(from) AS \(target))", position)
            }
            return target
        } catch {
            throw ResolutionError(.unknownType, error.message, hint: error.hint, position: position)
        }
    }

    private static let extractFields: Set<String> = [
        "year", "quarter", "month", "week", "day", "day_of_month", "day_of_week", "dow", "day_of_year", "doy",
        "year_of_week", "yow", "hour", "minute", "second", "timezone_hour", "timezone_minute",
    ]

    private func typeOfExtract(
        _ field: Identifier, _ value: Expression, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType {
        guard Self.extractFields.contains(field.canonical) else {
            throw ResolutionError(
                .invalid, "Invalid EXTRACT field: \(field.text)",
                hint: Spelling.hint(for: field.canonical, among: Self.extractFields), position: position)
        }
        let type = try analyze(value, context)
        if let type, !type.isDateOrTime, !type.isInterval, type != .unknown {
            try doubt(
                .typeMismatch, "Type of argument to extract must be a date, time, timestamp or interval, not \(type)",
                position)
        }
        return .bigint
    }

    private func typeOfRow(_ elements: [RowElement], _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        var fields: [SQLType.Field] = []
        var isKnown = true
        for element in elements {
            if let type = try analyze(element.value, context) {
                fields.append(.init(name: element.name?.text, type: type))
            } else {
                isKnown = false
            }
        }
        return isKnown ? .row(fields) : nil
    }

    private func field(
        _ name: Identifier, of type: SQLType?, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        guard let type else { return nil }
        guard case .row(let fields) = type else {
            throw ResolutionError(.typeMismatch, "Expression \(name.text) is not of type ROW", position: position)
        }
        guard let field = fields.first(where: { $0.name?.lowercased() == name.canonical }) else {
            throw ResolutionError(
                .unknownColumn, "Column '\(name.text)' cannot be resolved",
                hint: Spelling.hint(for: name.canonical, among: fields.compactMap(\.name)), position: position)
        }
        return field.type
    }

    /// The type of a subquery's value: its only column's, or a row of them.
    func analyzeScalar(_ query: Query, _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
        let columns = try analyze(query, outer: context.scope, names: context.names)
        for column in columns { column.demand.need() }
        if columns.count == 1 { return columns[0].type }
        let fields = columns.compactMap { column in column.type.map { SQLType.Field(name: column.name, type: $0) } }
        return fields.count == columns.count ? .row(fields) : nil
    }
}

extension Expression {
    /// Whether it is the rest of a predicate on the operand of a simple CASE.
    fileprivate var holdsCaseOperand: Bool {
        contains(includingSubqueries: false) { expression in
            if case .special(.caseOperand) = expression.kind { true } else { false }
        }
    }
}
