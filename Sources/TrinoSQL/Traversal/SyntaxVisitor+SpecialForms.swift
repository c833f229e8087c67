extension SyntaxVisitor {
    public mutating func visitChildren(of form: SpecialForm) {
        switch form {
        case .grouping, .caseOperand: break
        case .trim, .substring, .position, .overlay, .normalize, .truthTest: visitText(of: form)
        case .listAggregate: visitAggregate(of: form)
        case .jsonExists: visitJSONExists(of: form)
        case .jsonValue: visitJSONValue(of: form)
        case .jsonQuery: visitJSONQuery(of: form)
        case .jsonObject, .jsonArray: visitJSONConstructor(of: form)
        case .match, .unique: visitQuery(of: form)
        case .measure: visitWindow(of: form)
        case .methodCall, .staticMethodCall: visitMethod(of: form)
        }
    }

    private mutating func visitText(of form: SpecialForm) {
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
        default:
            break
        }
    }

    private mutating func visitAggregate(of form: SpecialForm) {
        guard case .listAggregate(let aggregate) = form else { return }
        visit(aggregate.value)
        visitChildren(of: aggregate.orderBy)
        visit(optional: aggregate.filter)
        if case .specification(let window) = aggregate.over { visitChildren(of: window) }
    }

    private mutating func visitQuery(of form: SpecialForm) {
        switch form {
        case .match(let match):
            visit(match.value)
            visit(match.query)
        case .unique(let query):
            visit(query)
        default:
            break
        }
    }

    private mutating func visitWindow(of form: SpecialForm) {
        guard case .measure(_, .specification(let window)) = form else { return }
        visitChildren(of: window)
    }

    private mutating func visitMethod(of form: SpecialForm) {
        switch form {
        case .methodCall(let value, _, let arguments):
            visit(value)
            visitChildren(of: arguments)
        case .staticMethodCall(_, _, let arguments):
            visitChildren(of: arguments)
        default:
            break
        }
    }

    // MARK: JSON

    private mutating func visitJSONExists(of form: SpecialForm) {
        guard case .jsonExists(let exists) = form else { return }
        visitChildren(of: exists.path)
    }

    private mutating func visitJSONValue(of form: SpecialForm) {
        guard case .jsonValue(let value) = form else { return }
        visitChildren(of: value.path)
        if let type = value.returning { visit(type) }
        visitChildren(of: value.onEmpty)
        visitChildren(of: value.onError)
    }

    private mutating func visitJSONQuery(of form: SpecialForm) {
        guard case .jsonQuery(let query) = form else { return }
        visitChildren(of: query.path)
        if let returning = query.returning { visit(returning.type) }
    }

    private mutating func visitJSONConstructor(of form: SpecialForm) {
        switch form {
        case .jsonObject(let object):
            for member in object.members {
                visit(member.key)
                visit(member.value.value)
            }
            if let returning = object.returning { visit(returning.type) }
        case .jsonArray(let array):
            for element in array.elements { visit(element.value) }
            if let returning = array.returning { visit(returning.type) }
        default:
            break
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
