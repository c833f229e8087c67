extension SyntaxRewriter {
    public mutating func rewriteChildren(of form: SpecialForm) -> SpecialForm {
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
        case .normalize(let text, let form):
            return .normalize(rewrite(text), form: form)
        case .truthTest(let value, let truth, let negated):
            return .truthTest(rewrite(value), truth, negated: negated)
        case .grouping, .caseOperand:
            return form
        case .listAggregate(let aggregate):
            return .listAggregate(rewriteChildren(of: aggregate))
        case .jsonExists, .jsonValue, .jsonQuery, .jsonObject, .jsonArray:
            return rewriteJSON(form)
        case .match(let match):
            return .match(
                MatchPredicate(
                    rewrite(match.value), isUnique: match.isUnique, mode: match.mode, query: rewrite(match.query)))
        case .unique(let query):
            return .unique(rewrite(query))
        case .measure(let name, let window):
            return .measure(name, over: rewriteChildren(of: window))
        case .methodCall(let value, let name, let arguments):
            return .methodCall(rewrite(value), name, rewriteChildren(of: arguments))
        case .staticMethodCall(let type, let name, let arguments):
            return .staticMethodCall(type, name, rewriteChildren(of: arguments))
        }
    }

    mutating func rewriteChildren(of aggregate: ListAggregate) -> ListAggregate {
        var copy = aggregate
        copy.value = rewrite(aggregate.value)
        copy.orderBy = rewriteChildren(of: aggregate.orderBy)
        copy.filter = rewrite(optional: aggregate.filter)
        if let window = aggregate.over { copy.over = rewriteChildren(of: window) }
        return copy
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

    private mutating func rewriteJSON(_ form: SpecialForm) -> SpecialForm {
        switch form {
        case .jsonExists(var form):
            form.path = rewriteChildren(of: form.path)
            return .jsonExists(form)
        case .jsonValue(var form):
            form.path = rewriteChildren(of: form.path)
            if let type = form.returning { form.returning = rewrite(type) }
            form.onEmpty = rewriteChildren(of: form.onEmpty)
            form.onError = rewriteChildren(of: form.onError)
            return .jsonValue(form)
        case .jsonQuery(var form):
            form.path = rewriteChildren(of: form.path)
            form.returning = rewriteChildren(of: form.returning)
            return .jsonQuery(form)
        case .jsonObject(var form):
            for index in form.members.indices {
                form.members[index].key = rewrite(form.members[index].key)
                form.members[index].value.value = rewrite(form.members[index].value.value)
            }
            form.returning = rewriteChildren(of: form.returning)
            return .jsonObject(form)
        case .jsonArray(var form):
            for index in form.elements.indices { form.elements[index].value = rewrite(form.elements[index].value) }
            form.returning = rewriteChildren(of: form.returning)
            return .jsonArray(form)
        default:
            return form
        }
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
