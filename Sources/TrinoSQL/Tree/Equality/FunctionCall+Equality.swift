/// Equality and hashing of calls in two halves, so that calls in arguments of calls take little of the stack.
extension FunctionCall {
    @inline(never)
    public static func == (left: FunctionCall, right: FunctionCall) -> Bool {
        left.hasSameForm(as: right) && left.hasSameClauses(as: right) && left.hasSameArguments(as: right)
    }

    private func hasSameArguments(as other: FunctionCall) -> Bool {
        arguments == other.arguments
    }

    private func hasSameForm(as other: FunctionCall) -> Bool {
        name == other.name && isStar == other.isStar && starLabel == other.starLabel && isDistinct == other.isDistinct
            && nullTreatment == other.nullTreatment && processingMode == other.processingMode
    }

    private func hasSameClauses(as other: FunctionCall) -> Bool {
        hasSameFilter(as: other) && hasSameOrder(as: other) && hasSameWindow(as: other)
    }

    private func hasSameFilter(as other: FunctionCall) -> Bool {
        filter == other.filter
    }

    private func hasSameOrder(as other: FunctionCall) -> Bool {
        orderBy == other.orderBy
    }

    private func hasSameWindow(as other: FunctionCall) -> Bool {
        over == other.over
    }

    @inline(never)
    public func hash(into hasher: inout Hasher) {
        hashForm(into: &hasher)
        hasher.combine(arguments)
        hasher.combine(orderBy)
        hasher.combine(filter)
        hasher.combine(over)
    }

    private func hashForm(into hasher: inout Hasher) {
        hasher.combine(name)
        hasher.combine(isStar)
        hasher.combine(starLabel)
        hasher.combine(isDistinct)
        hasher.combine(nullTreatment)
        hasher.combine(processingMode)
    }
}
