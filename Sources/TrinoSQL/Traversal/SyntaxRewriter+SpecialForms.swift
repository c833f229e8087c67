extension SyntaxRewriter {
    public mutating func rewriteChildren(of form: SpecialForm) -> SpecialForm {
        switch form {
        case .grouping, .caseOperand: form
        case .trim, .substring, .position, .overlay, .normalize, .truthTest: rewriteText(of: form)
        case .listAggregate: rewriteAggregate(of: form)
        case .jsonExists: rewriteJSONExists(form)
        case .jsonValue: rewriteJSONValue(form)
        case .jsonQuery: rewriteJSONQuery(form)
        case .jsonObject: rewriteJSONObject(form)
        case .jsonArray: rewriteJSONArray(form)
        case .match, .unique: rewriteQuery(of: form)
        case .measure: rewriteMeasure(form)
        case .methodCall, .staticMethodCall: rewriteMethod(of: form)
        }
    }

    private mutating func rewriteText(of form: SpecialForm) -> SpecialForm {
        switch form {
        case .trim(let trim):
            let characters = rewrite(optional: trim.characters)
            return .trim(Trim(side: trim.side, characters: characters, source: rewrite(trim.source)))
        case .substring(let source, let start, let length):
            return .substring(rewrite(source), from: rewrite(start), length: rewrite(optional: length))
        case .position(let part, let whole):
            return .position(rewrite(part), in: rewrite(whole))
        case .overlay(let source, let replacement, let start, let length):
            return .overlay(
                rewrite(source), placing: rewrite(replacement), from: rewrite(start), length: rewrite(optional: length))
        case .normalize(let text, let normalForm):
            return .normalize(rewrite(text), form: normalForm)
        case .truthTest(let value, let truth, let negated):
            return .truthTest(rewrite(value), truth, negated: negated)
        default:
            return form
        }
    }

    private mutating func rewriteQuery(of form: SpecialForm) -> SpecialForm {
        switch form {
        case .match(var match):
            match.value = rewrite(match.value)
            match.query = rewrite(match.query)
            return .match(match)
        case .unique(let query):
            return .unique(rewrite(query))
        default:
            return form
        }
    }

    private mutating func rewriteMeasure(_ form: SpecialForm) -> SpecialForm {
        guard case .measure(let name, let window) = form else { return form }
        return .measure(name, over: rewriteChildren(of: window))
    }

    private mutating func rewriteMethod(of form: SpecialForm) -> SpecialForm {
        switch form {
        case .methodCall(let value, let name, let arguments):
            .methodCall(rewrite(value), name, rewriteChildren(of: arguments))
        case .staticMethodCall(let type, let name, let arguments):
            .staticMethodCall(type, name, rewriteChildren(of: arguments))
        default: form
        }
    }

    private mutating func rewriteAggregate(of form: SpecialForm) -> SpecialForm {
        guard case .listAggregate(var aggregate) = form else { return form }
        aggregate.value = rewrite(aggregate.value)
        aggregate.orderBy = rewriteChildren(of: aggregate.orderBy)
        aggregate.filter = rewrite(optional: aggregate.filter)
        if let window = aggregate.over { aggregate.over = rewriteChildren(of: window) }
        return .listAggregate(aggregate)
    }

    mutating func rewriteChildren(of window: WindowReference) -> WindowReference {
        guard case .specification(let specification) = window else { return window }
        return .specification(rewriteChildren(of: specification))
    }

    mutating func rewriteChildren(of arguments: [FunctionCall.Argument]) -> [FunctionCall.Argument] {
        var copy = arguments
        for index in arguments.indices { copy[index].value = rewrite(arguments[index].value) }
        return copy
    }

    // MARK: JSON

    private mutating func rewriteJSONExists(_ form: SpecialForm) -> SpecialForm {
        guard case .jsonExists(var exists) = form else { return form }
        exists.path = rewriteChildren(of: exists.path)
        return .jsonExists(exists)
    }

    private mutating func rewriteJSONValue(_ form: SpecialForm) -> SpecialForm {
        guard case .jsonValue(var value) = form else { return form }
        value.path = rewriteChildren(of: value.path)
        if let type = value.returning { value.returning = rewrite(type) }
        value.onEmpty = rewriteChildren(of: value.onEmpty)
        value.onError = rewriteChildren(of: value.onError)
        return .jsonValue(value)
    }

    private mutating func rewriteJSONQuery(_ form: SpecialForm) -> SpecialForm {
        guard case .jsonQuery(var query) = form else { return form }
        query.path = rewriteChildren(of: query.path)
        query.returning = rewriteChildren(of: query.returning)
        return .jsonQuery(query)
    }

    private mutating func rewriteJSONObject(_ form: SpecialForm) -> SpecialForm {
        guard case .jsonObject(var object) = form else { return form }
        for index in object.members.indices {
            object.members[index].key = rewrite(object.members[index].key)
            object.members[index].value.value = rewrite(object.members[index].value.value)
        }
        object.returning = rewriteChildren(of: object.returning)
        return .jsonObject(object)
    }

    private mutating func rewriteJSONArray(_ form: SpecialForm) -> SpecialForm {
        guard case .jsonArray(var array) = form else { return form }
        for index in array.elements.indices { array.elements[index].value = rewrite(array.elements[index].value) }
        array.returning = rewriteChildren(of: array.returning)
        return .jsonArray(array)
    }

    public mutating func rewriteChildren(of path: JSONPathInvocation) -> JSONPathInvocation {
        var copy = path
        copy.input.value = rewrite(path.input.value)
        for index in path.arguments.indices {
            copy.arguments[index].operand.value = rewrite(path.arguments[index].operand.value)
        }
        return copy
    }

    mutating func rewriteChildren(of behavior: JSONValueBehavior?) -> JSONValueBehavior? {
        guard case .defaultValue(let value) = behavior else { return behavior }
        return .defaultValue(rewrite(value))
    }

    mutating func rewriteChildren(of returning: JSONReturning?) -> JSONReturning? {
        guard let returning else { return nil }
        return JSONReturning(rewrite(returning.type), format: returning.format)
    }
}
