extension SyntaxVisitor {
    public mutating func visitChildren(of form: SpecialForm) {
        switch form {
        case .trim(let trim):
            visit(optional: trim.characters)
            visit(trim.source)
        case .substring(let source, let start, let length):
            visit(source)
            visit(start)
            visit(optional: length)
        case .position(let part, let whole):
            visit(part)
            visit(whole)
        case .overlay(let source, let replacement, let start, let length):
            visit(source)
            visit(replacement)
            visit(start)
            visit(optional: length)
        case .normalize(let text, _), .truthTest(let text, _, _):
            visit(text)
        case .grouping, .caseOperand:
            break
        case .listAggregate(let aggregate):
            visit(aggregate.value)
            visitChildren(of: aggregate.orderBy)
            visit(optional: aggregate.filter)
            if case .specification(let window) = aggregate.over { visitChildren(of: window) }
        case .jsonExists(let form): visitChildren(of: form.path)
        case .jsonValue(let form):
            visitChildren(of: form.path)
            if let type = form.returning { visit(type) }
            visitChildren(of: form.onEmpty)
            visitChildren(of: form.onError)
        case .jsonQuery(let form):
            visitChildren(of: form.path)
            if let returning = form.returning { visit(returning.type) }
        case .jsonObject(let form):
            for member in form.members {
                visit(member.key)
                visit(member.value.value)
            }
            if let returning = form.returning { visit(returning.type) }
        case .jsonArray(let form):
            for element in form.elements { visit(element.value) }
            if let returning = form.returning { visit(returning.type) }
        case .match(let match):
            visit(match.value)
            visit(match.query)
        case .unique(let query):
            visit(query)
        case .measure(_, let window):
            if case .specification(let window) = window { visitChildren(of: window) }
        case .methodCall(let value, _, let arguments):
            visit(value)
            for argument in arguments { visit(argument.value) }
        case .staticMethodCall(_, _, let arguments):
            for argument in arguments { visit(argument.value) }
        }
    }

    public mutating func visitChildren(of path: JSONPathInvocation) {
        visit(path.input.value)
        for argument in path.arguments { visit(argument.operand.value) }
    }

    mutating func visitChildren(of behavior: JSONValueBehavior?) {
        if case .defaultValue(let value) = behavior { visit(value) }
    }
}
