// Calls: functions, aggregates, windows, and forms with a grammar of their own.
extension QueryAnalyzer {
    func typeOf(
        _ call: FunctionCall, _ expression: Expression, _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        var inner = context
        if call.over == nil, resolver.functions.isAggregate(call.name.last.canonical) { inner.isInsideAggregate = true }
        let arguments = try analyzeArguments(of: call, inner)
        try analyzeClauses(of: call, inner, around: context)
        return try resultType(of: call, arguments, inner, expression.position)
    }

    private func analyzeArguments(
        of call: FunctionCall, _ context: ExpressionContext
    ) throws(ResolutionError) -> [FunctionArgument] {
        var arguments: [FunctionArgument] = []
        for argument in call.arguments {
            if case .lambda(let parameters, _) = argument.value.kind {
                arguments.append(.lambda(parameters.count))
            } else {
                arguments.append(.value(try analyze(argument.value, context)))
            }
        }
        return arguments
    }

    private func analyzeClauses(
        of call: FunctionCall, _ inner: ExpressionContext, around context: ExpressionContext
    ) throws(ResolutionError) {
        for item in call.orderBy { try analyze(item.key, inner) }
        if let filter = call.filter { try requireBoolean(analyze(filter, inner), "FILTER clause", filter.position) }
        if let over = call.over { try analyze(over, context) }
    }

    private func resultType(
        of call: FunctionCall, _ arguments: [FunctionArgument], _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        let name = call.name.last.canonical
        if call.name.parts.count == 1, let type = context.names.inlineFunctions[name] {
            unstable(.unknown, "\(name)(), which the query defines", position)
            return type
        }
        if resolver.functions.isWindowOnly(name), call.over == nil {
            throw ResolutionError(
                .misplacedWindow, "Window function \(name) requires an OVER clause",
                hint: "\(name)(...) OVER (PARTITION BY ... ORDER BY ...)", position: position)
        }
        guard let found = try choose(call, arguments, context, position) else { return nil }
        functions[position.node] = found
        for (argument, wanted) in zip(call.arguments, found.parameterTypes) {
            noteCoercion(type(of: argument.value), to: wanted, argument.value.position)
        }
        noteTraits(of: found.function, call, position)
        if found.function.name == "nullif", call.arguments.count == 2 {
            // It compares as `=` does, and gives the first as it is.
            try compare(type(of: call.arguments[0].value), type(of: call.arguments[1].value), "=", position)
        }
        if found.resultType == nil, !arguments.contains(.value(nil)) {
            note("The result type of \(found.function) can't be told from its arguments", position)
        }
        return found.resultType
    }

