// CASE, CAST, EXTRACT, rows and subqueries as values.
extension QueryAnalyzer {
    func typeOf(
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

    func unify(
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

    func typeOfCast(
        _ value: Expression, _ type: DataType, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let from = try analyze(value, context)
        do throws(TypeError) {
            let target = try SQLType(type)
            if let from {
                let what = "CAST(\(from) AS \(target))"
                if SessionCast.takesZone(from, target) { unstable(.timeZone, what, position) }
                if SessionCast.takesToday(from, target) { unstable(.clock, what, position) }
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

    func typeOfExtract(
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

    func typeOfRow(_ elements: [RowElement], _ context: ExpressionContext) throws(ResolutionError) -> SQLType? {
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

    func field(
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
