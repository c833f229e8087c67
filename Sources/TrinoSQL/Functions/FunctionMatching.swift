/// An argument as far as choosing a function needs it.
public enum FunctionArgument: Hashable, Sendable {
    /// A value; its type is nil where it could not be told.
    case value(SQLType?)
    /// A lambda of this many arguments.
    case lambda(Int)
}

/// Why no form of a function takes the arguments.
public enum FunctionMismatch: Error, Hashable, Sendable {
    case unknownFunction
    case noMatchingForm([FunctionSignature])
}

extension FunctionCatalogue {
    /// Chooses the form of a function that a call means, as Trino does: one that takes the arguments as they are; else, among
    /// those that take them coerced, the one whose parameters every other takes.
    ///
    /// Source: Trino documentation, "Functions and operators / Conversion functions", and SHOW FUNCTIONS for the forms.
    ///
    /// - Parameters:
    ///   - kinds: the kinds of function that the place of the call allows.
    ///   - lambda: the type of the result of the lambda at an index, given its arguments' types.
    /// - Throws: `FunctionMismatch` where the name is unknown or no form fits.
    public func match(
        _ name: String, _ arguments: [FunctionArgument], kinds: Set<FunctionSignature.Kind>,
        lambda: (_ index: Int, _ arguments: [SQLType?]) -> SQLType? = { _, _ in nil }
    ) throws(FunctionMismatch) -> ResolvedFunction {
        let forms = signatures(of: name).filter { kinds.contains($0.kind) }
        guard !forms.isEmpty else { throw .unknownFunction }
        var chosen: FunctionSignature?
        let exact = forms.filter { bind($0, arguments, coercing: false) != nil }
        // Among exact forms one without type variables says more.
        chosen = exact.first { !$0.parameters.contains { $0.isGeneric } } ?? exact.first
        if chosen == nil {
            let coerced = forms.filter { bind($0, arguments, coercing: true) != nil }
            chosen = coerced.first { form in isMostSpecific(form, among: coerced, arguments) } ?? coerced.first
        }
        guard let form = chosen, var binding = bind(form, arguments, coercing: true) else {
            throw .noMatchingForm(forms)
        }
        let patterns = form.patterns(for: arguments.count)
        for (index, pattern) in patterns.enumerated() {
            guard case .function(let inputs, let output) = pattern, case .lambda = arguments[index] else { continue }
            binding.note(lambda(index, inputs.map { binding.type(for: $0) }), for: output)
        }
        return ResolvedFunction(
            function: form, parameterTypes: patterns.map { binding.type(for: $0) },
            resultType: binding.type(for: form.result))
    }

    private func bind(_ form: FunctionSignature, _ arguments: [FunctionArgument], coercing: Bool) -> TypeBinding? {
        guard form.accepts(count: arguments.count) else { return nil }
        var binding = TypeBinding()
        for (argument, pattern) in zip(arguments, form.patterns(for: arguments.count)) {
            switch (argument, pattern) {
            case (.lambda(let count), .function(let inputs, _)):
                guard count == inputs.count else { return nil }
            case (.lambda, _), (.value(.some), .function): return nil
            case (.value(let type), _):
                guard binding.fit(type, to: pattern, coercing: coercing) else { return nil }
            }
        }
        return binding
    }

    /// Whether every other candidate would take this one's parameters as arguments.
    private func isMostSpecific(
        _ form: FunctionSignature, among candidates: [FunctionSignature], _ arguments: [FunctionArgument]
    ) -> Bool {
        guard let binding = bind(form, arguments, coercing: true) else { return false }
        let own: [FunctionArgument] = zip(arguments, form.patterns(for: arguments.count)).map { argument, pattern in
            if case .lambda = argument { return argument }
            return .value(binding.type(for: pattern))
        }
        return candidates.allSatisfy { $0 == form || bind($0, own, coercing: true) != nil }
    }
}

extension FunctionSignature {
    func accepts(count: Int) -> Bool {
        isVariadic ? count >= parameters.count - 1 : count == parameters.count
    }

    /// One pattern for each of `count` arguments.
    func patterns(for count: Int) -> [TypePattern] {
        guard isVariadic, let last = parameters.last else { return parameters }
        let fixed = parameters.dropLast()
        return Array(fixed) + Array(repeating: last, count: max(0, count - fixed.count))
    }
}

extension TypePattern {
    /// Whether a type variable stands anywhere in it.
    var isGeneric: Bool {
        switch self {
        case .variable, .anything: true
        case .array(let element): element.isGeneric
        case .map(let key, let value): key.isGeneric || value.isGeneric
        case .row(let fields): fields.contains { $0.type.isGeneric }
        case .named(_, let parts): parts.contains { $0.isGeneric }
        case .function, .exact, .sized: false
        }
    }
}