    private func choose(
        _ call: FunctionCall, _ arguments: [FunctionArgument], _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> ResolvedFunction? {
        let name = call.name.last.canonical
        let isBuiltin = call.name.parts.count == 1 || call.name.canonical.starts(with: ["system", "builtin"])
        var failure: ResolutionError?
        var seen: Set<Int> = []
        let bodyType: (Int, [SQLType?]) -> SQLType? = { index, types in
            seen.insert(index)
            do throws(ResolutionError) {
                return try self.analyzeLambda(call.arguments[index].value, types, context)
            } catch {
                failure = failure ?? error
                return nil
            }
        }
        var found: ResolvedFunction?
        do throws(FunctionMismatch) {
            guard isBuiltin else { throw .unknownFunction }
            found = try resolver.functions.match(
                name, arguments, kinds: call.over == nil ? [.scalar, .aggregate] : [.aggregate, .window],
                lambda: bodyType)
        } catch {
            // Names inside lambdas are looked up all the same.
            for (index, argument) in arguments.enumerated() {
                if case .lambda(let count) = argument, !seen.contains(index) {
                    _ = bodyType(index, Array(repeating: nil, count: count))
                }
            }
            try report(error, call, arguments, position)
        }
        if let failure { throw failure }
        return found
    }

    private func report(
        _ mismatch: FunctionMismatch, _ call: FunctionCall, _ arguments: [FunctionArgument], _ position: SourcePosition
    ) throws(ResolutionError) {
        switch mismatch {
        case .unknownFunction:
            unstable(.unknown, "\(call.name.shown)(), which is not known", position)
            try doubt(
                .unknownFunction, "Function '\(call.name.shown)' not registered",
                hint: Spelling.hint(for: call.name.last.canonical, among: resolver.functions.names), position)
        case .noMatchingForm(let forms):
            let given = arguments.map { argument in
                switch argument {
                case .value(let type): type?.description ?? "?"
                case .lambda: "<function>"
                }
            }
            try doubt(
                .typeMismatch,
                "Unexpected parameters (\(given.joined(separator: ", "))) for function \(call.name.shown). Expected: "
                    + forms.map(\.description).joined(separator: ", "), position)
        }
    }

    private func analyzeLambda(
        _ expression: Expression, _ types: [SQLType?], _ context: ExpressionContext
    ) throws(ResolutionError) -> SQLType? {
        guard case .lambda(let parameters, let body) = expression.kind else { return nil }
        var fields: [Field] = []
        for (index, parameter) in parameters.enumerated() {
            fields.append(
                Field(
                    relation: 0, index: index, qualifier: [], name: parameter.text,
                    type: types.indices.contains(index) ? types[index] : nil, demand: ColumnDemand()))
        }
        let scope = Scope(.lambda, fields: fields, parent: context.scope, isQueryBoundary: false)
        let result = try analyze(body, context.within(scope))
        let known = types.compactMap { $0 }
        if let result, known.count == types.count { self.types[expression.position.node] = .function(known, result) }
        return result
    }

    private func noteTraits(of function: FunctionSignature, _ call: FunctionCall, _ position: SourcePosition) {
        let what = function.name + "()"
        let traits = function.traits
        if traits.contains(.random) { unstable(.random, what, position) }
        if traits.contains(.clock) { unstable(.clock, what, position) }
        if traits.contains(.zone) { unstable(.timeZone, what, position) }
        if traits.contains(.session) { unstable(.session, what, position) }
        if traits.contains(.locale), LocaleDependence.exists(function: function.name, format: call.format) {
            unstable(.locale, what, position)
        }
        if traits.contains(.approx) { unstable(.approximation, what, position) }
        if traits.contains(.rounding) { unstable(.rounding, what, position) }
        guard traits.contains(.order) else { return }
        let isOrdered: Bool
        switch call.over {
        case .specification(let window)?: isOrdered = !window.orderBy.isEmpty || window.base != nil
        case .name?: isOrdered = true
        case nil: isOrdered = !call.orderBy.isEmpty
        }
        let breaksTiesOnly = isOrdered || function.name == "max_by" || function.name == "min_by"
        unstable(breaksTiesOnly ? .ties : .rowOrder, what, position)
    }

    // MARK: Windows

    private func analyze(_ window: WindowReference, _ context: ExpressionContext) throws(ResolutionError) {
        switch window {
        case .name(let name):
            guard context.windows[name.canonical] != nil else {
                throw ResolutionError(
                    .invalid, "Cannot resolve WINDOW name \(name.text)",
                    hint: Spelling.hint(for: name.canonical, among: context.windows.keys), position: name.position)
            }
        case .specification(let specification): try analyze(specification, context)
        }
    }

    func analyze(_ window: WindowSpecification, _ context: ExpressionContext) throws(ResolutionError) {
        if let base = window.base, context.windows[base.canonical] == nil {
            throw ResolutionError(.invalid, "Cannot resolve WINDOW name \(base.text)", position: base.position)
        }
        for expression in window.partitionBy { try analyze(expression, context) }
        for item in window.orderBy { try analyze(item.key, context) }
        guard let frame = window.frame else { return }
        if frame.pattern != nil { throw unsupported("Row pattern recognition in a window", window.position) }
        for bound in [frame.start, frame.end] {
            switch bound {
            case .preceding(let distance)?, .following(let distance)?: try analyze(distance, context)
            case .unboundedPreceding?, .unboundedFollowing?, .currentRow?, nil: break
            }
        }
    }

    // MARK: Special forms

    func typeOf(
        _ form: SpecialForm, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        switch form {
        case .trim(let trim):
            if let characters = trim.characters { try analyze(characters, context) }
            return Self.sameLength(try analyze(trim.source, context))
        case .substring(let source, let from, let length):
            try analyze(from, context)
            if let length { try analyze(length, context) }
            let type = try analyze(source, context)
            return type == .varbinary ? type : Self.sameLength(type)
        case .position(let part, let whole):
            try analyze(part, context)
            try analyze(whole, context)
            return .bigint
        case .overlay(let source, let placing, let from, let length):
            for part in [source, placing, from] { try analyze(part, context) }
            if let length { try analyze(length, context) }
            return .varchar(nil)
        case .normalize(let text, _):
            try analyze(text, context)
            return .varchar(nil)
        case .grouping(let names):
            // A bit for each column: integer holds 31 of them.
            for name in names {
                _ = try bind(name, Expression(.column(name), position: positionOfOwn(position)), context)
            }
            return names.count <= 31 ? .integer : .bigint
        case .listAggregate(let list): return try typeOf(list, context, position)
        case .truthTest(let value, _, _):
            try requireBoolean(analyze(value, context), "IS TRUE operand", value.position)
            return .boolean
        case .match(let match):
            try analyze(match.value, context)
            _ = try analyzeScalar(match.query, context)
            return .boolean
        case .unique(let query):
            _ = try analyzeScalar(query, context)
            return .boolean
        case .caseOperand: return context.caseOperand
        case .jsonExists, .jsonValue, .jsonQuery, .jsonObject, .jsonArray:
            return try typeOfJSON(form, context, position)
        case .measure: throw unsupported("A row pattern's measure", position)
        case .methodCall(let base, let name, let arguments):
            try analyze(base, context)
            for argument in arguments { try analyze(argument.value, context) }
            unstable(.unknown, "\(name.text)(), which is not known", position)
            note("The result of the method \(name.text) is not known", position)
            return nil
        case .staticMethodCall(_, let name, let arguments):
            for argument in arguments { try analyze(argument.value, context) }
            unstable(.unknown, "\(name.text)(), which is not known", position)
            note("The result of the method \(name.text) is not known", position)
            return nil
        }
    }

    /// A place for a binding that has no expression of its own.
    private func positionOfOwn(_ position: SourcePosition) -> SourcePosition {
        SourcePosition(line: position.line, column: position.column, node: nextNode())
    }

    private static func sameLength(_ type: SQLType?) -> SQLType? {
        switch type {
        case .char(let length)?: .varchar(length)
        case .varchar?: type
        default: type == nil ? nil : .varchar(nil)
        }
    }

    private func typeOf(
        _ list: ListAggregate, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType {
        var inner = context
        inner.isInsideAggregate = inner.isInsideAggregate || list.over == nil
        try analyze(list.value, inner)
        for item in list.orderBy { try analyze(item.key, inner) }
        if let filter = list.filter { try requireBoolean(analyze(filter, inner), "FILTER clause", filter.position) }
        if let over = list.over { try analyze(over, context) }
        unstable(.ties, "listagg()", position)
        return .varchar(nil)
    }

    /// Source: Trino documentation, "JSON functions and operators": JSON_VALUE, JSON_QUERY, JSON_OBJECT and JSON_ARRAY give
    /// varchar unless RETURNING says otherwise.
    private func typeOfJSON(
        _ form: SpecialForm, _ context: ExpressionContext, _ position: SourcePosition
    ) throws(ResolutionError) -> SQLType? {
        for child in Expression(.special(form), position: position).children { try analyze(child, context) }
        let returning: DataType?
        switch form {
        case .jsonExists: return .boolean
        case .jsonValue(let value): returning = value.returning
        case .jsonQuery(let query): returning = query.returning?.type
        case .jsonObject(let object): returning = object.returning?.type
        case .jsonArray(let array): returning = array.returning?.type
        default: returning = nil
        }
        guard let returning else { return .varchar(nil) }
        do throws(TypeError) {
            let type = try SQLType(returning)
            // Taken from text, as CAST does.
            let what = "a JSON text taken as \(type)"
            if SessionCast.takesZone(.varchar(nil), type) { unstable(.timeZone, what, position) }
            return type
        } catch {
            throw ResolutionError(.unknownType, error.message, hint: error.hint, position: position)
        }
    }
}

extension FunctionCall {
    /// The text of its format, where that is a literal.
    fileprivate var format: String? {
        let index = LocaleDependence.formatArgument(of: name.last.canonical)
        guard arguments.indices.contains(index), case .string(let literal) = arguments[index].value.kind else {
            return nil
        }
        return literal.value
    }
}

extension WindowSpecification {
    /// Where its first part stands, as far as that is known.
    fileprivate var position: SourcePosition { expressions.first?.position ?? .none }
}
